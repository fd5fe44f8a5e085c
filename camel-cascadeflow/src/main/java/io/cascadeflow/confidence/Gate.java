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
