package io.cascadeflow.budget.report.trend;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What is usual in the next bucket, by the median and the median of absolute deviations: half of the past may be wild without
 * spoiling them. They are taken of logarithms, since spending scatters in proportion to its size. Immutable.
 *
 * @param middle the logarithm of what is usual
 * @param scatter of the logarithms; never less than a tenth, so that what is always alike does not alarm for a trifle
 * @param offset what is added before a logarithm is taken, so that there is one of nothing
 * @param seen how many buckets were compared with
 * @param alike how many of them tell about a bucket of this kind
 * @param complete whether little can be told from much: nothing is no surprise where most buckets cost nothing, or where a
 *     quiet weekday is not known yet
 */
record Usuals(double middle, double scatter, double offset, int seen, int alike, boolean complete) {

    private static final double LEAST_SCATTER = 0.1;
    private static final double OFFSET_SHARE = 0.1;

    /** With fewer values the scatter is known less well: so chosen that false alarms stay rare, see the test. */
    private static final double WIDER_WITH_FEW = 6;

    /** The middle of a kind rests on its own buckets only, the scatter on all. */
    private static final int WORTH_OF_KIND = 3;

    static Usuals after(SpendSeries series, int kind) {
        if (series.size() == 0) {
            return new Usuals(0, LEAST_SCATTER, 1, 0, 0, false);
        }
        Past past = Past.recent(series);
        if (2 * spent(past.values()).length < past.values().length) {
            double[] spent = Past.spent(series);
            return of(spent, Season.none(spent.length), 1, 0, false);
        }
        boolean complete = past.count() == Season.kinds(series.every());
        return of(past.values(), past.kinds(), past.count(), past.count() == 1 ? 0 : kind, complete);
    }

    private static Usuals of(double[] values, int[] kinds, int count, int kind, boolean complete) {
        double offset = Math.max(1e-9, OFFSET_SHARE * Robust.median(spent(values)));
        double[] logs = map(values.length, i -> Math.log(values[i] + offset));
        double slope = new Slope(logs, Slope.positive(values), kinds).clear();
        double[] flat = map(logs.length, i -> logs[i] - slope * (i - logs.length));
        double[] middles = map(count, k -> Robust.median(ofKind(flat, kinds, k)));
        double[] rest = map(flat.length, i -> flat[i] - middles[kinds[i]]);
        double fitted = Math.sqrt((double) rest.length / Math.max(1, rest.length - count + 1));
        double own = isMixed(ofKind(values, kinds, kind)) ? Robust.sigma(ofKind(rest, kinds, kind)) : 0;
        double scatter = Math.max(Robust.sigma(rest) * fitted, own);
        int alike = count == 1 ? values.length : WORTH_OF_KIND * ofKind(rest, kinds, kind).length;
        return new Usuals(
                middles[kind],
                Math.max(LEAST_SCATTER, scatter),
                offset,
                values.length,
                Math.min(alike, values.length),
                complete);
    }

    /** A weekday that costs something at times scatters more than those that always do. */
    private static boolean isMixed(double[] values) {
        int spent = spent(values).length;
        return spent > 0 && spent < values.length;
    }

    private static double[] map(int length, IntToDoubleFunction each) {
        return IntStream.range(0, length).mapToDouble(each).toArray();
    }

    private static double[] ofKind(double[] values, int[] kinds, int kind) {
        return IntStream.range(0, values.length)
                .filter(i -> kinds[i] == kind)
                .mapToDouble(i -> values[i])
                .toArray();
    }

    private static double[] spent(double[] values) {
        return Arrays.stream(values).filter(value -> value > 0).toArray();
    }

    /** What is usual, in dollars. */
    double usual() {
        return Math.max(0, Math.exp(middle) - offset);
    }

    /** How many times the scatter an amount is from what is usual. */
    double scoreOf(double dollars) {
        return (Math.log(dollars + offset) - middle) / scatter;
    }

    double threshold(double withMany) {
        return withMany * (1 + WIDER_WITH_FEW / alike);
    }
}
