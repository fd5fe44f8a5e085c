package io.cascadeflow.camel.gateway;

import io.cascadeflow.camel.config.GatewayLimits;
import io.cascadeflow.camel.gateway.anthropic.TokenCount;
import io.cascadeflow.camel.gateway.keys.Caller;
import java.util.concurrent.CompletionStage;

/** Says how many tokens a question has, without asking anybody. */
final class CountDoor implements Door {

    private final GatewayLimits limits;

    CountDoor(GatewayLimits limits) {
        this.limits = limits;
    }

    @Override
    public CompletionStage<Void> open(Visit visit, Caller caller) {
        return visit.json(limits).thenAccept(body -> visit.answer(TokenCount.of(body)));
    }
}
