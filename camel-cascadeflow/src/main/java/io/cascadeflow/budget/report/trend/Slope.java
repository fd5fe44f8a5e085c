package io.cascadeflow.budget.report.trend;

import java.util.Arrays;

/**
 * The rise from one bucket to the next: the median over all pairs of like buckets (Theil 1950, Sen 1968; with seasons Hirsch,
 * Slack and Smith 1982). Buckets that cost nothing tell nothing about it: what comes after a gap is no rise.
 */
final class Slope {

    private static final double AT_FIVE_PERCENT = 1.96;

    private final double[] slopes;
    private final long rises;
    private final double variance;

    /**
     * Looks at values.
     *
     * @param counts which of them count
     * @param kinds the kind of each, from 0
     */
    Slope(double[] values, boolean[] counts, int[] kinds) {
        double[] found = new double[values.length * (values.length - 1) / 2];
        int pairs = 0;
        long rising = 0;
        for (int j = 1; j < values.length; j++) {
            for (int i = 0; counts[j] && i < j; i++) {
                if (counts[i] && kinds[i] == kinds[j]) {
                    found[pairs++] = (values[j] - values[i]) / (j - i);
                    rising += Double.compare(values[j], values[i]);
                }
            }
        }
        this.slopes = Arrays.copyOf(found, pairs);
        this.rises = rising;
        this.variance = variance(counts, kinds);
    }

    /** Of dollars, of which those above zero count. */
    static Slope of(double[] dollars, int[] kinds) {
        return new Slope(dollars, positive(dollars), kinds);
    }

    static boolean[] positive(double[] dollars) {
        boolean[] counts = new boolean[dollars.length];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = dollars[i] > 0;
        }
        return counts;
    }

    /** The slope, however faint. */
    double any() {
        return Robust.median(slopes);
    }

    /** The slope, or zero when it cannot be told from chance by the test of Mann and Kendall at 5 %. */
    double clear() {
        boolean isChance = Math.abs(rises) - 1 < AT_FIVE_PERCENT * Math.sqrt(variance);
        return isChance ? 0 : any();
    }

    /** Of the rises by chance; ties would make it smaller, so with them the test is more cautious than it says. */
    private static double variance(boolean[] counts, int[] kinds) {
        int[] seen = new int[Arrays.stream(kinds).max().orElse(0) + 1];
        for (int i = 0; i < kinds.length; i++) {
            seen[kinds[i]] += counts[i] ? 1 : 0;
        }
        return Arrays.stream(seen)
                .mapToDouble(n -> (double) n * (n - 1) * (2 * n + 5) / 18)
                .sum();
    }
}
