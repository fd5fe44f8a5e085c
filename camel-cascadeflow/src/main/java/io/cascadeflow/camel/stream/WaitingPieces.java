package io.cascadeflow.camel.stream;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The pieces of a reply that have come and are not taken yet, between whoever brings them and whoever takes them. Thread-safe. */
final class WaitingPieces {

    private static final CompletionStage<Void> AT_ONCE = CompletableFuture.completedFuture(null);

    private final Object lock = new Object();
    private final Queue<Object> waiting = new ArrayDeque<>();
    private final int room;
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private CompletableFuture<Void> space = new CompletableFuture<>();
    private boolean over;
    private @Nullable Throwable failure;
    private Runnable arrived = () -> {};

    /** @param room so many wait at most before whoever brings them is asked to */
    WaitingPieces(int room) {
        this.room = room;
    }

    /** From now on {@code taker} is run whenever there may be something new, on the thread that brings it. */
    void onArrival(Runnable taker) {
        synchronized (lock) {
            arrived = taker;
        }
    }

    /**
     * Lost when nobody wants further pieces.
     *
     * @param piece absent for nothing
     * @return complete once there is room for the next one
     */
    CompletionStage<Void> add(@Nullable Object piece) {
        Runnable tell;
        CompletionStage<Void> next;
        synchronized (lock) {
            if (piece != null && !stopped.isDone()) {
                waiting.add(piece);
            }
            if (waiting.size() >= room && space.isDone()) {
                space = new CompletableFuture<>();
            }
            next = waiting.size() >= room ? space : AT_ONCE;
            lock.notifyAll();
            tell = arrived;
        }
        tell.run();
        return next;
    }

    /**
     * No further piece comes; said again, it changes nothing.
     *
     * @param why absent when all have come
     * @return whether it was said for the first time
     */
    boolean end(@Nullable Throwable why) {
        Runnable tell;
        synchronized (lock) {
            if (over) {
                return false;
            }
            over = true;
            failure = why;
            lock.notifyAll();
            tell = arrived;
        }
        tell.run();
        return true;
    }

    /** Forgets what waits. */
    void clear() {
        synchronized (lock) {
            waiting.clear();
        }
    }

    /** Nobody wants further pieces; those that wait are lost. */
    void close() {
        CompletableFuture<Void> freed;
        synchronized (lock) {
            waiting.clear();
            freed = space;
        }
        stopped.complete(null);
        freed.complete(null);
    }

    /** Completes when nobody wants further pieces. */
    CompletableFuture<Void> stopped() {
        return stopped;
    }

    /** The next piece, if one is there. */
    @Nullable
    Object poll() {
        CompletableFuture<Void> freed;
        Object piece;
        synchronized (lock) {
            piece = waiting.poll();
            freed = waiting.size() < room ? space : null;
        }
        if (freed != null) {
            freed.complete(null);
        }
        return piece;
    }

    /** Waits for the next piece; absent when all are taken and no further one comes. */
    @Nullable
    Object await() throws InterruptedException {
        while (true) {
            Object piece = poll();
            if (piece != null) {
                return piece;
            }
            synchronized (lock) {
                if (isExhausted()) {
                    return null;
                }
                if (waiting.isEmpty()) {
                    lock.wait();
                }
            }
        }
    }

    /** Whether all pieces are taken and no further one comes. */
    boolean isExhausted() {
        synchronized (lock) {
            return over && waiting.isEmpty();
        }
    }

    /** Why no further piece comes; absent when all have come, or more may. */
    @Nullable
    Throwable failure() {
        synchronized (lock) {
            return failure;
        }
    }
}
