package io.cascadeflow.examples.streaming;

import io.cascadeflow.camel.CascadeFlowComponent;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;

/** A Camel context that serves the page on this machine. */
final class Site implements AutoCloseable {

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final VertxPlatformHttpServer server;
    private final AnswersDoor door;

    /**
     * @param port where it listens; 0 for a free one
     * @param small the cheap model's endpoint
     * @param large the dear model's endpoint
     * @param budget what may be spent in a day, in US dollars
     */
    Site(int port, String small, String large, String budget) throws Exception {
        camel.getPropertiesComponent().addInitialProperty("stream.small", small);
        camel.getPropertiesComponent().addInitialProperty("stream.large", large);
        camel.getPropertiesComponent().addInitialProperty("stream.budget", budget);
        camel.getComponent("cascadeflow", CascadeFlowComponent.class).setConfiguration("classpath:streaming.yaml");
        VertxPlatformHttpServerConfiguration address = new VertxPlatformHttpServerConfiguration();
        address.setBindHost("127.0.0.1");
        address.setBindPort(port);
        server = new VertxPlatformHttpServer(address);
        camel.addService(server);
        camel.addRoutes(new PageRoutes());
        camel.start();
        door = AnswersDoor.open(camel);
    }

    int port() {
        return server.getPort();
    }

    DefaultCamelContext camel() {
        return camel;
    }

    @Override
    public void close() {
        door.close();
        camel.stop();
    }
}
