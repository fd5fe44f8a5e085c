package io.cascadeflow.camel.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connections that only cost are closed, and none on which somebody waits for an answer. */
@Timeout(60)
class IdleConnectionsTest {

    private final Vertx vertx = Vertx.vertx();
    private final BlockingQueue<HttpServerRequest> requests = new LinkedBlockingQueue<>();
    private int port;

    @BeforeEach
    void listen() throws Exception {
        CompletableFuture<Integer> listening = new CompletableFuture<>();
        vertx.runOnContext(nothing -> {
            IdleConnections idle = new IdleConnections(vertx, 20);
            HttpServer server = vertx.createHttpServer(GatewayServer.bounded())
                    .connectionHandler(idle::opened)
                    .requestHandler(request -> {
                        idle.used(request);
                        requests.add(request);
                    });
            server.listen(0, "127.0.0.1").onSuccess(up -> listening.complete(up.actualPort()));
        });
        port = listening.get(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void close() {
        vertx.close();
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(10_000);
        return socket;
    }

    @Test
    void whoSaysNothingOrOnlyHalfIsHungUpOn() throws Exception {
        try (Socket silent = connect();
                Socket slow = connect()) {
            slow.getOutputStream().write("GET / HTTP/1.1\r\nHost:".getBytes(StandardCharsets.US_ASCII));

            assertThat(silent.getInputStream().read()).isEqualTo(-1);
            assertThat(slow.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void whoWaitsForAnAnswerIsNot() throws Exception {
        try (Socket waiting = connect();
                Socket silent = connect()) {
            waiting.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            HttpServerRequest request = requests.poll(10, TimeUnit.SECONDS);
            assertThat(request).isNotNull();
            // closed at the end of the time in which the other one is not
            assertThat(silent.getInputStream().read()).isEqualTo(-1);

            request.response().end("late");

            byte[] answer = waiting.getInputStream().readNBytes("HTTP/1.1 200".length());
            assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 200");
        }
    }
}
