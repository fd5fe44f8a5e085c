package io.cascadeflow.provider;

import io.cascadeflow.model.ChatReply;
import java.util.concurrent.CompletionStage;

/**
 * The port to the models of one provider. Register a bean or a service of this type to add a provider of your own.
 *
 * <p>Implementations are thread-safe and never block the caller: {@link #chat} returns at once and completes the stage
 * from any thread, with a reply or exceptionally with a {@link ProviderException}. Cancelling the stage as a
 * {@link java.util.concurrent.CompletableFuture} abandons the call.
 */
@FunctionalInterface
public interface ChatProvider {

    CompletionStage<ChatReply> chat(ChatCall call);

    /** Whether this provider may make several attempts of one call, each of them through {@link ChatCall#attempts()}. */
    default boolean triesAgain() {
        return false;
    }

    /**
     * Makes the same call with its reply piece by piece. A provider that can't stream answers in one piece: its whole reply
     * is told as events once it is there.
     *
     * @return as {@link #chat}: the whole reply after its last event, or the failure, which {@code sink} is not told
     */
    default CompletionStage<ChatReply> stream(ChatCall call, ReplySink sink) {
        return new StreamedWhole(chat(call).toCompletableFuture(), sink).told();
    }
}
