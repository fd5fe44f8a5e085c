package io.cascadeflow.camel.gateway;

import io.cascadeflow.camel.gateway.Fault.Kind;
import io.cascadeflow.camel.http.EventLoops;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.CamelContext;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;

/** The gateway's own server: Vert.x, with an event loop for each processor. */
final class GatewayServer extends ServiceSupport {

    private static final int HEADER_BYTES = 32 * 1024;
    private static final int LINE_BYTES = 8 * 1024;
    private static final int START_SECONDS = 30;

    private final CamelContext camel;
    private final Gateway gateway;
    private final Address address;
    private final EventLoops eventLoops;
    private @Nullable Vertx vertx;
    private @Nullable String deployment;
    private volatile int port;

    /**
     * Where it listens.
     *
     * @param port 0 for any that is free
     * @param tls absent for plain HTTP
     */
    record Address(String host, int port, @Nullable SSLContextParameters tls) {}

    GatewayServer(CamelContext camel, Gateway gateway, Address address) {
        this.camel = camel;
        this.gateway = gateway;
        this.address = address;
        eventLoops = EventLoops.of(camel);
    }

    /** Where it listens. */
    int port() {
        return port;
    }

    @Override
    protected void doStart() throws Exception {
        Vertx used = eventLoops.acquire();
        vertx = used;
        HttpServerOptions options = options();
        int loops = Math.max(1, Runtime.getRuntime().availableProcessors());
        try {
            deployment =
                    wait(used.deployVerticle(() -> new Listener(options), new DeploymentOptions().setInstances(loops)));
        } catch (ExecutionException | TimeoutException e) {
            doStop();
            throw new IllegalStateException(
                    "the gateway cannot listen at %s:%d: %s".formatted(address.host(), address.port(), rootMessage(e)),
                    e);
        }
    }

    private static String rootMessage(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return String.valueOf(cause.getMessage());
    }

    /** What holds wherever it listens. */
    static HttpServerOptions bounded() {
        return new HttpServerOptions()
                .setMaxHeaderSize(HEADER_BYTES)
                .setMaxInitialLineLength(LINE_BYTES)
                // else a connection on which nothing has come is none yet, and nobody hangs up on it
                .setHttp2ClearTextEnabled(false)
                .setTcpNoDelay(true);
    }

    private HttpServerOptions options() throws Exception {
        HttpServerOptions options = bounded()
                .setHost(address.host())
                // a negative port is one that all loops share
                .setPort(address.port() == 0 ? -1 : address.port());
        if (address.tls() != null) {
            Tls.add(options, address.tls(), camel);
        }
        return options;
    }

    @Override
    protected void doStop() throws Exception {
        Vertx used = vertx;
        if (used != null) {
            vertx = null;
            if (deployment != null) {
                wait(used.undeploy(deployment));
                deployment = null;
            }
            wait(eventLoops.release());
        }
    }

    private static <T> T wait(Future<T> future) throws InterruptedException, ExecutionException, TimeoutException {
        return future.toCompletionStage().toCompletableFuture().get(START_SECONDS, TimeUnit.SECONDS);
    }

    /** One event loop's share of the connections. */
    private final class Listener extends AbstractVerticle {

        private final HttpServerOptions options;

        Listener(HttpServerOptions options) {
            this.options = options;
        }

        @Override
        public void start(Promise<Void> started) {
            IdleConnections idle = new IdleConnections(vertx);
            HttpServer server = vertx.createHttpServer(options)
                    .connectionHandler(idle::opened)
                    .requestHandler(request -> {
                        if (idle.used(request)) {
                            gateway.serve(new VertxClient(vertx, request, idle::ending));
                        }
                    })
                    .invalidRequestHandler(this::invalid);
            server.listen().onComplete(listening -> {
                if (listening.succeeded()) {
                    port = server.actualPort();
                    started.complete();
                } else {
                    started.fail(listening.cause());
                }
            });
        }

        private void invalid(HttpServerRequest request) {
            gateway.refuse(
                    new VertxClient(vertx, request, connection -> {}),
                    Fault.of(kind(request.decoderResult().cause()), "this is no valid HTTP request"));
        }

        private static Kind kind(@Nullable Throwable cause) {
            return cause instanceof TooLongHttpHeaderException || cause instanceof TooLongHttpLineException
                    ? Kind.HEADERS_TOO_LARGE
                    : Kind.INVALID_REQUEST;
        }
    }
}
