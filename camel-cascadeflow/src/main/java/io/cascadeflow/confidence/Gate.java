package io.cascadeflow.confidence;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Judges drafts. A pure function: same draft, same assessment. Thread-safe. */
@FunctionalInterface
public interface Gate {

    /** Measures nothing: no defects, no confidence. */
    Gate NONE = draft -> Assessment.NONE;

    Assessment assess(Draft draft);

    /**
     * Judges a draft that is still growing. A gate that cannot tell waits for the rest.
     *
     * @param begun the draft so far
     * @param looked how many characters it had when this was asked last; 0 the first time
     * @param threshold that the finished draft has to reach, 0 to 1
     */
    default Early early(Draft begun, int looked, double threshold) {
        return Early.CONTINUE;
    }

    /** How many answers of the model to the same question it looks at, 1 or more: the draft and further samples. */
    default int samples() {
        return 1;
    }

    /**
     * How signals and confidence were distributed where it was fitted: nine cut points by the signal's name, and for
     * {@code confidence}. Empty when that is not known.
     */
    default Map<String, List<Double>> reference() {
        return Map.of();
    }

    /** The regret that is certified for a threshold, above 0; absent without a certificate. */
    default @Nullable Double certifiedRegret(double threshold) {
        return null;
    }
}
