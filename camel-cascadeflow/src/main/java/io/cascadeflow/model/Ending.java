package io.cascadeflow.model;

import org.jspecify.annotations.Nullable;

/**
 * How a reply ended.
 *
 * @param stopSequence which of the request's texts the model stopped at; absent when at none, or when the provider does not say
 */
public record Ending(FinishReason reason, @Nullable String stopSequence) {

    public static Ending of(FinishReason reason) {
        return new Ending(reason, null);
    }
}
