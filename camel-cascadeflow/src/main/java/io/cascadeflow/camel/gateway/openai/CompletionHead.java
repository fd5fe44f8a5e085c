package io.cascadeflow.camel.gateway.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.provider.WireJson;
import java.time.Instant;

/**
 * What a completion and each of its chunks begin with.
 *
 * @param id of the completion, unique
 * @param created when it was asked for
 * @param model as the client is told
 */
public record CompletionHead(String id, Instant created, String model) {

    ObjectNode of(String object) {
        return WireJson.object()
                .put("id", id)
                .put("object", object)
                .put("created", created.getEpochSecond())
                .put("model", model);
    }
}
