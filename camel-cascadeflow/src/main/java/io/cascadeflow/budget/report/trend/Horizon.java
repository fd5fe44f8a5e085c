package io.cascadeflow.budget.report.trend;

import io.cascadeflow.budget.report.SpendRange;
import io.cascadeflow.budget.report.TimeBucket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The buckets up to the end of a window.
 *
 * @param kinds the kind of each
 * @param first which part of the first is still to come, above 0 to 1
 */
record Horizon(int[] kinds, double first) {

    private static final int MOST = 1_000;

    static Horizon of(SpendSeries series, Instant end) {
        List<TimeBucket> buckets = TimeBucket.of(new SpendRange(series.asOf(), end), series.every());
        if (buckets.size() > MOST) {
            throw new IllegalArgumentException("%d buckets up to %s: forecast with longer buckets, at most %d"
                    .formatted(buckets.size(), end, MOST));
        }
        int[] kinds = buckets.stream()
                .mapToInt(bucket -> Season.kindOf(series.every(), bucket.start()))
                .toArray();
        Instant began = series.points().get(series.size() - 1).bucket().end();
        Instant firstEnd = buckets.get(0).end();
        return new Horizon(kinds, seconds(series.asOf(), firstEnd) / seconds(began, firstEnd));
    }

    /** What all buckets together cost by a fit, each changed by what is given for it; none costs less than nothing. */
    double total(Fit fit, double damping, double[] changes) {
        double total = 0;
        for (int i = 0; i < kinds.length; i++) {
            double value = Math.max(0, fit.at(i + 1, kinds[i], damping) + changes[i]);
            total += i == 0 ? first * value : value;
        }
        return total;
    }

    double total(Fit fit) {
        return total(fit, Fit.DAMPING, new double[kinds.length]);
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1e9;
    }
}
