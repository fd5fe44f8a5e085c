package io.cascadeflow.replay;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Intervals of figures by drawing questions anew, with replacement. The same questions give the same intervals.
 */
public final class Bootstrap {

    private static final int DRAWS = 400;
    private static final double OUTSIDE = 0.025;
    private static final long SEED = 95;

    private Bootstrap() {}

    /** Intervals of {@link Figures}, by name; none for a figure that most draws lack. */
    public static Map<String, Interval> intervals(List<Replayed> questions) {
        Map<String, List<Double>> drawn = new LinkedHashMap<>();
        SplittableRandom random = new SplittableRandom(SEED);
        for (int draw = 0; draw < DRAWS; draw++) {
            List<Replayed> sample = new ArrayList<>(questions.size());
            for (int i = 0; i < questions.size(); i++) {
                sample.add(questions.get(random.nextInt(questions.size())));
            }
            Figures.of(Evaluation.of(sample)).forEach((name, value) -> {
                if (value != null) {
                    drawn.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
                }
            });
        }
        Map<String, Interval> intervals = new LinkedHashMap<>();
        drawn.forEach((name, values) -> {
            @Nullable Interval interval = interval(values);
            if (interval != null) {
                intervals.put(name, interval);
            }
        });
        return intervals;
    }

    private static @Nullable Interval interval(List<Double> values) {
        if (values.size() < DRAWS / 2) {
            return null;
        }
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int cut = (int) Math.round(OUTSIDE * sorted.length);
        return new Interval(sorted[cut], sorted[sorted.length - 1 - cut]);
    }

    /** Of a mean of at least one value. */
    public static Interval ofMean(double[] values) {
        SplittableRandom random = new SplittableRandom(SEED);
        double[] means = new double[DRAWS];
        for (int draw = 0; draw < DRAWS; draw++) {
            double sum = 0;
            for (int i = 0; i < values.length; i++) {
                sum += values[random.nextInt(values.length)];
            }
            means[draw] = sum / values.length;
        }
        Arrays.sort(means);
        int cut = (int) Math.round(OUTSIDE * DRAWS);
        return new Interval(means[cut], means[DRAWS - 1 - cut]);
    }

    /**
     * Of the mean of {@code b} less that of {@code a}, two samples that have nothing in common. Groups are drawn as a whole: values
     * of one group, such as the questions of one user, are more alike than those of two.
     *
     * @param a the values of each group; at least one group, each with at least one value
     * @param b likewise
     */
    public static Interval ofDifference(List<double[]> a, List<double[]> b) {
        if (a.isEmpty() || b.isEmpty()) {
            throw new IllegalArgumentException("there is no difference from nothing: both sides need a value");
        }
        SplittableRandom random = new SplittableRandom(SEED);
        double[] differences = new double[DRAWS];
        for (int draw = 0; draw < DRAWS; draw++) {
            differences[draw] = drawnMean(b, random) - drawnMean(a, random);
        }
        Arrays.sort(differences);
        int cut = (int) Math.round(OUTSIDE * DRAWS);
        return new Interval(differences[cut], differences[DRAWS - 1 - cut]);
    }

    private static double drawnMean(List<double[]> groups, SplittableRandom random) {
        double sum = 0;
        int values = 0;
        for (int i = 0; i < groups.size(); i++) {
            double[] group = groups.get(random.nextInt(groups.size()));
            for (double value : group) {
                sum += value;
            }
            values += group.length;
        }
        return sum / values;
    }
}
