package io.cascadeflow.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The vectors of texts.
 *
 * @param model the model that made them, as the provider names it; empty when it did not say
 * @param vectors one for each text, in order, all of one length; not to be changed
 * @param usage what it consumed; absent when the provider did not say
 */
public record EmbeddingReply(
        String model, List<float[]> vectors, @Nullable TokenUsage usage) {

    public EmbeddingReply {
        vectors = List.copyOf(vectors);
    }

    public EmbeddingReply withUsage(@Nullable TokenUsage usage) {
        return new EmbeddingReply(model, vectors, usage);
    }
}
