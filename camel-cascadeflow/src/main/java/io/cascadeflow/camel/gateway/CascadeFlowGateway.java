package io.cascadeflow.camel.gateway;

import io.cascadeflow.camel.CascadeFlowComponent;
import io.cascadeflow.camel.config.Configuration;
import io.cascadeflow.camel.config.GatewayConfiguration;
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
    private @Nullable GatewayService service;

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

    /** Serves HTTPS. */
    public CascadeFlowGateway tls(SSLContextParameters tls) {
        this.tls = tls;
        return this;
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
        GatewayConfiguration gateway = configured.gateway();
        GatewayService serving = new GatewayService(
                getContext(),
                models,
                gateway,
                new GatewayService.Place(
                        host != null ? host : gateway.host(), port != null ? port : gateway.port(), tls));
        service = serving;
        getContext().addStartupListener(new StartupListener() {
            @Override
            public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {}

            @Override
            public void onCamelContextFullyStarted(CamelContext context, boolean alreadyStarted)
                    throws Exception {
                serving.start();
            }
        });
        getContext().addLifecycleStrategy(serving.beforeTheContextStops());
    }
}
