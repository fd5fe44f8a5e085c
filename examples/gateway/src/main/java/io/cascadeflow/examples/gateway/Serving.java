package io.cascadeflow.examples.gateway;

import io.cascadeflow.camel.gateway.CascadeFlowGateway;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;

/** Serves until it is told to stop. */
final class Serving {

    private final ServeOptions options;

    Serving(ServeOptions options) {
        this.options = options;
    }

    void run() throws Exception {
        CascadeFlowGateway gateway = gateway();
        Main main = main(options, gateway);
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void afterStart(BaseMainSupport started) {
                tellPort(gateway.port());
            }
        });
        main.run();
    }

    private CascadeFlowGateway gateway() {
        CascadeFlowGateway gateway = new CascadeFlowGateway();
        if (options.host() != null) {
            gateway.host(options.host());
        }
        if (options.port() != null) {
            gateway.port(options.port());
        }
        return gateway;
    }

    private void tellPort(int port) {
        Path file = options.portFile();
        if (file == null) {
            return;
        }
        try {
            // whole or not at all: somebody waits for it
            Path written = Files.writeString(file.resolveSibling(file.getFileName() + ".new"), Integer.toString(port));
            Files.move(written, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Camel's own runtime with this gateway in it. */
    static Main main(ServeOptions options, CascadeFlowGateway gateway) {
        Main main = new Main();
        main.addInitialProperty("camel.main.name", "cascadeflow-gateway");
        main.addInitialProperty("camel.main.shutdownTimeout", "30");
        // what happens to lie on the class path is not served
        main.addInitialProperty("camel.main.routesIncludePattern", "false");
        main.addInitialProperty("camel.component.cascadeflow.configuration", options.configuration(System::getenv));
        main.bind("metrics", new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
        main.configure().addRoutesBuilder(gateway);
        return main;
    }

    static CamelContext context(Main main) {
        CamelContext context = main.getCamelContext();
        if (context == null) {
            throw new IllegalStateException("Camel has not started");
        }
        return context;
    }
}
