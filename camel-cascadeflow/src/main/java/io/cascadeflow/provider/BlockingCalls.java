package io.cascadeflow.provider;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/** Threads for calls of other libraries, which block while a model thinks. Thread-safe; the caller never waits. */
@FunctionalInterface
public interface BlockingCalls {

    /**
     * Runs {@code work} on a thread of its own. Whoever completes or cancels the future interrupts that thread, or takes the work
     * back when it has not begun.
     *
     * @param limit after which nobody waits any more
     * @return completes with what the work gives. Fails with what it throws; with a
     *     {@link java.util.concurrent.TimeoutException} after the limit; or with a
     *     {@link java.util.concurrent.RejectedExecutionException} when there is no room, whose message says the way out
     */
    <T> CompletableFuture<T> call(Callable<T> work, Duration limit);
}
