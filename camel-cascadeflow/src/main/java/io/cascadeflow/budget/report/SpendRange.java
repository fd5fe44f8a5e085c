package io.cascadeflow.budget.report;

import java.time.Instant;

/**
 * A stretch of time. A range that ends in the past gives the same lines whenever it is read.
 *
 * @param from the first instant
 * @param to the first instant after it
 */
public record SpendRange(Instant from, Instant to) {

    public SpendRange {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException(
                    "a range from %s to %s is empty: 'to' is the first instant after it".formatted(from, to));
        }
    }

    public boolean contains(Instant at) {
        return !at.isBefore(from) && at.isBefore(to);
    }

    /** The range as ISO 8601 writes it. */
    @Override
    public String toString() {
        return from + "/" + to;
    }
}
