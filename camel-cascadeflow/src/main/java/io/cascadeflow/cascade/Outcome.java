package io.cascadeflow.cascade;

import java.util.Locale;

/** How a cascade ended. */
public enum Outcome {
    /** The first tier that was asked gave the answer. */
    ACCEPTED,
    /** A later tier gave the answer. */
    ESCALATED,
    /**
     * Answered below what was asked for: nothing met the mark and the best draft was given all the same, or a budget refused
     * the tier that should have answered. Only where the cascade or the budget is configured so.
     */
    DEGRADED,
    /** No answer is given: there were some and none was acceptable, or a budget refused. */
    REJECTED,
    /** No tier gave an answer at all. */
    FAILED;

    /** Whether the caller gets an answer. */
    public boolean hasAnswer() {
        return this == ACCEPTED || this == ESCALATED || this == DEGRADED;
    }

    /** As in headers and configuration: lower case. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
