package io.cascadeflow.replay.policy;

import io.cascadeflow.replay.Bootstrap;
import io.cascadeflow.replay.Interval;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a figure of one policy differs from another's, question by question.
 *
 * @param questions of how many both are known
 * @param before the mean with the first policy
 * @param after the mean with the second one
 * @param interval where the mean difference lies with a probability of 95 %, by drawing the questions anew
 */
public record Change(int questions, double before, double after, Interval interval) {

    public double difference() {
        return after - before;
    }

    /** Whether the difference is more than chance would have. */
    public boolean isSure() {
        return interval.low() > 0 || interval.high() < 0;
    }

    /**
     * Null when there is no question.
     *
     * @param pairs each with the figure before and after
     */
    static @Nullable Change of(List<double[]> pairs) {
        if (pairs.isEmpty()) {
            return null;
        }
        return new Change(
                pairs.size(),
                pairs.stream().mapToDouble(pair -> pair[0]).average().orElse(0),
                pairs.stream().mapToDouble(pair -> pair[1]).average().orElse(0),
                Bootstrap.ofMean(
                        pairs.stream().mapToDouble(pair -> pair[1] - pair[0]).toArray()));
    }
}
