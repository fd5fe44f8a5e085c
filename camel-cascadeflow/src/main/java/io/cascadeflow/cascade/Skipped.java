package io.cascadeflow.cascade;

import io.cascadeflow.cascade.Reason.Code;
import java.util.Locale;

/**
 * A tier that was passed over at the start of a run, because asking it did not promise to pay. It cost nothing.
 *
 * @param tier the tier, with the threshold and the limit that were applied
 * @param chance the chance, 0 to 1, that its answer would reach the threshold, told from the question alone
 */
public record Skipped(Tier tier, double chance) {

    /** Why, for people: the chance and the limit. */
    public Reason reason() {
        return new Reason(
                Code.SKIPPED,
                String.format(
                        Locale.ROOT,
                        "tier '%s': was skipped: the chance that its answer reaches %s is %.3f, below %s",
                        tier.name(),
                        tier.mark(),
                        chance,
                        tier.skipBelow()));
    }
}
