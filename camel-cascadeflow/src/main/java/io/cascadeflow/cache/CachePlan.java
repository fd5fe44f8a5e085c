package io.cascadeflow.cache;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a cascade's answers are kept.
 *
 * @param maxAge how long an answer is given again; above zero
 * @param maxBytes what all answers may take in memory; of no matter where a store is named
 * @param store the name of a {@link CacheStore} in the registry, without the {@code #}; absent for memory
 * @param similar whether similar questions get them as well; absent for the same question only
 */
public record CachePlan(
        Duration maxAge,
        long maxBytes,
        @Nullable String store,
        @Nullable Similar similar) {

    /** What a cache in memory takes at most when nothing is said. */
    public static final long USUAL_BYTES = 64L << 20;

    /**
     * Gives answers to questions that only mean the same.
     *
     * @param embeddingModel the bean that makes vectors of questions, as it was written
     * @param atLeast the cosine of two questions from which on they mean the same; above 0, up to 1
     */
    public record Similar(String embeddingModel, double atLeast) {

        /** When nothing is said. */
        public static final double USUAL = 0.95;

        public Similar {
            if (!(atLeast > 0 && atLeast <= 1)) {
                throw new IllegalArgumentException(
                        "a similarity of at least %s; it is above 0, up to 1".formatted(atLeast));
            }
        }
    }

    public CachePlan {
        if (maxAge.isZero() || maxAge.isNegative()) {
            throw new IllegalArgumentException("a cache of age %s keeps nothing".formatted(maxAge));
        }
        if (maxBytes < 1) {
            throw new IllegalArgumentException("a cache of %d bytes keeps nothing".formatted(maxBytes));
        }
    }

    /** In memory. */
    public static CachePlan inMemory(Duration maxAge) {
        return new CachePlan(maxAge, USUAL_BYTES, null, null);
    }
}
