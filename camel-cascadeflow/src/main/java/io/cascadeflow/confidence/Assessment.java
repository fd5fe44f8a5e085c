package io.cascadeflow.confidence;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a gate found out about a draft.
 *
 * @param defects hard faults: an answer with one is never accepted
 * @param confidence probability, 0 to 1, that the draft is acceptable; absent when nothing could be measured, and 0 when
 *     there is a defect
 * @param signals what was observed, by name; a signal that could not be observed is absent, not zero
 * @param objection why the gate states no confidence although it looked; absent when there is nothing to say
 * @param gate which profile it judged by; absent when it has none
 */
public record Assessment(
        List<Defect> defects,
        @Nullable Double confidence,
        Map<String, Double> signals,
        @Nullable String objection,
        @Nullable GateVersion gate) {

    /** Nothing was measured. */
    public static final Assessment NONE = new Assessment(List.of(), null, Map.of());

    public Assessment {
        defects = List.copyOf(defects);
        confidence = defects.isEmpty() ? confidence : Double.valueOf(0);
        signals = Collections.unmodifiableMap(new TreeMap<>(signals));
        if (confidence != null && !(confidence >= 0 && confidence <= 1)) {
            throw new IllegalArgumentException("confidence is %s; it is a probability, 0 to 1".formatted(confidence));
        }
    }

    public Assessment(List<Defect> defects, @Nullable Double confidence, Map<String, Double> signals) {
        this(defects, confidence, signals, null, null);
    }

    public Assessment(
            List<Defect> defects,
            @Nullable Double confidence,
            Map<String, Double> signals,
            @Nullable String objection) {
        this(defects, confidence, signals, objection, null);
    }

    /** The same with further defects. */
    Assessment with(List<Defect> further) {
        return new Assessment(
                Stream.concat(defects.stream(), further.stream()).toList(), confidence, signals, objection, gate);
    }

    /** A confidence that was measured elsewhere, without signals. */
    public static Assessment of(double confidence) {
        return new Assessment(List.of(), confidence, Map.of());
    }
}
