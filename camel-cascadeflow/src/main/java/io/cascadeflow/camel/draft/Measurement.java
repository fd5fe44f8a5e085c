package io.cascadeflow.camel.draft;

import java.util.concurrent.CompletionStage;

/** Measures something of a draft that takes more than a look at its text. Thread-safe; returns at once. */
@FunctionalInterface
public interface Measurement {

    /** What was found; may fail, which leaves its signals absent. */
    CompletionStage<Findings> measure(Look look);
}
