package io.cascadeflow.camel.gateway;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.camel.gateway.keys.Caller;
import io.cascadeflow.provider.WireJson;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Tells clients whom they may ask: all of them, or whether there is one. In Anthropic's form where the client speaks that. */
final class ModelsDoor implements Door {

    static final String PATH = "/v1/models";

    private final ServedModels models;
    private final Instant since;

    /** @param since when this gateway began to serve them */
    ModelsDoor(ServedModels models, Instant since) {
        this.models = models;
        this.since = since;
    }

    @Override
    public CompletionStage<Void> open(Visit visit, Caller caller) {
        String path = visit.client().path();
        boolean anthropic = visit.client().header("anthropic-version") != null;
        int at = path.indexOf("/models/");
        visit.answer(
                at < 0 ? all(caller, anthropic) : one(path.substring(at + "/models/".length()), caller, anthropic));
        return CompletableFuture.completedFuture(null);
    }

    private ObjectNode all(Caller caller, boolean anthropic) {
        List<String> names = models.get().names().stream()
                .filter(name -> isFor(caller, name))
                .toList();
        ObjectNode json = WireJson.object();
        if (!anthropic) {
            json.put("object", "list");
        }
        ArrayNode data = json.putArray("data");
        names.forEach(name -> data.add(anthropic ? anthropic(name) : openAi(name)));
        if (anthropic) {
            json.put("has_more", false)
                    .put("first_id", names.isEmpty() ? null : names.get(0))
                    .put("last_id", names.isEmpty() ? null : names.get(names.size() - 1));
        }
        return json;
    }

    /** Clients write the name's slashes as they are, or escaped. */
    private ObjectNode one(String written, Caller caller, boolean anthropic) {
        String name = written.replace("%2F", "/")
                .replace("%2f", "/")
                .replace("%3A", ":")
                .replace("%3a", ":");
        if (!models.get().knows(name) || !isFor(caller, name)) {
            throw new FaultException(Models.unknown());
        }
        return anthropic ? anthropic(name) : openAi(name);
    }

    private boolean isFor(Caller caller, String name) {
        return caller.mayAsk(name)
                || models.get()
                        .find(name, null)
                        .filter(target -> caller.mayAsk(target.name()))
                        .isPresent();
    }

    private ObjectNode openAi(String name) {
        return WireJson.object()
                .put("id", name)
                .put("object", "model")
                .put("created", since.getEpochSecond())
                .put("owned_by", "cascadeflow");
    }

    private ObjectNode anthropic(String name) {
        return WireJson.object()
                .put("type", "model")
                .put("id", name)
                .put("display_name", name)
                .put("created_at", Instant.ofEpochSecond(since.getEpochSecond()).toString());
    }
}
