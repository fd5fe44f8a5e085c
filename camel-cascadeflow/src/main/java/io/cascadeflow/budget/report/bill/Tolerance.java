package io.cascadeflow.budget.report.bill;

import io.cascadeflow.pricing.Usd;

/**
 * Which differences do not matter: those of at most this amount, and those of at most this share of the larger side.
 *
 * @param amount zero or more
 * @param share 0 to 1
 */
public record Tolerance(Usd amount, double share) {

    /** No difference at all. */
    public static final Tolerance NONE = new Tolerance(Usd.ZERO, 0);

    public Tolerance {
        if (amount.compareTo(Usd.ZERO) < 0 || !(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    "a tolerance of %s USD and a share of %s: choose 0 or more, and 0 to 1".formatted(amount, share));
        }
    }

    boolean allows(Usd ours, Usd theirs) {
        long difference = Math.abs(theirs.minus(ours).nanos());
        long larger = Math.max(Math.abs(ours.nanos()), Math.abs(theirs.nanos()));
        return difference <= amount.nanos() || difference <= share * larger;
    }
}
