package io.cascadeflow.camel.gateway;

import io.cascadeflow.provider.Pause;
import org.apache.camel.CamelContext;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;

/** Clients come in by a server that is there for nothing else. */
final class OwnServer implements Entrance {

    private static final String EVERYWHERE = "0.0.0.0";

    private final CamelContext camel;
    private final Place place;
    private @Nullable GatewayServer server;

    /** @param host absent for the loopback address where no key is configured, else all of them */
    record Place(@Nullable String host, int port, @Nullable SSLContextParameters tls) {}

    OwnServer(CamelContext camel, Place place) {
        this.camel = camel;
        this.place = place;
    }

    int port() {
        GatewayServer running = server;
        return running == null ? 0 : running.port();
    }

    @Override
    public String open(Gateway gateway, boolean open, Pause pause) {
        GatewayServer.Address address = address(open);
        GatewayServer listening = new GatewayServer(camel, gateway, address);
        ServiceHelper.startService(listening);
        server = listening;
        return "%s://%s:%d".formatted(place.tls() == null ? "http" : "https", address.host(), port());
    }

    private GatewayServer.Address address(boolean open) {
        String host = place.host() != null ? place.host() : open ? Loopback.ADDRESS : EVERYWHERE;
        if (open) {
            Loopback.require("gateway.host", host);
        }
        return new GatewayServer.Address(host, place.port(), place.tls());
    }

    @Override
    public void close() {
        ServiceHelper.stopAndShutdownService(server);
        server = null;
    }
}
