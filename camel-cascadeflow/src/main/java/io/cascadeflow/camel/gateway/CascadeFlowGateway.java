package io.cascadeflow.camel.gateway;

import io.cascadeflow.camel.CascadeFlowComponent;
import io.cascadeflow.camel.config.Configuration;
import io.cascadeflow.camel.config.GatewayConfiguration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.StartupListener;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.jspecify.annotations.Nullable;

/**
 * Serves the cascades and models of the configuration to clients of the OpenAI and Anthropic APIs. Added to a Camel context as
 * any routes are: questions go through its route {@value #ROUTE}, and the answers back to whoever asked.
 *
 * <p>Without any key configured it listens at the loopback address only, and says so.
 */
public final class CascadeFlowGateway extends RouteBuilder {

    /** The id of the route that all questions take. */
    public static final String ROUTE = "cascadeflow-gateway";

    static final String ENTRY = "direct:" + ROUTE;

    private @Nullable Integer port;
    private @Nullable String host;
    private @Nullable SSLContextParameters tls;
    private boolean serving = true;
    private @Nullable GatewayService service;
    private Map<String, String> served = Map.of();

    /** Instead of the configured port; 0 for any that is free. */
    public CascadeFlowGateway port(int port) {
        this.port = port;
        return this;
    }

    /** Instead of the configured address. */
    public CascadeFlowGateway host(String host) {
        this.host = host;
        return this;
    }

    /** Serves HTTPS by these, whatever is configured. */
    public CascadeFlowGateway tls(SSLContextParameters tls) {
        this.tls = tls;
        return this;
    }

    /** Whether it listens at all; without that, only its route is there, with whom it asks made ready. */
    public CascadeFlowGateway serving(boolean serving) {
        this.serving = serving;
        return this;
    }

    /** Whom clients may ask, by name, and the endpoint of each; empty before its routes are configured. */
    public Map<String, String> served() {
        return served;
    }

    /** Where it listens; 0 before it has started. */
    public int port() {
        return service == null ? 0 : service.port();
    }

    @Override
    public void configure() throws Exception {
        CascadeFlowComponent component = getContext().getComponent("cascadeflow", CascadeFlowComponent.class);
        Configuration configured = component.configured();
        Models models = Models.of(configured);
        // what fails is told to the client, and is in the journal
        from(ENTRY).routeId(ROUTE).errorHandler(noErrorHandler()).process(new Asks(getContext(), models));
        served = models.known().stream()
                .collect(Collectors.toMap(Target::name, Target::uri, (one, same) -> one, LinkedHashMap::new));
        if (serving) {
            serve(models, configured.gateway());
        }
    }

    private @Nullable SSLContextParameters tls(GatewayConfiguration gateway) {
        SSLContextParameters ofContext = getContext().getSSLContextParameters();
        if (tls == null && gateway.tls() && ofContext == null) {
            throw new IllegalArgumentException(
                    "gateway.tls: the Camel context has no SSL parameters; set camel.ssl.enabled=true with camel.ssl.keyStore and camel.ssl.keystorePassword, or leave TLS to a proxy");
        }
        return tls != null ? tls : gateway.tls() ? ofContext : null;
    }

    private void serve(Models models, GatewayConfiguration gateway) throws Exception {
        GatewayService server = new GatewayService(
                getContext(),
                models,
                gateway,
                new GatewayService.Place(
                        host != null ? host : gateway.host(), port != null ? port : gateway.port(), tls(gateway)));
        service = server;
        getContext().addStartupListener(new StartupListener() {
            @Override
            public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {}

            @Override
            public void onCamelContextFullyStarted(CamelContext context, boolean alreadyStarted) throws Exception {
                server.start();
            }
        });
        getContext().addLifecycleStrategy(server.beforeTheContextStops());
    }
}
