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
}
