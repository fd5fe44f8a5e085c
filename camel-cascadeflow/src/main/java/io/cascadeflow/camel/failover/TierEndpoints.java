package io.cascadeflow.camel.failover;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints of a tier.
 *
 * @param uris at least one; they may hold keys
 * @param plan how they stand in for each other
 */
public record TierEndpoints(List<String> uris, FailOverPlan plan) {

    public TierEndpoints {
        uris = List.copyOf(uris);
        if (uris.isEmpty()) {
            throw new IllegalArgumentException("there is no endpoint; give one at least");
        }
        plan.check(uris.size());
    }

    public static TierEndpoints of(String uri) {
        return new TierEndpoints(List.of(uri), FailOverPlan.DEFAULT);
    }

    public TierEndpoints withLatency(double deadlineShare, @Nullable HedgeAfter hedge) {
        return new TierEndpoints(uris, plan.withLatency(deadlineShare, hedge));
    }

    /** The number and the plan: addresses may hold secrets. */
    @Override
    public String toString() {
        return "TierEndpoints[%d, %s]".formatted(uris.size(), plan);
    }
}
