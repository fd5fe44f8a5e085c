package io.cascadeflow.camel.cache;

import io.cascadeflow.cache.AnswerCache;
import io.cascadeflow.cache.CachePlan;

/** Where cascades find the caches of their answers. Thread-safe. */
@FunctionalInterface
public interface Caches {

    /** Has none to give. */
    Caches NONE = (cascade, plan) -> {
        throw new IllegalArgumentException("cascade '%s': there is no cache here; remove it".formatted(cascade));
    };

    /**
     * The cache of a cascade; the same one for the same plan.
     *
     * @throws IllegalArgumentException when its store is not in the registry, or what it needs is not on the class path
     */
    AnswerCache of(String cascade, CachePlan plan);
}
