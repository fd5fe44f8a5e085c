package io.cascadeflow.provider;

import io.cascadeflow.budget.LedgerException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Puts the ends of holds on the ledger, again and again while it fails: the money is spent, so it must get there. Whoever
 * waits for it waits for a while only. Safe to share between threads; none waits.
 */
public final class Settlements implements AutoCloseable {

    private static final int MOST = 100_000;
    private static final Duration BETWEEN = Duration.ofSeconds(1);

    private final Pause pause;
    private final Duration patience;
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile boolean closed;

    /** @param patience how long a call waits for its cost to be on the ledger before it goes on */
    public Settlements(Pause pause, Duration patience) {
        this.pause = pause;
        this.patience = patience;
    }

    /** How many are not on the ledger yet. */
    public int waiting() {
        return waiting.get();
    }

    /** Whether so many wait that no further call should be made. */
    boolean isFull() {
        return waiting.get() >= MOST;
    }

    /**
     * Posts, however often that takes.
     *
     * @param late told once when it takes longer than the caller's patience
     * @return never fails; complete when it is posted, or when patience ends
     */
    <T> CompletableFuture<Void> post(Supplier<CompletionStage<T>> work, Runnable late) {
        waiting.incrementAndGet();
        CompletableFuture<Void> posted = new CompletableFuture<>();
        posted.whenComplete((nothing, failure) -> waiting.decrementAndGet());
        attempt(work, posted);
        if (posted.isDone()) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> caller = new CompletableFuture<>();
        CompletableFuture<Void> timer = pause.of(patience);
        posted.whenComplete((nothing, failure) -> {
            caller.complete(null);
            timer.cancel(false);
        });
        timer.thenRun(() -> {
            if (caller.complete(null)) {
                late.run();
            }
        });
        return caller;
    }

    /** Nothing is tried again after this; what is on its way may still arrive. */
    @Override
    public void close() {
        closed = true;
    }

    private <T> void attempt(Supplier<CompletionStage<T>> work, CompletableFuture<Void> posted) {
        start(work).whenComplete((result, failure) -> {
            if (failure != null && Cancellation.unwrap(failure) instanceof LedgerException && !closed) {
                pause.of(BETWEEN).thenRun(() -> attempt(work, posted));
            } else {
                posted.complete(null);
            }
        });
    }

    private static <T> CompletionStage<T> start(Supplier<CompletionStage<T>> work) {
        try {
            return work.get();
        } catch (RuntimeException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }
}
