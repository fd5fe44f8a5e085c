package io.cascadeflow.camel.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/**
 * The Vert.x of a Camel context: the one in its registry, else one that is there as long as somebody uses it. Who serves clients and
 * who asks providers share it, so that a call can stay on one event loop. Thread-safe.
 */
public final class EventLoops {

    private final CamelContext context;
    private int users;
    private @Nullable Vertx vertx;
    private boolean own;

    private EventLoops(CamelContext context) {
        this.context = context;
    }

    /** Those of this context. */
    public static synchronized EventLoops of(CamelContext context) {
        EventLoops known = context.getCamelContextExtension().getContextPlugin(EventLoops.class);
        if (known == null) {
            known = new EventLoops(context);
            context.getCamelContextExtension().addContextPlugin(EventLoops.class, known);
        }
        return known;
    }

    /** The Vert.x to use until {@link #release}. */
    public synchronized Vertx acquire() {
        Vertx used = vertx;
        if (used == null) {
            Vertx bound = context.getRegistry().findSingleByType(Vertx.class);
            own = bound == null;
            used = bound == null ? Vertx.vertx() : bound;
            vertx = used;
        }
        users++;
        return used;
    }

    /** Whoever acquired it needs it no longer. One that nobody needs ends, unless it is the registry's. */
    public synchronized Future<Void> release() {
        Vertx used = vertx;
        if (used == null || --users > 0) {
            return Future.succeededFuture();
        }
        vertx = null;
        return own ? used.close() : Future.succeededFuture();
    }
}
