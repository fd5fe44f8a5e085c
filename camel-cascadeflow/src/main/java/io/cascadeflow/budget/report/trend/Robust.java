package io.cascadeflow.budget.report.trend;

import java.util.Arrays;

/** Statistics that a few wild values do not move much. */
final class Robust {

    /** Makes the median of absolute deviations estimate the standard deviation of normal values. */
    static final double MAD_TO_SIGMA = 1.4826;

    private Robust() {}

    /** Zero when there are none. */
    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        if (sorted.length == 0) {
            return 0;
        }
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    /** The median of absolute deviations from the median, as a standard deviation. */
    static double sigma(double[] values) {
        double middle = median(values);
        return MAD_TO_SIGMA
                * median(Arrays.stream(values)
                        .map(value -> Math.abs(value - middle))
                        .toArray());
    }

    /** The smallest value is taken for the next one, and so is the largest: one wild value does nothing. */
    static double[] winsorized(double[] values) {
        if (values.length < 3) {
            return values.clone();
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double low = sorted[1];
        double high = sorted[sorted.length - 2];
        return Arrays.stream(values)
                .map(value -> Math.min(high, Math.max(low, value)))
                .toArray();
    }

    static double winsorizedMean(double[] values) {
        return mean(winsorized(values));
    }

    /** Zero when there are none. */
    static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(0);
    }

    /** The value below which this share of the values lies, by linear interpolation; the values are sorted. */
    static double quantile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) Math.floor(place);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
