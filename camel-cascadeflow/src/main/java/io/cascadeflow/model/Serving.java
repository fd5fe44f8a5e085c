package io.cascadeflow.model;

import org.jspecify.annotations.Nullable;

/**
 * How a provider should go about a request, where it has a choice. None of it changes the answer; who has no choice ignores it.
 *
 * @param cache how long the whole prompt may be kept; absent says nothing beyond the marks on its parts
 * @param standardOnly whether capacity that was bought apart is left alone
 */
public record Serving(@Nullable CacheTtl cache, boolean standardOnly) {

    /** Everything left to the provider. */
    public static final Serving DEFAULT = new Serving(null, false);
}
