package io.cascadeflow.budget.report.trend;

import java.util.Arrays;
import java.util.SplittableRandom;

/** What past buckets that mostly cost nothing say about the next ones: how often something is spent, and how much. Immutable. */
final class Rate {

    private final int buckets;
    private final double[] amounts;

    Rate(double[] values) {
        buckets = values.length;
        amounts = tame(Arrays.stream(values).filter(value -> value > 0).toArray());
    }

    /** The largest amount counts as the next: one wild amount among several does little. A single amount is all we know. */
    private static double[] tame(double[] amounts) {
        double[] sorted = amounts.clone();
        Arrays.sort(sorted);
        if (sorted.length > 1) {
            sorted[sorted.length - 1] = sorted[sorted.length - 2];
        }
        return sorted;
    }

    /** What a bucket costs on average. */
    double mean() {
        return Arrays.stream(amounts).sum() / buckets;
    }

    /**
     * How likely a bucket is to cost something: drawn from what that may be, given how often it was so. Half of the draws come
     * from each side of the interval of Clopper and Pearson (1934); the n-th smallest of uniform numbers has its beta
     * distribution.
     */
    double likelihood(SplittableRandom random) {
        double[] uniform = random.doubles(buckets).sorted().toArray();
        int place = amounts.length - (random.nextBoolean() ? 1 : 0);
        return place < 0 ? 0 : place >= buckets ? 1 : uniform[place];
    }

    /** An amount that was spent before. */
    double amount(SplittableRandom random) {
        return amounts.length == 0 ? 0 : amounts[random.nextInt(amounts.length)];
    }
}
