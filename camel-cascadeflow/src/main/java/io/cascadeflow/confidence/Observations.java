package io.cascadeflow.confidence;

import java.util.HashMap;
import java.util.Map;

/** Collects the signals of one draft. Not thread-safe; one for each assessment. */
public final class Observations {

    private static final int TYPICAL = 64;

    private final Map<String, Double> values = new HashMap<>(TYPICAL);

    /** Notes what was observed; what is not finite could not be measured, and leaves the signal absent. */
    public void put(Signal signal, double value) {
        if (Double.isFinite(value)) {
            values.put(signal.name(), value);
        }
    }

    /** Adds what was measured elsewhere. A name of our own families is taken: what we observe ourselves goes before. */
    void putMeasured(Map<String, Double> measured) {
        measured.forEach(values::putIfAbsent);
    }

    /** What was noted so far, by name. */
    public Map<String, Double> toMap() {
        return Map.copyOf(values);
    }

    Map<String, Double> values() {
        return values;
    }
}
