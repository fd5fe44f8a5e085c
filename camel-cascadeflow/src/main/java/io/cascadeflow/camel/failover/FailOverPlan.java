package io.cascadeflow.camel.failover;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the endpoints of a tier stand in for each other.
 *
 * @param order which is asked first
 * @param weights how often each is asked first, in the order in which they are written; empty for all alike
 * @param onFilter whether another endpoint is asked when a content filter blocked the question
 * @param deadlineShare how much of the time that is left an endpoint gets while another one could follow, above 0 up to 1
 * @param hedge when another one is asked as well; absent for never
 */
public record FailOverPlan(
        EndpointOrder order,
        List<Integer> weights,
        boolean onFilter,
        double deadlineShare,
        @Nullable HedgeAfter hedge) {

    /** Half of the time for the first leaves as much for all others. */
    public static final double USUAL_SHARE = 0.5;

    public static final FailOverPlan DEFAULT =
            new FailOverPlan(EndpointOrder.IN_ORDER, List.of(), false, USUAL_SHARE, null);

    public FailOverPlan {
        weights = List.copyOf(weights);
        if (!(deadlineShare > 0 && deadlineShare <= 1)) {
            throw new IllegalArgumentException(
                    "deadlineShare is %s; give a share above 0 up to 1".formatted(deadlineShare));
        }
        if (!weights.isEmpty() && order != EndpointOrder.WEIGHTED) {
            throw new IllegalArgumentException("weights are for order=weighted; write that as well, or remove them");
        }
        if (weights.stream().anyMatch(weight -> weight < 1 || weight > 1_000_000)) {
            throw new IllegalArgumentException("weights are %s; give each 1 to 1000000".formatted(weights));
        }
    }

    /** The same for a cascade that says when another endpoint is asked as well. */
    public FailOverPlan withLatency(double deadlineShare, @Nullable HedgeAfter hedge) {
        return new FailOverPlan(order, weights, onFilter, deadlineShare, hedge);
    }

    /** Complains when there is not a weight for each of so many endpoints. */
    void check(int endpoints) {
        if (!weights.isEmpty() && weights.size() != endpoints) {
            throw new IllegalArgumentException(
                    "there are %d weights for %d endpoints; give each one".formatted(weights.size(), endpoints));
        }
    }

    int weight(int endpoint) {
        return weights.isEmpty() ? 1 : weights.get(endpoint);
    }
}
