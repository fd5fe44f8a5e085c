package io.cascadeflow.budget.jdbc;

import io.cascadeflow.budget.Effect;
import io.cascadeflow.budget.LedgerException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Ends calls that the database holds, again and again while it is down, since what was spent must not be lost. */
final class Retries {

    private static final long PAUSE_MILLIS = 250;
    private static final int TRIES_AFTER_STOP = 20;

    private final Executor executor;
    private final Executor later;
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile boolean stopped;

    Retries(Executor executor) {
        this.executor = executor;
        this.later = CompletableFuture.delayedExecutor(PAUSE_MILLIS, TimeUnit.MILLISECONDS, executor);
    }

    /** How many ends have failed and are going to be tried again. */
    int waiting() {
        return waiting.get();
    }

    /** From now on each is tried a few more times only. */
    void stop() {
        stopped = true;
    }

    CompletionStage<Effect> insist(Supplier<Effect> end) {
        CompletableFuture<Effect> done = new CompletableFuture<>();
        Staged.on(executor, end).whenComplete((effect, failure) -> {
            if (failure instanceof LedgerException) {
                waiting.incrementAndGet();
                again(end, done, TRIES_AFTER_STOP);
            } else {
                finish(done, effect, failure);
            }
        });
        return done;
    }

    private void again(Supplier<Effect> end, CompletableFuture<Effect> done, int triesLeft) {
        Staged.on(later, end).whenComplete((effect, failure) -> {
            if (failure instanceof LedgerException && triesLeft > 1) {
                again(end, done, stopped ? triesLeft - 1 : triesLeft);
            } else {
                waiting.decrementAndGet();
                // what is there already was done by the try whose answer was lost
                finish(done, effect == Effect.NONE ? Effect.POSTED : effect, failure);
            }
        });
    }

    private static void finish(CompletableFuture<Effect> done, @Nullable Effect effect, @Nullable Throwable failure) {
        if (failure != null) {
            done.completeExceptionally(failure);
        } else if (effect != null) {
            done.complete(effect);
        }
    }
}
