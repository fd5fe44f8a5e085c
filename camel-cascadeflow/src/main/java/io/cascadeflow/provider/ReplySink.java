package io.cascadeflow.provider;

import io.cascadeflow.model.ReplyEvent;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Takes a reply piece by piece, in order and one at a time. What the whole came to, or why it failed, is told by the stage
 * that {@link ChatProvider#chat} returned, not here.
 */
public interface ReplySink {

    /**
     * Takes the next piece. May be called on any thread and must not block it.
     *
     * @return complete when there is room for another: nothing is read from the provider before. A stage that fails ends the
     *     call: with its {@link ProviderException}, or else as {@link #stop} does
     */
    CompletionStage<Void> accept(ReplyEvent event);

    /**
     * Completes, from any thread, when nothing more is wanted: generation is stopped and no further piece comes. The call
     * then fails as {@code CANCELLED} with what it had consumed by then.
     */
    CompletableFuture<Void> stop();

    /** Told now and then while an answer that has begun is held back, so that whoever waits can be kept waiting. */
    default void waiting() {}

    /**
     * The reply broke off, and the call could be made again.
     *
     * @return whether all that was taken so far is forgotten, so that the next event is another start. Without this, or once
     *     somebody has seen it, a call is not repeated after its first event
     */
    default boolean restart() {
        return false;
    }
}
