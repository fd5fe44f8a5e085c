package io.cascadeflow.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Texts that vectors are to be made of, independent of which model does.
 *
 * @param texts one or more
 * @param dimensions how long the vectors are to be; absent leaves it to the model
 * @param user a stable pseudonym of the end user for the provider's abuse checks; absent sends none
 */
public record EmbeddingRequest(
        List<String> texts,
        @Nullable Integer dimensions,
        @Nullable String user) {

    public EmbeddingRequest {
        texts = List.copyOf(texts);
        if (texts.isEmpty()) {
            throw new IllegalArgumentException("there is no text to make a vector of; give at least one");
        }
        if (dimensions != null && dimensions < 1) {
            throw new IllegalArgumentException("dimensions is %d; give 1 or more".formatted(dimensions));
        }
    }
}
