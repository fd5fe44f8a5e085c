package io.cascadeflow.provider;

import java.util.concurrent.CompletableFuture;

/** Reads what a server still sends after a reply is complete, which is nearly nothing: then its connection can be used again. */
final class Rest {

    /** More than that is no rest. */
    private static final int MOST_BYTES = 64 * 1024;

    private final HttpStream.Body body;
    private int read;

    private Rest(HttpStream.Body body) {
        this.body = body;
    }

    /** Returns at once; the body is closed when its end does not come soon. */
    static void read(HttpStream.Body body, Patience patience) {
        CompletableFuture<Void> limit = patience.pause().of(patience.drain());
        limit.thenRun(body::close);
        new Rest(body).next(limit);
    }

    private void next(CompletableFuture<Void> limit) {
        try {
            body.next().whenComplete((piece, failure) -> {
                read += piece == null ? 0 : piece.length;
                if (failure == null && piece.length > 0 && read <= MOST_BYTES) {
                    next(limit);
                    return;
                }
                limit.cancel(false);
                if (failure == null && piece.length > 0) {
                    body.close();
                }
            });
        } catch (IllegalStateException underWay) {
            limit.cancel(false);
            body.close();
        }
    }
}
