package io.cascadeflow.camel;

import io.cascadeflow.cascade.Cascade;
import io.cascadeflow.cascade.Tier;
import io.cascadeflow.confidence.FittedGate;
import io.cascadeflow.confidence.Gate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the gates of tiers that may be skipped make of a question, before anything is asked. */
final class Chances {

    private Chances() {}

    /**
     * By tier, the chance, 0 to 1, that its answer will reach its threshold; those that cannot be told are not there.
     *
     * @param now with the tiers and thresholds that hold now
     * @param tiers with the gates
     */
    static Map<String, Double> of(Cascade now, List<TierSteps> tiers, CascadeRequest request) {
        Map<String, Double> chances = new HashMap<>();
        if (request.forceTier() == null) {
            for (Tier tier : now.tiers()) {
                tell(tier, gateOf(tier, tiers), request, chances);
            }
        }
        return chances;
    }

    private static @Nullable Gate gateOf(Tier tier, List<TierSteps> tiers) {
        return tiers.stream()
                .filter(steps -> steps.tier().name().equals(tier.name()))
                .findFirst()
                .map(TierSteps::gate)
                .orElse(null);
    }

    private static void tell(Tier tier, @Nullable Gate judge, CascadeRequest request, Map<String, Double> into) {
        Double threshold = tier.acceptAbove();
        if (tier.skipBelow() != null && threshold != null && judge instanceof FittedGate gate) {
            gate.chance(request.asChatRequest(), request.attribution().domain(), threshold)
                    .ifPresent(chance -> into.put(tier.name(), chance));
        }
    }
}
