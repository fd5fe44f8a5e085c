package io.cascadeflow.budget.report.trend;

import io.cascadeflow.budget.report.SpendRange;
import io.cascadeflow.budget.report.TimeBucket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.IntToDoubleFunction;

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

    int length() {
        return kinds.length;
    }

    /** What all buckets together cost, by what each costs. */
    double total(IntToDoubleFunction cost) {
        double total = 0;
        for (int i = 0; i < kinds.length; i++) {
            total += (i == 0 ? first : 1) * cost.applyAsDouble(i);
        }
        return total;
    }

    /** What all buckets together cost by a fit. */
    double total(Fit fit) {
        return total(i -> fit.at(i + 1, kinds[i], Fit.DAMPING));
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1e9;
    }
}
