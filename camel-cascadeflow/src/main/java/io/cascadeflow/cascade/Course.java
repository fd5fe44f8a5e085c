package io.cascadeflow.cascade;

import io.cascadeflow.policy.Weights;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * One way to an answer: a tier is asked first, and those after it as long as no answer is accepted. What is not known is absent.
 *
 * @param start the tier that is asked first
 * @param right the chance of a right answer in the end, 0 to 1
 * @param usd US dollars to be expected
 * @param seconds to be expected
 * @param wattHours to be expected
 */
record Course(
        Tier start,
        @Nullable Double right,
        @Nullable Double usd,
        @Nullable Double seconds,
        @Nullable Double wattHours) {

    /** What counts as nothing: a millionth of a dollar, a millisecond, a millionth of a watt-hour. */
    private static final double LEAST_USD = 1e-6;

    private static final double LEAST_SECONDS = 1e-3;
    private static final double LEAST_WATT_HOURS = 1e-6;

    /** So many more right answers, as a share of all, are worth ten times the cost, time or energy at equal weights. */
    private static final double LIKE_TEN_TIMES = 0.1;

    /**
     * The best of these, the first of them where none is better.
     *
     * @param courses at least one, the cheapest tier's first; what is not known of one of them is not held against any
     */
    static Course best(List<Course> courses, Weights weights) {
        List<Goal> known =
                GOALS.stream().filter(goal -> goal.isKnownOf(courses)).toList();
        if (known.stream().allMatch(goal -> goal.weight().applyAsDouble(weights) == 0)) {
            return courses.get(0);
        }
        Comparator<Course> better = Comparator.comparingDouble(course -> loss(course, known, weights));
        for (Goal goal : known) {
            // among equals none is taken that another one betters in anything
            better = better.thenComparingDouble(goal::loss);
        }
        return courses.stream().min(better).orElseThrow();
    }

    /** Each course by itself, so that none sets the scale for the others. */
    private static double loss(Course course, List<Goal> known, Weights weights) {
        double loss = 0;
        for (Goal goal : known) {
            loss += goal.weight().applyAsDouble(weights) * goal.loss(course);
        }
        return loss;
    }

    /**
     * Something that is better or worse.
     *
     * @param figure of a course; absent when it is not known
     * @param scale turns a figure into a loss: one more is as bad as ten times the cost
     */
    private record Goal(
            ToDoubleFunction<Weights> weight, Function<Course, @Nullable Double> figure, DoubleUnaryOperator scale) {

        boolean isKnownOf(List<Course> courses) {
            return courses.stream().allMatch(course -> figure.apply(course) != null);
        }

        double loss(Course course) {
            return scale.applyAsDouble(Objects.requireNonNull(figure.apply(course)));
        }
    }

    private static final List<Goal> GOALS = List.of(
            new Goal(Weights::quality, Course::right, right -> (1 - right) / LIKE_TEN_TIMES),
            new Goal(Weights::cost, Course::usd, usd -> Math.log10(usd + LEAST_USD)),
            new Goal(Weights::latency, Course::seconds, seconds -> Math.log10(seconds + LEAST_SECONDS)),
            new Goal(Weights::energy, Course::wattHours, energy -> Math.log10(energy + LEAST_WATT_HOURS)));

    /** The figures, as they are told in traces. */
    @Override
    public String toString() {
        return "from tier '%s' on: right %s, %s USD, %s s, %s Wh"
                .formatted(
                        start.name(),
                        figure(right, "%.3f"),
                        figure(usd, "%.6f"),
                        figure(seconds, "%.2f"),
                        figure(wattHours, "%.4f"));
    }

    private static String figure(@Nullable Double value, String format) {
        return value == null ? "unknown" : String.format(Locale.ROOT, format, value);
    }
}
