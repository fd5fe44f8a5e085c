package io.cascadeflow.provider;

import io.cascadeflow.budget.LedgerException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
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
    private final UnderWay attempts = new UnderWay();
    private final UnderWay waiting = new UnderWay();
    private volatile boolean closed;

    /** @param patience how long a call waits for its cost to be on the ledger before it goes on */
    public Settlements(Pause pause, Duration patience) {
        this.pause = pause;
        this.patience = patience;
    }

    /** How many are not on the ledger yet. */
    public int waiting() {
        return waiting.size();
    }

    /** How many attempts are under way. */
    public int underWay() {
        return attempts.size();
    }

    /** An attempt begins; whoever makes it completes the future once its end was given to {@link #post}, or has none. */
    CompletableFuture<Void> begin() {
        return attempts.begin();
    }

    /** Completes once all attempts under way have ended and what waits is on the ledger; new ones are not waited for. */
    public CompletableFuture<Void> drained() {
        return attempts.drained().thenCompose(ended -> waiting.drained());
    }

    /** Whether so many wait that no further call should be made. */
    boolean isFull() {
        return waiting.size() >= MOST;
    }

    /**
     * Posts, however often that takes.
     *
     * @param late told once when it takes longer than the caller's patience
     * @return never fails; complete when it is posted, or when patience ends
     */
    <T> CompletableFuture<Void> post(Supplier<CompletionStage<T>> work, Runnable late) {
        CompletableFuture<Void> posted = waiting.begin();
        attempt(work, posted);
        return within(posted, late);
    }

    /** Completes with {@code work}, or when a caller's patience ends. */
    CompletableFuture<Void> within(CompletableFuture<Void> work) {
        return within(work, () -> {});
    }

    private CompletableFuture<Void> within(CompletableFuture<Void> work, Runnable late) {
        if (work.isDone()) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> caller = new CompletableFuture<>();
        CompletableFuture<Void> timer = pause.of(patience);
        work.whenComplete((nothing, failure) -> {
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
