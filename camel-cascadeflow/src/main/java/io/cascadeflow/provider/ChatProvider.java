package io.cascadeflow.provider;

import io.cascadeflow.model.ChatReply;
import java.util.Set;
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
     * Whether this provider tells {@link ChatCall#sink()} the pieces of a reply as they come. Who makes a call of one that
     * does not tells the sink the whole reply once it is there.
     */
    default boolean streams() {
        return false;
    }

    /**
     * What the model of this call is known not to have, by what ships or by what it has refused: a call whose request needs it
     * is not worth an attempt. Empty where nothing is known.
     */
    default Set<Feature> lacks(ChatCall call) {
        return Set.of();
    }
}
