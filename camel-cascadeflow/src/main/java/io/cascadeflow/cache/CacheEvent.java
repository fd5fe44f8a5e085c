package io.cascadeflow.cache;

import java.util.Locale;

/** What becomes of questions and answers at a cache. A closed set. */
public enum CacheEvent {
    /** A question was answered from it. */
    HIT,
    /** There was nothing, or it was too old. */
    MISS,
    /** After a miss: a question was answered with what had answered a similar one. */
    SIMILAR,
    /** An answer was given to the store. */
    KEPT,
    /** The store, or what looks for similar questions, was down, slow, or threw; the call went on without it. */
    FAILURE,
    /** An entry was not what had been kept under its key; it was taken out, and not given. */
    POISONED;

    /** As in metrics. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
