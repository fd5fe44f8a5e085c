package io.cascadeflow.camel;

import io.cascadeflow.audit.AuditPlan;
import io.cascadeflow.cache.CachePlan;
import io.cascadeflow.cascade.Cascade;
import io.cascadeflow.cascade.Cascade.WhenExhausted;
import io.cascadeflow.policy.Weights;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cascade that can be run.
 *
 * @param cascade what to run
 * @param tiers the steps of its tiers, in the same order
 * @param deadline how long a run may take before no further tier is asked; absent for no limit of its own
 * @param budgets what each of its calls must fit beside the budgets that apply to everything: names, or amounts in US
 *     dollars, as written
 * @param audit how it learns from its own traffic
 * @param objective what counts where rules do not say; absent when the first tier is asked first
 * @param cache how its answers are kept to be given again; absent when they are not
 */
public record CascadeSetup(
        Cascade cascade,
        List<TierSteps> tiers,
        @Nullable Duration deadline,
        List<String> budgets,
        AuditPlan audit,
        @Nullable Weights objective,
        @Nullable CachePlan cache) {

    public CascadeSetup {
        tiers = List.copyOf(tiers);
        budgets = List.copyOf(budgets);
        if (!cascade.tiers().equals(tiers.stream().map(TierSteps::tier).toList())) {
            throw new IllegalArgumentException(
                    "cascade '%s': the steps are not those of its tiers".formatted(cascade.name()));
        }
    }

    /** A cascade of these tiers, without a deadline or budgets of its own. */
    public static CascadeSetup of(String name, List<TierSteps> tiers, WhenExhausted whenExhausted) {
        Cascade cascade = new Cascade(name, tiers.stream().map(TierSteps::tier).toList(), whenExhausted);
        return new CascadeSetup(cascade, tiers, null, List.of(), AuditPlan.NONE, null, null);
    }

    public CascadeSetup withDeadline(@Nullable Duration deadline) {
        return new CascadeSetup(cascade, tiers, deadline, budgets, audit, objective, cache);
    }

    public CascadeSetup withBudgets(List<String> budgets) {
        return new CascadeSetup(cascade, tiers, deadline, budgets, audit, objective, cache);
    }

    public CascadeSetup withAudit(AuditPlan audit) {
        return new CascadeSetup(cascade, tiers, deadline, budgets, audit, objective, cache);
    }

    public CascadeSetup withObjective(@Nullable Weights objective) {
        return new CascadeSetup(cascade, tiers, deadline, budgets, audit, objective, cache);
    }

    public CascadeSetup withCache(@Nullable CachePlan cache) {
        return new CascadeSetup(cascade, tiers, deadline, budgets, audit, objective, cache);
    }

    /** The steps of the tier of that name, which must be one of its own. */
    public TierSteps stepsOf(String tier) {
        return tiers.stream()
                .filter(steps -> steps.tier().name().equals(tier))
                .findFirst()
                .orElseThrow();
    }
}
