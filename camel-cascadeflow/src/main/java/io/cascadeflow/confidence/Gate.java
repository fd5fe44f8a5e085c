package io.cascadeflow.confidence;

/** Judges drafts. A pure function: same draft, same assessment. Thread-safe. */
@FunctionalInterface
public interface Gate {

    /** Measures nothing: no defects, no confidence. */
    Gate NONE = draft -> Assessment.NONE;

    Assessment assess(Draft draft);

    /** How many answers of the model to the same question it looks at, 1 or more: the draft and further samples. */
    default int samples() {
        return 1;
    }
}
