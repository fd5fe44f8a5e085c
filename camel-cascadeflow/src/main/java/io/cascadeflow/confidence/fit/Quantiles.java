package io.cascadeflow.confidence.fit;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Values at equal steps through a sample. */
public final class Quantiles {

    private Quantiles() {}

    /**
     * From the lowest to the highest, with as many steps between them.
     *
     * @param sorted rising; at least one
     * @param steps 1 or more
     */
    public static List<Double> of(double[] sorted, int steps) {
        return IntStream.rangeClosed(0, steps)
                .mapToObj(step -> at(sorted, step / (double) steps))
                .toList();
    }

    /** The places of values from the lowest to the highest; equal ones stay in their order. */
    static int[] rising(double[] values) {
        return IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> values[i]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static double at(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
