package io.cascadeflow.cache;

import io.cascadeflow.model.ChatRequest;
import org.jspecify.annotations.Nullable;

/** A question on its way through a cache: what its answer is kept under, and what it means once that is known. Thread-safe. */
public final class CacheQuestion {

    private final CacheKey key;
    private final @Nullable Wording wording;
    private volatile @Nullable Direction direction;

    private CacheQuestion(CacheKey key, @Nullable Wording wording) {
        this.key = key;
        this.wording = wording;
    }

    /** @param similar whether a similar question's answer may be given, as far as the operator's rules go */
    public static CacheQuestion of(CacheScope scope, ChatRequest request, boolean similar) {
        return new CacheQuestion(
                CacheKey.of(scope, request),
                similar ? Wording.of(scope, request).orElse(null) : null);
    }

    public CacheKey key() {
        return key;
    }

    /** Absent when only the same question's answer may be given. */
    @Nullable
    Wording wording() {
        return wording;
    }

    /** Absent until it is known, and when it cannot be. */
    @Nullable
    Direction direction() {
        return direction;
    }

    void means(Direction meant) {
        direction = meant;
    }
}
