package io.cascadeflow.camel.config;

import io.cascadeflow.camel.failover.FailOverPlan;
import io.cascadeflow.camel.failover.HedgeAfter;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code latency} of a cascade says.
 *
 * @param deadline how long the whole cascade may take; absent without a limit
 * @param deadlineShare how much of the time that is left an endpoint gets while another one could follow
 * @param hedge when another endpoint of a tier is asked as well; absent for never
 */
record LatencyReader(
        @Nullable Duration deadline,
        double deadlineShare,
        @Nullable HedgeAfter hedge) {

    private static final List<String> KEYS = List.of("deadline", "deadlineShare", "hedgeAfter");

    static LatencyReader of(Optional<Tree> tree, Problems problems, Values values) {
        if (tree.isEmpty()) {
            return new LatencyReader(null, FailOverPlan.USUAL_SHARE, null);
        }
        if (tree.get() instanceof Tree.Branch branch && branch.entries().isEmpty()) {
            problems.add(branch.place(), "latency says nothing; give it a deadline or hedgeAfter, or remove it");
        }
        Section latency = Section.of(tree.get(), KEYS, problems);
        return new LatencyReader(
                latency.get("deadline").flatMap(values::duration).orElse(null),
                latency.get("deadlineShare")
                        .flatMap(share -> share(share, values))
                        .orElse(FailOverPlan.USUAL_SHARE),
                latency.get("hedgeAfter").flatMap(wait -> hedge(wait, values)).orElse(null));
    }

    private static Optional<Double> share(Tree tree, Values values) {
        return values.number(tree)
                .filter(share -> values.holds(
                        tree,
                        share.signum() > 0 && share.compareTo(BigDecimal.ONE) <= 0,
                        "%s is no share of the time; it is above 0 up to 1"))
                .map(BigDecimal::doubleValue);
    }

    private static Optional<HedgeAfter> hedge(Tree tree, Values values) {
        Optional<HedgeAfter> percentile =
                tree instanceof Tree.Leaf ? values.resolved(tree).flatMap(HedgeAfter::percentile) : Optional.empty();
        return percentile.isPresent() ? percentile : values.duration(tree).map(HedgeAfter.Fixed::new);
    }

    TierConfiguration applyTo(TierConfiguration tier) {
        return new TierConfiguration(
                tier.name(), tier.endpoints().withLatency(deadlineShare, hedge), tier.acceptAbove(), tier.skipBelow());
    }
}
