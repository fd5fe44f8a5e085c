package io.cascadeflow.camel;

import io.cascadeflow.cascade.Tier;
import io.cascadeflow.confidence.FittedGate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the gates of tiers that may be skipped make of a question, before anything is asked. */
final class Chances {

    private Chances() {}

    /** By tier, the chance, 0 to 1, that its answer will reach its threshold; those that cannot be told are not there. */
    static Map<String, Double> of(List<TierSteps> tiers, CascadeRequest request) {
        Map<String, Double> chances = new HashMap<>();
        if (request.forceTier() == null) {
            tiers.forEach(steps -> tell(steps, request, chances));
        }
        return chances;
    }

    private static void tell(TierSteps steps, CascadeRequest request, Map<String, Double> into) {
        Tier tier = steps.tier();
        Double threshold = tier.acceptAbove();
        if (tier.skipBelow() != null && threshold != null && steps.gate() instanceof FittedGate gate) {
            gate.chance(request.asChatRequest(), request.attribution().domain(), threshold)
                    .ifPresent(chance -> into.put(tier.name(), chance));
        }
    }
}
