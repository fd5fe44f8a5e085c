package io.cascadeflow.camel.http;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Hands pieces of a body from the one who reads it to the one who takes it, one at a time. Thread-safe; nobody waits here. */
final class Handover {

    private static final byte[] END = {};

    private @Nullable CompletableFuture<byte[]> wanted;
    private @Nullable CompletableFuture<byte[]> ending;

    /** The next piece, when it is there; empty at the end, failed when there is none because of a failure. */
    synchronized CompletableFuture<byte[]> want() {
        if (ending != null) {
            return ending;
        }
        if (wanted != null) {
            throw new IllegalStateException("the piece before is still on its way; ask for one at a time");
        }
        wanted = new CompletableFuture<>();
        return wanted;
    }

    synchronized boolean isWanted() {
        return wanted != null;
    }

    /** @param piece not empty; lost when nobody wants it any more */
    void give(byte[] piece) {
        CompletableFuture<byte[]> taker = taker();
        if (taker != null) {
            taker.complete(piece);
        }
    }

    /** No further piece comes. Only the first end counts. */
    void end(@Nullable Throwable failure) {
        CompletableFuture<byte[]> taker;
        synchronized (this) {
            if (ending != null) {
                return;
            }
            ending = failure == null ? CompletableFuture.completedFuture(END) : CompletableFuture.failedFuture(failure);
            taker = wanted;
            wanted = null;
        }
        if (taker != null && failure == null) {
            taker.complete(END);
        } else if (taker != null) {
            taker.completeExceptionally(failure);
        }
    }

    private synchronized @Nullable CompletableFuture<byte[]> taker() {
        CompletableFuture<byte[]> taker = wanted;
        wanted = null;
        return taker;
    }
}
