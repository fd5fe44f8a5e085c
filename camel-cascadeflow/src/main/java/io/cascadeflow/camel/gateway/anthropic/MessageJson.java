package io.cascadeflow.camel.gateway.anthropic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ContentPart;
import io.cascadeflow.model.Ending;
import io.cascadeflow.model.FinishReason;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.model.ToolCall;
import io.cascadeflow.provider.WireJson;
import org.jspecify.annotations.Nullable;

/** A whole answer as {@code POST /v1/messages} gives it. */
public final class MessageJson {

    private MessageJson() {}

    /**
     * The answer's message.
     *
     * @param id of the message, unique
     * @param model as the client is told
     */
    public static ObjectNode of(String id, String model, ChatReply reply) {
        ObjectNode json = begun(id, model);
        ArrayNode content = (ArrayNode) json.get("content");
        reply.message().content().forEach(part -> addPart(part, content));
        reply.message().toolCalls().forEach(call -> content.add(toolUse(call)));
        addEnding(reply.ending(), json);
        json.set("usage", usage(reply.usage()));
        return json;
    }

    /** A message of which nothing has been said yet. */
    static ObjectNode begun(String id, String model) {
        ObjectNode json = WireJson.object()
                .put("id", id)
                .put("type", "message")
                .put("role", "assistant")
                .put("model", model);
        json.putArray("content");
        return json.putNull("stop_reason").putNull("stop_sequence");
    }

    private static void addPart(ContentPart part, ArrayNode content) {
        if (part instanceof ContentPart.Text text && !text.text().isEmpty()) {
            content.addObject().put("type", "text").put("text", text.text());
        } else if (part instanceof ContentPart.Reasoning thought && thought.redacted()) {
            content.addObject().put("type", "redacted_thinking").put("data", thought.text());
        } else if (part instanceof ContentPart.Reasoning thought) {
            content.addObject()
                    .put("type", "thinking")
                    .put("thinking", thought.text())
                    .put("signature", thought.signature() == null ? "" : thought.signature());
        }
    }

    private static ObjectNode toolUse(ToolCall call) {
        ObjectNode json =
                WireJson.object().put("type", "tool_use").put("id", call.id()).put("name", call.name());
        json.set("input", input(call));
        return json;
    }

    /** Calls come whole and valid out of a cascade; an answer that was given in spite of that keeps its text. */
    private static JsonNode input(ToolCall call) {
        try {
            JsonNode input = WireJson.parse(call.arguments().isBlank() ? "{}" : call.arguments());
            return input.isObject() ? input : WireJson.object().put("arguments", call.arguments());
        } catch (JsonProcessingException invalid) {
            return WireJson.object().put("arguments", call.arguments());
        }
    }

    static void addEnding(Ending ending, ObjectNode json) {
        json.put("stop_reason", stopReason(ending)).put("stop_sequence", ending.stopSequence());
    }

    private static String stopReason(Ending ending) {
        boolean atSequence = ending.reason() == FinishReason.STOP && ending.stopSequence() != null;
        return atSequence ? "stop_sequence" : stopReason(ending.reason());
    }

    /** What Anthropic knows; what else made a model stop is told by the nearest of it. */
    private static String stopReason(FinishReason reason) {
        return switch (reason) {
            case LENGTH -> "max_tokens";
            case CONTEXT_WINDOW -> "model_context_window_exceeded";
            case TOOL_CALLS -> "tool_use";
            case CONTENT_FILTER, REFUSAL -> "refusal";
            case PAUSE -> "pause_turn";
            case STOP, ERROR, UNKNOWN -> "end_turn";
        };
    }

    /** Zero where nobody knows: the clients need the fields. */
    static ObjectNode usage(@Nullable TokenUsage usage) {
        TokenUsage known = usage == null ? TokenUsage.of(0, 0) : usage;
        ObjectNode json = WireJson.object()
                .put("input_tokens", known.input())
                .put("cache_creation_input_tokens", known.cacheWrite() + known.cacheWriteLong())
                .put("cache_read_input_tokens", known.cacheRead())
                .put("output_tokens", known.output());
        if (known.cacheWriteLong() > 0) {
            json.putObject("cache_creation")
                    .put("ephemeral_5m_input_tokens", known.cacheWrite())
                    .put("ephemeral_1h_input_tokens", known.cacheWriteLong());
        }
        if (known.reasoning() > 0) {
            json.putObject("output_tokens_details").put("thinking_tokens", known.reasoning());
        }
        return json;
    }
}
