package io.cascadeflow.provider.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ContentPart;
import io.cascadeflow.model.FinishReason;
import io.cascadeflow.model.Logprobs;
import io.cascadeflow.model.Role;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.model.ToolCall;
import io.cascadeflow.provider.WireJson;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON of a Converse reply, which has neither an id nor a model's name. Tools that ran at Amazon, and blocks yet to
 * be invented, are stepped over: they are neither answer, nor thought, nor a call that we have to make.
 */
final class ConverseReply {

    private ConverseReply() {}

    static ChatReply read(JsonNode json, String model) {
        List<ContentPart> parts = new ArrayList<>();
        List<ToolCall> calls = new ArrayList<>();
        json.at("/output/message/content").forEach(block -> block(block, parts, calls));
        return new ChatReply(
                "",
                model,
                new ChatMessage(Role.ASSISTANT, parts, calls, null),
                finishReason(json.path("stopReason").asText("")),
                usage(json.path("usage")),
                Logprobs.ABSENT,
                null);
    }

    private static void block(JsonNode block, List<ContentPart> parts, List<ToolCall> calls) {
        JsonNode reasoning = block.path("reasoningContent");
        if (block.path("text").isTextual()) {
            parts.add(new ContentPart.Text(block.path("text").asText()));
        } else if (isCall(block.path("toolUse"))) {
            calls.add(call(block.path("toolUse"), calls.size()));
        } else if (reasoning.path("redactedContent").isTextual()) {
            parts.add(
                    new ContentPart.Reasoning(reasoning.path("redactedContent").asText(), null, true));
        } else if (reasoning.path("reasoningText").isObject()) {
            JsonNode thought = reasoning.path("reasoningText");
            parts.add(new ContentPart.Reasoning(
                    thought.path("text").asText(""), thought.path("signature").asText(null), false));
        }
    }

    /** One with a type of its own ran at Amazon. */
    static boolean isCall(JsonNode use) {
        return use.isObject() && !use.path("type").asText("").startsWith("server");
    }

    private static ToolCall call(JsonNode use, int place) {
        JsonNode input = use.path("input");
        String arguments = input.isTextual() ? input.asText() : WireJson.text(input);
        return new ToolCall(
                id(use, place), use.path("name").asText(""), arguments.isBlank() || input.isNull() ? "{}" : arguments);
    }

    static String id(JsonNode use, int place) {
        String id = use.path("toolUseId").asText("");
        return id.isEmpty() ? "call_" + place : id;
    }

    private static FinishReason finishReason(String reason) {
        return switch (reason) {
            case "end_turn", "stop_sequence" -> FinishReason.STOP;
            case "tool_use" -> FinishReason.TOOL_CALLS;
            case "max_tokens" -> FinishReason.LENGTH;
            case "guardrail_intervened", "content_filtered" -> FinishReason.CONTENT_FILTER;
            case "model_context_window_exceeded" -> FinishReason.CONTEXT_WINDOW;
            case "malformed_model_output", "malformed_tool_use" -> FinishReason.ERROR;
            default -> FinishReason.UNKNOWN;
        };
    }

    /** Input is what no cache was involved in. Absent when a count is missing: unknown is not zero. */
    static @Nullable TokenUsage usage(JsonNode usage) {
        if (!usage.path("inputTokens").isNumber() || !usage.path("outputTokens").isNumber()) {
            return null;
        }
        return new TokenUsage(
                count(usage, "inputTokens"),
                count(usage, "cacheReadInputTokens"),
                count(usage, "cacheWriteInputTokens"),
                0,
                count(usage, "outputTokens"),
                0,
                false);
    }

    private static long count(JsonNode usage, String field) {
        return Math.max(0, usage.path(field).asLong());
    }
}
