package io.cascadeflow.camel;

import io.cascadeflow.cascade.Tier;
import io.cascadeflow.confidence.ClosedGate;
import io.cascadeflow.confidence.FittedGate;
import io.cascadeflow.confidence.Gate;
import io.cascadeflow.confidence.Worth;
import org.jspecify.annotations.Nullable;

/**
 * A tier whose answers are kept where going on would cost more than it brings.
 *
 * @param tier with the threshold that holds anyway
 * @param worth what is weighed
 * @param reference how the gate is named, for messages; absent when none is
 */
record ValuedTier(Tier tier, Worth worth, @Nullable String reference) {

    /**
     * The tier as the step machine runs it: at the higher of both thresholds.
     *
     * @param gate judges its answers; absent when none is named
     * @throws IllegalArgumentException when the gate does not know what going on brings or costs, with the way out
     */
    Tier by(@Nullable Gate gate) {
        if (gate instanceof ClosedGate) {
            // nothing will be measured: any threshold escalates
            return tier.acceptAbove() == null ? tier.withAcceptAbove(1.0, "its gate is closed") : tier;
        }
        if (!(gate instanceof FittedGate fitted)) {
            throw Unfitted.complaint("worth", gate, reference);
        }
        double threshold = worth.thresholdIn(fitted.profile());
        Double held = tier.acceptAbove();
        if (held != null && held >= threshold) {
            return tier;
        }
        String basis = "%s, by gate '%s'".formatted(worth, fitted.profile().name());
        return tier.withAcceptAbove(threshold, basis);
    }
}
