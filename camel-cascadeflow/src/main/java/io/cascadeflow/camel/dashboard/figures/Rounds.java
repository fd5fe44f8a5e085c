package io.cascadeflow.camel.dashboard.figures;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Has the figures read anew when somebody looks, and only then: however many look, once in two seconds at most. Thread-safe.
 */
public final class Rounds {

    private static final Duration BETWEEN = Duration.ofSeconds(2);
    private static final Duration NEW = Duration.ofSeconds(5);
    /** A page is better a little late than old, and better old than late. */
    private static final Duration PATIENCE = Duration.ofMillis(120);

    private final Figures figures;
    private final Executor thread;
    private final Clock clock;
    private Instant begun = Instant.EPOCH;
    private CompletableFuture<Void> round = CompletableFuture.completedFuture(null);

    /** @param thread reads, one thing at a time */
    public Rounds(Figures figures, Executor thread, Clock clock) {
        this.figures = figures;
        this.thread = thread;
        this.clock = clock;
    }

    /** Somebody looks. Waits a moment for what is read, unless what was read before is still new. */
    public Figures look() {
        CompletableFuture<Void> reading = begin();
        if (Duration.between(figures.now().at(), clock.instant()).abs().compareTo(NEW) < 0) {
            return figures;
        }
        try {
            reading.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // what was read before is shown, and says when
        }
        return figures;
    }

    private synchronized CompletableFuture<Void> begin() {
        Instant now = clock.instant();
        boolean isDue = Duration.between(begun, now).abs().compareTo(BETWEEN) >= 0;
        if (round.isDone() && isDue) {
            begun = now;
            try {
                round = CompletableFuture.runAsync(figures::read, thread);
            } catch (RejectedExecutionException stopping) {
                round = CompletableFuture.completedFuture(null);
            }
        }
        return round;
    }
}
