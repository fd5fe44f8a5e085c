package io.cascadeflow.camel.gateway;

import io.cascadeflow.camel.gateway.keys.Caller;
import io.cascadeflow.provider.WireJson;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Says that this process runs. */
final class HealthDoor implements Door {

    @Override
    public CompletionStage<Void> open(Visit visit, Caller caller) {
        visit.answer(WireJson.object().put("status", "up"));
        return CompletableFuture.completedFuture(null);
    }
}
