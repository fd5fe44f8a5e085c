package io.cascadeflow.camel.draft;

import io.cascadeflow.model.ModelId;
import io.cascadeflow.provider.Pause;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that an endpoint measures of its drafts, at once. What fails, or is not there by the call's deadline, leaves its signals
 * absent and a warning. Thread-safe; no thread waits.
 */
public final class Measurements {

    private static final Logger LOG = LoggerFactory.getLogger(Measurements.class);

    /** Calls of ours end by the deadline themselves, and then tell what they cost. */
    private static final Duration GRACE = Duration.ofMillis(500);

    private final ModelId model;
    private final Map<String, Measurement> all;
    private final Pause pause;
    private final Clock clock;

    /** @param all by a name for warnings */
    public Measurements(ModelId model, Map<String, Measurement> all, Pause pause, Clock clock) {
        this.model = model;
        this.all = new LinkedHashMap<>(all);
        this.pause = pause;
        this.clock = clock;
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }

    /** Never fails. */
    public CompletionStage<Findings> of(Look look) {
        CompletionStage<Findings> together = CompletableFuture.completedFuture(Findings.NONE);
        for (Map.Entry<String, Measurement> one : all.entrySet()) {
            together = together.thenCombine(measured(one.getKey(), one.getValue(), look), Findings::plus);
        }
        return together;
    }

    private CompletionStage<Findings> measured(String name, Measurement measurement, Look look) {
        CompletableFuture<Findings> inTime = new CompletableFuture<>();
        start(measurement, look).whenComplete((findings, failure) -> {
            if (failure == null) {
                inTime.complete(findings);
            } else {
                absent(name, cause(failure).getClass().getSimpleName(), inTime);
            }
        });
        if (!inTime.isDone()) {
            watch(name, look, inTime);
        }
        return inTime;
    }

    private static CompletionStage<Findings> start(Measurement measurement, Look look) {
        try {
            return measurement.measure(look);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void watch(String name, Look look, CompletableFuture<Findings> inTime) {
        Duration left = Duration.between(clock.instant(), look.call().deadline());
        CompletableFuture<Void> deadline = pause.of((left.isNegative() ? Duration.ZERO : left).plus(GRACE));
        deadline.thenRun(() -> absent(name, "it took longer than the call's deadline", inTime));
        inTime.whenComplete((findings, failure) -> deadline.cancel(false));
    }

    /** Without the failure's message, which may hold the answer. */
    private void absent(String name, String why, CompletableFuture<Findings> inTime) {
        if (inTime.complete(Findings.NONE)) {
            LOG.warn("{} could not be measured of an answer of {}: {}", name, model, why);
        }
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
