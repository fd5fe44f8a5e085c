package io.cascadeflow.camel.gateway;

import io.cascadeflow.camel.CascadeFlowComponent;
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
    private boolean onPlatformHttp;
    private @Nullable Entrance mounted;
    private @Nullable OwnServer server;
    private @Nullable ServedModels models;

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

    /**
     * Without a server of its own: at the Vert.x server of Camel's {@code platform-http}, beside the routes of the application, which
     * come first. In a servlet container, Spring Boot's among them, it is a {@link GatewayFilter} instead.
     */
    public CascadeFlowGateway onPlatformHttp() {
        onPlatformHttp = true;
        return this;
    }

    /** Without a server of its own. */
    void mountedAt(Entrance entrance) {
        mounted = entrance;
    }

    /** Whom clients may ask, by name, and the endpoint of each; empty before its routes are configured. */
    public Map<String, String> served() {
        return models == null
                ? Map.of()
                : models.get().known().stream()
                        .collect(Collectors.toMap(Target::name, Target::uri, (one, same) -> one, LinkedHashMap::new));
    }

    /** Where its own server listens; 0 before it has started, and where it has none. */
    public int port() {
        return server == null ? 0 : server.port();
    }

    @Override
    public void configure() throws Exception {
        CascadeFlowComponent component = getContext().getComponent("cascadeflow", CascadeFlowComponent.class);
        ServedModels asked = new ServedModels(component::configured);
        models = asked;
        // what fails is told to the client, and is in the journal
        from(ENTRY).routeId(ROUTE).errorHandler(noErrorHandler()).process(new Asks(getContext(), asked.get()));
        if (serving) {
            serve(asked, component.configured().gateway());
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

    private Entrance entrance(GatewayConfiguration gateway) {
        if (mounted == null && !onPlatformHttp) {
            server = new OwnServer(
                    getContext(),
                    new OwnServer.Place(
                            host != null ? host : gateway.host(), port != null ? port : gateway.port(), tls(gateway)));
            return server;
        }
        if (mounted != null && onPlatformHttp) {
            throw new IllegalArgumentException(
                    "a gateway is either on platform-http or in a servlet container; take one");
        }
        refuseAddress(gateway);
        return mounted != null ? mounted : new PlatformRouter(getContext());
    }

    private void refuseAddress(GatewayConfiguration gateway) {
        boolean here = port != null || host != null || tls != null;
        boolean configured =
                gateway.host() != null || gateway.port() != GatewayConfiguration.DEFAULT_PORT || gateway.tls();
        if (here || configured) {
            throw new IllegalArgumentException(
                    "the gateway is mounted in a server that has an address, a port and TLS of its own; take out gateway.host, gateway.port and gateway.tls, and the options host, port and tls");
        }
    }

    private void serve(ServedModels models, GatewayConfiguration gateway) throws Exception {
        GatewayService service = new GatewayService(getContext(), models, gateway, entrance(gateway));
        getContext().addStartupListener(new StartupListener() {
            @Override
            public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {}

            @Override
            public void onCamelContextFullyStarted(CamelContext context, boolean alreadyStarted) throws Exception {
                service.start();
            }
        });
        getContext().addLifecycleStrategy(service.beforeTheContextStops());
    }
}
