package io.cascadeflow.examples.ab;

import io.cascadeflow.examples.ab.Arm.Measure;
import io.cascadeflow.replay.Bootstrap;
import io.cascadeflow.replay.Interval;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How b differs from a.
 *
 * @param measure in what
 * @param difference the mean of b less that of a
 * @param interval where that lies with a probability of 95 %, users drawn anew
 */
record Difference(Measure measure, double difference, Interval interval) {

    private static final int FEWEST_USERS = 10;

    /** Empty with fewer than ten users on a side of whom it is known. */
    static Optional<Difference> of(Measure measure, Arm a, Arm b) {
        List<double[]> before = a.byUser(measure);
        List<double[]> after = b.byUser(measure);
        return Math.min(before.size(), after.size()) < FEWEST_USERS
                ? Optional.empty()
                : Optional.of(new Difference(
                        measure, b.mean(measure) - a.mean(measure), Bootstrap.ofDifference(before, after)));
    }

    /** More than chance would have. */
    boolean isDecided() {
        return interval.low() > 0 || interval.high() < 0;
    }

    /** For people, about b. */
    String reading() {
        Words words = words();
        if (!isDecided()) {
            return "undecided: between %s %s and %s %s"
                    .formatted(
                            amount(Math.max(0, -interval.low())),
                            words.less(),
                            amount(Math.max(0, interval.high())) + words.unit(),
                            words.more());
        }
        boolean up = interval.low() > 0;
        double near = Math.min(Math.abs(interval.low()), Math.abs(interval.high()));
        double far = Math.max(Math.abs(interval.low()), Math.abs(interval.high()));
        return "b %s %s, by %s to %s%s"
                .formatted(words.verb(), up ? words.more() : words.less(), amount(near), amount(far), words.unit());
    }

    private record Words(String verb, String less, String more, String unit) {}

    private Words words() {
        return switch (measure) {
            case COST -> new Words("is", "cheaper", "dearer", " USD a question");
            case ACCEPTED -> new Words("accepts", "fewer", "more", " points");
            case QUALITY -> new Words("is", "worse", "better", " points");
        };
    }

    private String amount(double value) {
        return measure == Measure.COST
                ? String.format(Locale.ROOT, "%.7f", value)
                : String.format(Locale.ROOT, "%.1f", 100 * value);
    }
}
