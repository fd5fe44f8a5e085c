package io.cascadeflow.budget.report.trend;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What past buckets say about the next ones. Immutable.
 *
 * @param level what a bucket costs at the end of the past, without its season
 * @param slope how much more each next bucket costs, before it is damped
 * @param season what a bucket of each kind costs beyond the level
 * @param fitted what the fit says about each past bucket
 * @param residuals what each past bucket cost beyond that, the wildest on each side taken for the next
 */
record Fit(double level, double slope, double[] season, double[] fitted, double[] residuals) {

    /** A trend goes on by so much less with each bucket: between the 0.8 and 0.98 that are usual (Gardner and McKenzie 1985). */
    static final double DAMPING = 0.97;

    /** Over how many buckets, or how many seasons if that is more, the level is taken. */
    private static final int LEVEL_BUCKETS = 21;

    private static final int LEVEL_SEASONS = 3;

    /** A fit of a level, a trend and a season. */
    static Fit dense(double[] values, int[] kinds, int count, boolean gated) {
        double slope = Slope.of(values, kinds, gated);
        double[] flat = IntStream.range(0, values.length)
                .mapToDouble(i -> values[i] - slope * (i - values.length + 1))
                .toArray();
        double[] season = new double[count];
        for (int kind = 0; kind < count; kind++) {
            season[kind] = median(flat, kinds, kind);
        }
        double[] rest = IntStream.range(0, values.length)
                .mapToDouble(i -> flat[i] - season[kinds[i]])
                .toArray();
        int recent = Math.min(rest.length, Math.max(LEVEL_BUCKETS, LEVEL_SEASONS * count));
        double level = Robust.winsorizedMean(Arrays.copyOfRange(rest, rest.length - recent, rest.length));
        return new Fit(level, slope, season, rest, values, kinds);
    }

    private Fit(double level, double slope, double[] season, double[] rest, double[] values, int[] kinds) {
        this(level, slope, season, fitted(level, rest, values), residuals(rest, parameters(slope, kinds)));
    }

    /** A fit of how much is spent how often, for spending that mostly does not happen. */
    static Fit sparse(double[] values) {
        double[] tame = tame(values);
        double mean = Robust.mean(tame);
        double[] fitted = new double[values.length];
        Arrays.fill(fitted, mean);
        double[] residuals = Arrays.stream(tame).map(value -> value - mean).toArray();
        return new Fit(mean, 0, new double[] {0}, fitted, residuals);
    }

    /** The largest amount counts as the next: one wild amount among several does little. A single amount is all we know. */
    private static double[] tame(double[] values) {
        double[] amounts =
                Arrays.stream(values).filter(value -> value > 0).sorted().toArray();
        double high = amounts.length < 2 ? Double.MAX_VALUE : amounts[amounts.length - 2];
        return Arrays.stream(values).map(value -> Math.min(value, high)).toArray();
    }

    /** What the bucket that lies so many after the last costs; never less than nothing. */
    double at(int ahead, int kind, double damping) {
        double damped = damping == 1 ? ahead : damping * (1 - Math.pow(damping, ahead)) / (1 - damping);
        return Math.max(0, level + season[season.length == 1 ? 0 : kind] + slope * damped);
    }

    private static double median(double[] values, int[] kinds, int kind) {
        return Robust.median(IntStream.range(0, values.length)
                .filter(i -> kinds[i] == kind)
                .mapToDouble(i -> values[i])
                .toArray());
    }

    /** As if all of the past had been on the level of its end: that is what the next buckets are compared with. */
    private static double[] fitted(double level, double[] rest, double[] values) {
        return IntStream.range(0, rest.length)
                .mapToDouble(i -> values[i] - rest[i] + level)
                .toArray();
    }

    /** Residuals of a fit are smaller than those of the next buckets will be, the more so the more was fitted. */
    private static double[] residuals(double[] rest, int parameters) {
        double middle = Robust.winsorizedMean(rest);
        double wider = Math.sqrt((double) rest.length / Math.max(1, rest.length - parameters));
        return Arrays.stream(Robust.winsorized(rest))
                .map(value -> (value - middle) * wider)
                .toArray();
    }

    private static int parameters(double slope, int[] kinds) {
        return (int) Arrays.stream(kinds).distinct().count() + (slope == 0 ? 0 : 1);
    }
}
