package io.cascadeflow.budget.report.trend;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** What past buckets that mostly cost something say about the next ones: a level, a trend and a season. Immutable. */
final class Fit {

    /** A trend goes on by so much less with each bucket: from the 0.8 to 0.98 that are usual (Gardner and McKenzie 1985). */
    static final double DAMPING = 0.97;

    /** Over how many buckets, or how many seasons if that is more, the level is taken. */
    private static final int LEVEL_BUCKETS = 21;

    private static final int LEVEL_SEASONS = 3;

    private final double level;
    private final double slope;
    private final double[] season;
    private final double[] fitted;
    private final double[] residuals;

    /**
     * Fits values.
     *
     * @param kinds the kind of each, from 0
     * @param slope the trend, from one value to the next
     */
    Fit(double[] values, int[] kinds, double slope) {
        double[] flat = map(values, i -> values[i] - slope * (i - values.length + 1));
        double[] season = season(flat, kinds);
        double[] rest = map(values, i -> flat[i] - season[kinds[i]]);
        int recent = Math.min(rest.length, Math.max(LEVEL_BUCKETS, LEVEL_SEASONS * season.length));
        double level = Robust.winsorizedMean(Arrays.copyOfRange(rest, rest.length - recent, rest.length));
        this.slope = slope;
        this.season = season;
        this.level = level;
        this.fitted = map(values, i -> values[i] - rest[i] + level);
        this.residuals = residuals(rest, season.length + (slope == 0 ? 0 : 1));
    }

    /** What the bucket that lies so many after the last costs; never less than nothing. */
    double at(int ahead, int kind, double damping) {
        double steps = damping == 1 ? ahead : damping * (1 - Math.pow(damping, ahead)) / (1 - damping);
        return Math.max(0, level + season[season.length == 1 ? 0 : kind] + slope * steps);
    }

    /** What the past would have cost on the level of its end: that is what the next buckets are compared with. */
    double[] fitted() {
        return fitted.clone();
    }

    /** What past buckets cost beyond the fit, the wildest on each side taken for the next. */
    double[] residuals() {
        return residuals.clone();
    }

    private static double[] season(double[] flat, int[] kinds) {
        int count = Arrays.stream(kinds).max().orElse(0) + 1;
        return IntStream.range(0, count)
                .mapToDouble(kind -> Robust.median(IntStream.range(0, flat.length)
                        .filter(i -> kinds[i] == kind)
                        .mapToDouble(i -> flat[i])
                        .toArray()))
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

    private static double[] map(double[] values, IntToDoubleFunction each) {
        return IntStream.range(0, values.length).mapToDouble(each).toArray();
    }
}
