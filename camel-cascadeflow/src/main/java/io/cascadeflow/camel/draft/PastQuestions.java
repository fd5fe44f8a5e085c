package io.cascadeflow.camel.draft;

import io.cascadeflow.confidence.History;
import io.cascadeflow.confidence.MeasuredSignals;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** How the model did on the nearest questions of a recording. */
public record PastQuestions(History history) implements Measurement {

    @Override
    public CompletionStage<Findings> measure(Look look) {
        OptionalDouble right = history.right(look.draft().request().question());
        return CompletableFuture.completedFuture(
                right.isEmpty()
                        ? Findings.NONE
                        : Findings.of(Map.of(MeasuredSignals.HISTORY.name(), right.getAsDouble())));
    }
}
