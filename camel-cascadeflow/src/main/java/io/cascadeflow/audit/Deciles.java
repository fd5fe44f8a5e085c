package io.cascadeflow.audit;

import java.util.Arrays;
import java.util.List;

/**
 * How often values fell between the nine cut points of a reference, and how far that is from a tenth each. A value on a cut
 * point, as those of a signal with few values are, counts where it is least conspicuous. Not thread-safe.
 */
final class Deciles {

    static final int CUTS = 9;
    private static final int BINS = CUTS + 1;
    private static final double NONE_SEEN = 0.5;

    private final double[] cuts;
    private final int[] between = new int[BINS];
    private final int[] at = new int[CUTS];
    private int size;

    /** @throws IllegalArgumentException when these are not nine rising numbers */
    Deciles(List<Double> cuts) {
        this.cuts = cuts.stream().mapToDouble(Double::doubleValue).toArray();
        for (int i = 0; i < this.cuts.length; i++) {
            if (Double.isNaN(this.cuts[i]) || (i > 0 && this.cuts[i] < this.cuts[i - 1])) {
                throw new IllegalArgumentException("the cut points of a reference do not rise");
            }
        }
        if (this.cuts.length != CUTS) {
            throw new IllegalArgumentException("a reference has nine cut points, not " + this.cuts.length);
        }
    }

    void add(double value) {
        int first = 0;
        while (first < CUTS && cuts[first] < value) {
            first++;
        }
        if (first < CUTS && cuts[first] == value) {
            at[first]++;
        } else {
            between[first]++;
        }
        size++;
    }

    int size() {
        return size;
    }

    /** The population stability index: 0 where every tenth has its share; above 0.2 is commonly called a shift. */
    double shift() {
        double[] counts = spread();
        double sum = 0;
        for (double count : counts) {
            double share = Math.max(NONE_SEEN, count) / size;
            sum += (share - 1.0 / BINS) * Math.log(share * BINS);
        }
        return sum;
    }

    /** Values on a cut point that is there several times fill up the tenths around it, from the lowest on. */
    private double[] spread() {
        double[] counts = Arrays.stream(between).asDoubleStream().toArray();
        double tenth = size / (double) BINS;
        for (int i = 0; i < CUTS; i++) {
            int last = i;
            while (last + 1 < CUTS && cuts[last + 1] == cuts[i]) {
                last++;
            }
            double left = at[i];
            for (int bin = i; bin <= last; bin++) {
                double taken = Math.max(0, Math.min(left, tenth - counts[bin]));
                counts[bin] += taken;
                left -= taken;
            }
            counts[last + 1] += left;
            i = last;
        }
        return counts;
    }

    /** The least share of values at or above {@code threshold} that fits the cut points. */
    static double leastAbove(List<Double> cuts, double threshold) {
        long below = cuts.stream().filter(cut -> cut < threshold).count();
        return 1 - (below + 1.0) / BINS;
    }

    /** The greatest such share. */
    static double mostAbove(List<Double> cuts, double threshold) {
        return Math.min(1, leastAbove(cuts, threshold) + 1.0 / BINS);
    }
}
