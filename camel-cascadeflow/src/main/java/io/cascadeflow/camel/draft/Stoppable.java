package io.cascadeflow.camel.draft;

import io.cascadeflow.model.ChatReply;
import io.cascadeflow.provider.Cancellation;
import io.cascadeflow.provider.ChatCall;
import io.cascadeflow.provider.ChatProvider;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A provider whose calls are cancelled when nobody wants their answers any more.
 *
 * @param stop completes then
 */
record Stoppable(ChatProvider provider, CompletableFuture<?> stop) implements ChatProvider {

    @Override
    public CompletionStage<ChatReply> chat(ChatCall call) {
        if (stop.isDone()) {
            return CompletableFuture.failedFuture(new CancellationException("nobody wants the answer any more"));
        }
        CompletableFuture<ChatReply> result = new CompletableFuture<>();
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<ChatReply> underWay = Cancellation.of(result).step(provider.chat(call));
        underWay.whenComplete((reply, failure) -> {
            if (over.compareAndSet(false, true)) {
                tell(result, reply, failure);
            }
        });
        stop.whenComplete((nothing, failure) -> {
            if (over.compareAndSet(false, true)) {
                // the call first: what it cost shall be known when its end is told
                underWay.cancel(true);
                result.completeExceptionally(new CancellationException("nobody wants the answer any more"));
            }
        });
        return result;
    }

    private static void tell(
            CompletableFuture<ChatReply> result, @Nullable ChatReply reply, @Nullable Throwable failure) {
        if (failure == null) {
            result.complete(reply);
        } else {
            result.completeExceptionally(Cancellation.unwrap(failure));
        }
    }

    @Override
    public boolean triesAgain() {
        return provider.triesAgain();
    }

    @Override
    public boolean streams() {
        return provider.streams();
    }
}
