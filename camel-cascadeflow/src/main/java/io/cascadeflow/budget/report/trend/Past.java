package io.cascadeflow.budget.report.trend;

import io.cascadeflow.budget.report.trend.SpendSeries.Point;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The part of a series that a fit looks at, in dollars, and how it looks at it. Immutable.
 *
 * @param values what each bucket cost
 * @param kinds the kind of each bucket
 * @param count how many kinds there are
 * @param sparse whether most buckets cost nothing
 */
record Past(double[] values, int[] kinds, int count, boolean sparse) {

    private static final int SEASONS = 8;
    private static final int SHORTEST = 56;
    private static final int LONGEST_SPARSE = 400;
    private static final double NANOS = 1e9;

    static Past of(SpendSeries series) {
        Past recent = recent(series);
        return recent.isMostlyNothing() ? sparse(series) : recent;
    }

    /** The last eight seasons, or 56 buckets if that is more. */
    static Past recent(SpendSeries series) {
        return last(series, Math.max(SHORTEST, SEASONS * Season.kinds(series.every())));
    }

    private static Past last(SpendSeries series, int most) {
        List<Point> points = series.points();
        List<Point> last = points.subList(Math.max(0, points.size() - most), points.size());
        double[] values = last.stream().mapToDouble(point -> dollars(point)).toArray();
        int[] kinds = last.stream()
                .mapToInt(point -> Season.kindOf(series.every(), point.bucket().start()))
                .toArray();
        int count = Season.kinds(series.every());
        return Season.isKnown(kinds, count)
                ? new Past(values, kinds, count, false)
                : new Past(values, Season.none(values.length), 1, false);
    }

    /** What was spent in the buckets that cost something, however long ago within the last 400. */
    static double[] spent(SpendSeries series) {
        return Arrays.stream(last(series, LONGEST_SPARSE).values())
                .filter(value -> value > 0)
                .toArray();
    }

    /** A series begins where something was spent; counting that bucket would make spending look more frequent than it is. */
    private static Past sparse(SpendSeries series) {
        double[] values = last(series, LONGEST_SPARSE).values();
        boolean isFirstOfSeveral = values[0] > 0
                && Arrays.stream(values).filter(value -> value > 0).count() > 1;
        double[] counted = isFirstOfSeveral ? Arrays.copyOfRange(values, 1, values.length) : values;
        return new Past(counted, Season.none(counted.length), 1, true);
    }

    boolean isMostlyNothing() {
        return IntStream.range(0, count).noneMatch(this::isMostlySpending);
    }

    private boolean isMostlySpending(int kind) {
        long all = Arrays.stream(kinds).filter(other -> other == kind).count();
        long spending = IntStream.range(0, values.length)
                .filter(i -> kinds[i] == kind && values[i] > 0)
                .count();
        return 2 * spending >= all;
    }

    static double dollars(Point point) {
        return point.amount().nanos() / NANOS;
    }
}
