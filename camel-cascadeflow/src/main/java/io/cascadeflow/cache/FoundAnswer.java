package io.cascadeflow.cache;

import org.jspecify.annotations.Nullable;

/**
 * An answer that was found.
 *
 * @param key what it is kept under
 * @param similarity of the question that it was given to and the one that is asked, above 0 up to 1; absent when it is the same
 *     question
 */
public record FoundAnswer(
        CacheKey key, CachedAnswer answer, @Nullable Double similarity) {}
