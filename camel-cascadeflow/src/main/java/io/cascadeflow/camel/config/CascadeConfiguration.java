package io.cascadeflow.camel.config;

import io.cascadeflow.audit.AuditPlan;
import io.cascadeflow.cache.CachePlan;
import io.cascadeflow.cascade.Cascade;
import io.cascadeflow.cascade.Cascade.WhenExhausted;
import io.cascadeflow.cascade.Tier;
import io.cascadeflow.confidence.RegretBound;
import io.cascadeflow.confidence.Worth;
import io.cascadeflow.policy.Weights;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A configured cascade.
 *
 * @param name as in {@code cascadeflow:cascade:NAME}
 * @param tiers cheapest first
 * @param gateProfile where the gate's fitted profile is: a file or a resource; absent without one
 * @param regret what the thresholds of its drafts must keep, by the gate's certificates; absent without such a bound
 * @param worth what answers are worth, weighed against the next answer's price and time; absent when that does not decide
 * @param deadline how long the whole cascade may take; absent without a limit
 * @param whenExhausted what to do when no tier met its mark
 * @param budgets what each call must fit beside the budgets that apply to everything: names, or amounts in US dollars
 * @param audit how it learns from its own traffic
 * @param objective what counts where rules do not say; absent when its first tier is asked first
 * @param cache how its answers are kept to be given again; absent when they are not
 */
public record CascadeConfiguration(
        String name,
        List<TierConfiguration> tiers,
        @Nullable String gateProfile,
        @Nullable RegretBound regret,
        @Nullable Worth worth,
        @Nullable Duration deadline,
        WhenExhausted whenExhausted,
        List<String> budgets,
        AuditPlan audit,
        @Nullable Weights objective,
        @Nullable CachePlan cache) {

    public CascadeConfiguration {
        tiers = List.copyOf(tiers);
        budgets = List.copyOf(budgets);
    }

    /** The cascade as the step machine runs it, with the thresholds that are written. */
    public Cascade toCascade() {
        return new Cascade(
                name,
                tiers.stream()
                        .map(tier -> new Tier(tier.name(), tier.acceptAbove())
                                .withOnFilter(tier.endpoints().plan().onFilter()))
                        .toList(),
                whenExhausted);
    }
}
