package io.cascadeflow.examples.gateway;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is served, and where. */
final class ServeOptions {

    private static final String USUAL = "cascadeflow.yaml";

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            defaultValue = "${env:CASCADEFLOW_CONFIG}",
            description = "The configuration. Without it: " + USUAL + " if there is one here, else a demo.")
    private @Nullable Path config;

    @Option(
            names = "--host",
            defaultValue = "${env:CASCADEFLOW_HOST}",
            description = "The address to listen at. Without it: what the configuration says.")
    private @Nullable String host;

    @Option(
            names = {"-p", "--port"},
            defaultValue = "${env:CASCADEFLOW_PORT}",
            description = "The port, 0 for any that is free. Without it: what the configuration says, else 8080.")
    private @Nullable Integer port;

    @Option(
            names = "--port-file",
            paramLabel = "FILE",
            defaultValue = "${env:CASCADEFLOW_PORT_FILE}",
            description = "A file that the port is written to once the gateway serves.")
    private @Nullable Path portFile;

    /** Where the configuration is, as Camel finds it. */
    String configuration(UnaryOperator<@Nullable String> environment) {
        if (config != null) {
            return "file:" + config;
        }
        if (Files.isRegularFile(Path.of(USUAL))) {
            return "file:" + USUAL;
        }
        String key = environment.apply("OPENAI_API_KEY");
        return key == null || key.isBlank() ? "classpath:demo.yaml" : "classpath:openai.yaml";
    }

    @Nullable
    String host() {
        return host;
    }

    @Nullable
    Integer port() {
        return port;
    }

    @Nullable
    Path portFile() {
        return portFile;
    }
}
