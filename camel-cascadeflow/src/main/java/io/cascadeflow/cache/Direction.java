package io.cascadeflow.cache;

import java.util.Optional;

/** Where a vector points to: what a text means, to the model that made it. Immutable. */
final class Direction {

    private final float[] values;
    private final double squared;

    private Direction(float[] values, double squared) {
        this.values = values;
        this.squared = squared;
    }

    /** Empty when it points nowhere: of no length, or of values that are no numbers. */
    static Optional<Direction> of(float[] vector) {
        float[] values = vector.clone();
        double squared = product(values, values);
        return squared > 0 && squared < Double.POSITIVE_INFINITY
                ? Optional.of(new Direction(values, squared))
                : Optional.empty();
    }

    /** The cosine of the angle between both, −1 to 1; −1 as well when another model made the other one. */
    double cosine(Direction other) {
        return values.length != other.values.length
                ? -1
                : Math.max(-1, Math.min(1, product(values, other.values) / Math.sqrt(squared * other.squared)));
    }

    private static double product(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += (double) one[i] * other[i];
        }
        return sum;
    }

    /** What it takes in memory. */
    int bytes() {
        return values.length * Float.BYTES;
    }
}
