package io.cascadeflow.camel.gateway.openai.responses;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.camel.gateway.Fault;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.provider.WireJson;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What all states of one response have in common.
 *
 * @param created when it was asked for
 * @param model that answers; before anybody does, the one that was asked
 */
record ResponseHead(UUID id, Instant created, String model, Form form) {

    ResponseHead servedBy(String served) {
        return new ResponseHead(id, created, served, form);
    }

    /** The id of the item that stands at {@code index} of the output. */
    String item(String prefix, int index) {
        return "%s_%s%02d".formatted(prefix, hex(), index);
    }

    private String hex() {
        return id.toString().replace("-", "");
    }

    ObjectNode inProgress() {
        return of("in_progress", WireJson.array(), null);
    }

    /** @param usage absent when nobody knows it */
    ObjectNode ended(Ending ending, ArrayNode output, @Nullable TokenUsage usage) {
        ObjectNode json = of(ending.status(), output, usage);
        if (ending.why() != null) {
            json.putObject("incomplete_details").put("reason", ending.why());
        }
        if (ending == Ending.FAILED) {
            json.putObject("error").put("code", "server_error").put("message", "the provider failed while it answered");
        }
        return json;
    }

    /** Broken off after it began. */
    ObjectNode failed(Fault fault, ArrayNode output) {
        ObjectNode json = of("failed", output, null);
        String code = fault.kind() == Fault.Kind.RATE_LIMITED ? "rate_limit_exceeded" : "server_error";
        json.putObject("error").put("code", code).put("message", fault.message());
        return json;
    }

    private ObjectNode of(String status, ArrayNode output, @Nullable TokenUsage usage) {
        ObjectNode json = WireJson.object()
                .put("id", "resp_" + hex())
                .put("object", "response")
                .put("created_at", created.getEpochSecond())
                .put("status", status)
                .putNull("error")
                .putNull("incomplete_details")
                .put("model", model);
        json.set("output", output);
        json.set("usage", usage == null ? null : usage(usage));
        return json.setAll(form.echo());
    }

    private static ObjectNode usage(TokenUsage usage) {
        ObjectNode json = WireJson.object().put("input_tokens", usage.totalInput());
        json.putObject("input_tokens_details").put("cached_tokens", usage.cacheRead());
        json.put("output_tokens", usage.output());
        json.putObject("output_tokens_details").put("reasoning_tokens", usage.reasoning());
        return json.put("total_tokens", usage.totalInput() + usage.output());
    }
}
