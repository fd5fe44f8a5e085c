package io.cascadeflow.provider;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Hands the cancellation of a result on to the step that is working for it just now. */
public final class Cancellation {

    private final CompletableFuture<?> result;
    private final AtomicReference<@Nullable CompletableFuture<?>> step = new AtomicReference<>();

    private Cancellation(CompletableFuture<?> result) {
        this.result = result;
    }

    public static Cancellation of(CompletableFuture<?> result) {
        Cancellation cancellation = new Cancellation(result);
        result.whenComplete((value, failure) -> cancellation.handOn());
        return cancellation;
    }

    /** From now on {@code stage} works for the result; cancelled at once when nobody waits for it any more. */
    public <T> CompletableFuture<T> step(CompletionStage<T> stage) {
        CompletableFuture<T> future = stage.toCompletableFuture();
        step.set(future);
        handOn();
        return future;
    }

    private void handOn() {
        CompletableFuture<?> current = step.get();
        if (result.isCancelled() && current != null) {
            current.cancel(true);
        }
    }

    /** The failure itself, out of what the stages of {@code java.util.concurrent} wrap around it. */
    public static Throwable unwrap(Throwable failure) {
        Throwable cause = failure.getCause();
        boolean isWrapper = failure instanceof CompletionException || failure instanceof ExecutionException;
        return isWrapper && cause != null ? unwrap(cause) : failure;
    }
}
