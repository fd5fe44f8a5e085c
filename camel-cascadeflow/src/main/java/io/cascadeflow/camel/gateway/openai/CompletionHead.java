package io.cascadeflow.camel.gateway.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.provider.WireJson;
import java.time.Instant;

/**
 * What a completion and each of its chunks begin with.
 *
 * @param id of the completion, unique
 * @param created when it was asked for
 * @param model that answers; before anybody does, the one that was asked
 */
public record CompletionHead(String id, Instant created, String model) {

    CompletionHead servedBy(String served) {
        return new CompletionHead(id, created, served);
    }

    ObjectNode of(String object) {
        return WireJson.object()
                .put("id", id)
                .put("object", object)
                .put("created", created.getEpochSecond())
                .put("model", model);
    }
}
