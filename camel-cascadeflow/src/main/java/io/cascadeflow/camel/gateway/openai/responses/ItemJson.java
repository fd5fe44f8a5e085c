package io.cascadeflow.camel.gateway.openai.responses;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.camel.gateway.openai.CompletionJson;
import io.cascadeflow.model.ContentPart.Reasoning;
import io.cascadeflow.model.Logprobs;
import io.cascadeflow.model.ToolCall;
import io.cascadeflow.provider.WireJson;
import java.util.List;

/** The items of an answer and their parts. */
final class ItemJson {

    private ItemJson() {}

    static ObjectNode message(String id, String status, ArrayNode content) {
        ObjectNode item = WireJson.object()
                .put("id", id)
                .put("type", "message")
                .put("status", status)
                .put("role", "assistant");
        item.set("content", content);
        return item;
    }

    static ObjectNode text(String text, Logprobs logprobs) {
        ObjectNode part = WireJson.object().put("type", "output_text").put("text", text);
        part.putArray("annotations");
        part.set("logprobs", CompletionJson.tokens(logprobs));
        return part;
    }

    static ObjectNode refusal(String text) {
        return WireJson.object().put("type", "refusal").put("refusal", text);
    }

    static ObjectNode call(String id, String status, ToolCall call) {
        return WireJson.object()
                .put("id", id)
                .put("type", "function_call")
                .put("status", status)
                .put("call_id", call.id())
                .put("name", call.name())
                .put("arguments", call.arguments());
    }

    /** @param thoughts those that cannot be read are in the seal alone, if the client wants it */
    static ObjectNode reasoning(String id, Form form, List<Reasoning> thoughts) {
        ObjectNode item = WireJson.object().put("id", id).put("type", "reasoning");
        ArrayNode summary = item.putArray("summary");
        ArrayNode texts = form.asSummary() ? summary : item.putArray("content");
        thoughts.stream()
                .filter(thought -> !thought.redacted())
                .forEach(thought -> texts.add(thought(form, thought.text())));
        if (form.withSeal()) {
            Thoughts.sealed(thoughts).ifPresent(seal -> item.put("encrypted_content", seal));
        }
        return item;
    }

    static ObjectNode thought(Form form, String text) {
        return WireJson.object()
                .put("type", form.asSummary() ? "summary_text" : "reasoning_text")
                .put("text", text);
    }
}
