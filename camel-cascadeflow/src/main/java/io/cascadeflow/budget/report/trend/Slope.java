package io.cascadeflow.budget.report.trend;

import java.util.Arrays;

/**
 * The rise from one bucket to the next: the median over all pairs of like buckets (Theil 1950, Sen 1968; with seasons Hirsch,
 * Slack and Smith 1982), taken for zero unless it can be told from chance by the test of Mann and Kendall at 5 %.
 */
final class Slope {

    private static final double AT_FIVE_PERCENT = 1.96;

    private Slope() {}

    static double of(double[] values, int[] kinds, boolean gated) {
        double[] slopes = new double[values.length * (values.length - 1) / 2];
        int pairs = 0;
        long rises = 0;
        for (int j = 1; j < values.length; j++) {
            for (int i = 0; i < j; i++) {
                if (kinds[i] == kinds[j]) {
                    slopes[pairs++] = (values[j] - values[i]) / (j - i);
                    rises += Double.compare(values[j], values[i]);
                }
            }
        }
        return gated && isChance(rises, kinds) ? 0 : Robust.median(Arrays.copyOf(slopes, pairs));
    }

    /** Ties make the test more cautious than it says. */
    private static boolean isChance(long rises, int[] kinds) {
        double variance = 0;
        for (int kind : Arrays.stream(kinds).distinct().toArray()) {
            double n = Arrays.stream(kinds).filter(other -> other == kind).count();
            variance += n * (n - 1) * (2 * n + 5) / 18;
        }
        return Math.abs(rises) - 1 < AT_FIVE_PERCENT * Math.sqrt(variance);
    }
}
