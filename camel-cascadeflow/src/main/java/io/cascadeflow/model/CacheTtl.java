package io.cascadeflow.model;

/**
 * How long a provider may keep the beginning of a prompt, up to the part that is marked with it, so that the next question
 * that begins alike costs less. Who has no such marks ignores them.
 */
public enum CacheTtl {
    FIVE_MINUTES,
    /** Dearer to write than the shorter one. */
    ONE_HOUR
}
