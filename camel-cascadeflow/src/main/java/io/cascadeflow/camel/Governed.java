package io.cascadeflow.camel;

import io.cascadeflow.cascade.Cascade;
import io.cascadeflow.cascade.Skipped;
import io.cascadeflow.cascade.Tier;
import io.cascadeflow.policy.Denial;
import io.cascadeflow.policy.Plan;
import io.cascadeflow.policy.Ruling;
import io.cascadeflow.policy.Rung;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cascade as the operator's rules leave it.
 *
 * @param cascade with the tiers that may be asked, and their thresholds; as it was where nothing may be asked
 * @param leftOut the tiers that may not be asked
 * @param denial why nothing may be asked; absent when something may
 */
record Governed(
        Cascade cascade, List<Skipped> leftOut, @Nullable Denial denial) {

    /**
     * @param now with the thresholds that hold without rules
     * @param rungs its tiers as rules see them, in the same order
     * @param forced the only tier that the caller wants; absent for the usual way
     */
    static Governed of(Ruling ruling, Cascade now, List<Rung> rungs, @Nullable String forced) {
        Plan plan = ruling.plan(rungs);
        List<Skipped> leftOut = now.tiers().stream()
                .filter(tier -> plan.out().containsKey(tier.name()))
                .map(tier -> Skipped.forbidden(tier, Denial.names(plan.against(tier.name()))))
                .toList();
        Denial denial = denial(ruling, plan, now.name(), forced);
        return new Governed(denial == null ? left(ruling, plan, now) : now, leftOut, denial);
    }

    private static @Nullable Denial denial(Ruling ruling, Plan plan, String cascade, @Nullable String forced) {
        Denial all = ruling.deniesAll().orElse(null);
        if (all != null) {
            return all;
        }
        return forced == null || plan.against(forced).isEmpty()
                ? plan.denial(cascade)
                : Denial.ofForcedTier(forced, cascade, plan.against(forced));
    }

    private static Cascade left(Ruling ruling, Plan plan, Cascade now) {
        List<Tier> left = new ArrayList<>();
        for (Tier tier : now.tiers()) {
            if (plan.left().contains(tier.name())) {
                boolean last = left.size() == plan.left().size() - 1;
                Double threshold = ruling.threshold(tier.acceptAbove(), last);
                left.add(tier.withThreshold(threshold, "of the policy"));
            }
        }
        return new Cascade(now.name(), left, now.whenExhausted());
    }
}
