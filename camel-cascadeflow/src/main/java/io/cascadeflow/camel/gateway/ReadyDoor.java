package io.cascadeflow.camel.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.camel.gateway.keys.Caller;
import io.cascadeflow.provider.WireJson;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Says whether questions should be sent here now: 503 while it stops, without its ledger, or when no provider answers. */
final class ReadyDoor implements Door {

    private static final int READY = 200;
    private static final int NOT_READY = 503;

    private final Drain drain;
    private final Supplier<CompletionStage<Boolean>> ledger;
    private final Supplier<Map<String, Boolean>> providers;

    /**
     * @param ledger whether calls can be accounted for
     * @param providers by what is asked, whether it answers, as far as questions have shown; what was never asked is not in it
     */
    ReadyDoor(Drain drain, Supplier<CompletionStage<Boolean>> ledger, Supplier<Map<String, Boolean>> providers) {
        this.drain = drain;
        this.ledger = ledger;
        this.providers = providers;
    }

    @Override
    public CompletionStage<Void> open(Visit visit, Caller caller) {
        return ledger.get().exceptionally(unreachable -> false).thenAccept(accounts -> answer(visit, accounts));
    }

    private void answer(Visit visit, boolean accounts) {
        Map<String, Boolean> asked = providers.get();
        boolean answers = asked.isEmpty() || asked.containsValue(true);
        boolean stops = drain.isClosed();
        boolean ready = accounts && answers && !stops;
        ObjectNode json = WireJson.object().put("status", ready ? "ready" : "not ready");
        json.put("stopping", stops).put("ledger", accounts ? "up" : "down");
        ObjectNode each = json.putObject("providers");
        asked.forEach((name, up) -> each.put(name, up ? "up" : "down"));
        visit.answer(ready ? READY : NOT_READY, json);
    }
}
