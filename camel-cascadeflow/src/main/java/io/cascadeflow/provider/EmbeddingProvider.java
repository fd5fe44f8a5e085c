package io.cascadeflow.provider;

import io.cascadeflow.model.EmbeddingReply;
import java.util.concurrent.CompletionStage;

/**
 * The port to models that make vectors of texts, the nearer in meaning the smaller the angle. Implementations are thread-safe, never
 * block the caller, and make one attempt for each call: whoever pays tries again.
 */
@FunctionalInterface
public interface EmbeddingProvider {

    /**
     * Completes with a reply, or exceptionally with a {@link ProviderException}. Cancelling the stage as a
     * {@link java.util.concurrent.CompletableFuture} abandons the call.
     */
    CompletionStage<EmbeddingReply> embed(EmbeddingCall call);

    /** Whether a length of vectors can be asked for at all. */
    default boolean honoursDimensions() {
        return true;
    }
}
