package io.cascadeflow.camel.gateway;

import io.cascadeflow.camel.gateway.Fault.Kind;
import io.cascadeflow.camel.gateway.keys.Caller;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Shows the metrics in Prometheus' text form, where the Camel context has such a registry. */
final class MetricsDoor implements Door {

    private final GatewayMetrics metrics;
    private final Executor threads;

    /** @param threads may wait: some metrics ask the ledger's database */
    MetricsDoor(GatewayMetrics metrics, Executor threads) {
        this.metrics = metrics;
        this.threads = threads;
    }

    @Override
    public CompletionStage<Void> open(Visit visit, Caller caller) {
        return CompletableFuture.runAsync(() -> show(visit), threads);
    }

    private void show(Visit visit) {
        String text = metrics.text()
                .orElseThrow(() -> new FaultException(
                        Kind.UNKNOWN_PATH,
                        "there are no metrics: bind a PrometheusMeterRegistry in the registry of the Camel context"));
        visit.answer(200, "text/plain; version=0.0.4; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }
}
