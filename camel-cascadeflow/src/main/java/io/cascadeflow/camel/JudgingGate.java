package io.cascadeflow.camel;

import io.cascadeflow.cascade.Tier;
import io.cascadeflow.confidence.Gate;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * The gate that is going to judge what the endpoints of a tier answer, on the exchange while the tier is asked: so that they
 * bring as many samples as it looks at.
 */
final class JudgingGate {

    private JudgingGate() {}

    /** Absent outside of cascades, and where the endpoint's own gate judges. */
    static @Nullable Gate of(Exchange exchange) {
        return exchange.getProperty(CascadeFlowProperties.JUDGING_GATE, Gate.class);
    }

    static void set(Exchange exchange, @Nullable Gate gate) {
        if (gate == null) {
            exchange.removeProperty(CascadeFlowProperties.JUDGING_GATE);
        } else {
            exchange.setProperty(CascadeFlowProperties.JUDGING_GATE, gate);
        }
    }

    /**
     * Who judges the answers of a tier.
     *
     * @param around who judges what a cascade within that one's tier answers; absent for nobody
     * @return absent when the endpoint's own gate does
     */
    static @Nullable Gate of(Tier tier, TierSteps steps, @Nullable Gate around) {
        boolean confidenceMatters = tier.acceptAbove() != null || steps.acceptWhen() != null;
        if (confidenceMatters && steps.gate() != null) {
            return steps.gate();
        }
        // whatever a gate may say of it, this answer is taken: further samples would be wasted
        return around != null || confidenceMatters ? around : Gate.NONE;
    }
}
