package io.cascadeflow.cascade;

import org.jspecify.annotations.Nullable;

/**
 * One rung of a cascade.
 *
 * @param name unique within its cascade
 * @param acceptAbove the least confidence, 0 to 1, at which an answer of this tier is accepted; absent when confidence does
 *     not matter. With a threshold, an answer whose confidence could not be measured is not accepted
 * @param basis where the threshold comes from, in a few words; absent when it is the one that was written
 * @param caution why less is accepted than is configured; absent when that is not so
 */
public record Tier(
        String name,
        @Nullable Double acceptAbove,
        @Nullable String basis,
        @Nullable Caution caution) {

    public Tier {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a tier needs a name");
        }
        if (acceptAbove != null && !(acceptAbove >= 0 && acceptAbove <= 1)) {
            throw new IllegalArgumentException(
                    "tier '%s': acceptAbove is %s; it is a confidence, 0 to 1".formatted(name, acceptAbove));
        }
    }

    /** A tier with the threshold that was written. */
    public Tier(String name, @Nullable Double acceptAbove) {
        this(name, acceptAbove, null, null);
    }

    public Tier(String name, @Nullable Double acceptAbove, @Nullable String basis) {
        this(name, acceptAbove, basis, null);
    }

    /** The threshold with where it comes from. */
    String mark() {
        return basis == null ? String.valueOf(acceptAbove) : "%s (%s)".formatted(acceptAbove, basis);
    }

    /**
     * The same, accepting less.
     *
     * @param raised the threshold; one below the tier's own changes nothing
     */
    public Tier cautious(double raised, Caution caution) {
        return new Tier(
                name, acceptAbove == null ? null : Double.valueOf(Math.max(acceptAbove, raised)), basis, caution);
    }
}
