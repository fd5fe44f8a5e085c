package io.cascadeflow.camel.gateway;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.Map;

/**
 * Closes connections on which no request has come for more than a minute, and none is being answered: clients that connect and say nothing,
 * or send their headers one letter at a time. Confined to one event loop.
 */
final class IdleConnections {

    private static final long SWEEP_MILLIS = 5_000;
    private static final int MOST_SWEEPS = 15;

    private final Map<HttpConnection, Use> connections = new HashMap<>();

    private static final class Use {
        private int requests;
        private int idleSweeps;
        private boolean ending;
    }

    IdleConnections(Vertx vertx) {
        this(vertx, SWEEP_MILLIS);
    }

    /** @param sweepMillis how often it looks; a connection is closed after fifteen looks in vain */
    IdleConnections(Vertx vertx, long sweepMillis) {
        vertx.setPeriodic(sweepMillis, sweep -> closeIdle());
    }

    void opened(HttpConnection connection) {
        connections.put(connection, new Use());
        connection.closeHandler(closed -> connections.remove(connection));
    }

    /** @return whether it is to be served: not after an answer that said it is the last one */
    boolean used(HttpServerRequest request) {
        Use use = connections.get(request.connection());
        if (use == null) {
            return true;
        }
        use.requests++;
        use.idleSweeps = 0;
        request.response().endHandler(end -> {
            use.requests--;
        });
        return !use.ending;
    }

    /** The client is told that there are no further answers. */
    void ending(HttpConnection connection) {
        Use use = connections.get(connection);
        if (use != null) {
            use.ending = true;
        }
    }

    private void closeIdle() {
        connections.entrySet().stream()
                .filter(entry -> entry.getValue().requests == 0 && ++entry.getValue().idleSweeps > MOST_SWEEPS)
                .map(Map.Entry::getKey)
                .toList()
                .forEach(HttpConnection::close);
    }
}
