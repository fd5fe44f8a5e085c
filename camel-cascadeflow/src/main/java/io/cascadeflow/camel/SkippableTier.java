package io.cascadeflow.camel;

import io.cascadeflow.cascade.Tier;
import io.cascadeflow.confidence.ClosedGate;
import io.cascadeflow.confidence.FittedGate;
import io.cascadeflow.confidence.Gate;
import io.cascadeflow.confidence.SkipLimit;
import org.jspecify.annotations.Nullable;

/**
 * A tier that is passed over when its gate gives its answer too small a chance.
 *
 * @param tier with its effective threshold
 * @param limit the chance below which it is skipped
 * @param reference how the gate is named, for messages; absent when none is
 */
record SkippableTier(Tier tier, SkipLimit limit, @Nullable String reference) {

    /**
     * The tier as the step machine runs it.
     *
     * @param gate judges its answers; absent when none is named
     * @throws IllegalArgumentException when nothing could ever tell the chance, with the way out
     */
    Tier by(@Nullable Gate gate) {
        if (tier.acceptAbove() == null) {
            throw new IllegalArgumentException(
                    "skipBelow is about the chance to reach the tier's threshold, and it has none; write acceptAbove or maxRegret");
        }
        if (gate instanceof ClosedGate) {
            // nothing can be told: the tier is asked, and its answer escalates with the gate's reason
            return tier;
        }
        if (gate instanceof FittedGate fitted) {
            return tier.withSkipBelow(limit.in(fitted.profile()));
        }
        throw Unfitted.complaint("skipBelow", gate, reference);
    }
}
