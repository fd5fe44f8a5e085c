package io.cascadeflow.camel.agent;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;

/** Starts other people's code on threads of its own, and waits for it no longer than it may take. */
final class Launch {

    private Launch() {}

    /**
     * Starts it.
     *
     * @param work may block, or give back a stage that completes later
     * @return completes with what it came to; fails with what it threw, or with {@link TimeoutException}. Its thread is then
     *     interrupted, if it is still busy
     */
    static <T> CompletableFuture<T> start(
            AgentWorkings workings, Callable<? extends CompletionStage<? extends T>> work, Duration limit) {
        CompletableFuture<T> result = new CompletableFuture<>();
        CompletableFuture<Void> timer = workings.pause().of(limit);
        // a little longer: who is late is told so by the timer
        CompletableFuture<CompletionStage<? extends T>> started =
                workings.threads().call(work::call, limit.plusSeconds(1));
        started.whenComplete((stage, failure) -> {
            if (failure != null) {
                result.completeExceptionally(failure);
            } else if (stage == null) {
                result.completeExceptionally(new IllegalStateException("nothing was begun"));
            } else {
                stage.whenComplete((value, later) -> complete(result, value, later));
            }
        });
        timer.thenRun(() -> result.completeExceptionally(new TimeoutException()));
        result.whenComplete((value, failure) -> {
            timer.cancel(false);
            started.cancel(true);
        });
        return result;
    }

    private static <T> void complete(CompletableFuture<T> result, T value, Throwable failure) {
        if (failure == null) {
            result.complete(value);
        } else {
            result.completeExceptionally(failure);
        }
    }

    /** What really failed. */
    static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
