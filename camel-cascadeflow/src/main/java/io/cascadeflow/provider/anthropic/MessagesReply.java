package io.cascadeflow.provider.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ContentPart;
import io.cascadeflow.model.Ending;
import io.cascadeflow.model.FinishReason;
import io.cascadeflow.model.Logprobs;
import io.cascadeflow.model.Role;
import io.cascadeflow.model.ToolCall;
import io.cascadeflow.provider.WireJson;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON of a message that a model sent. Blocks of tools that ran at Anthropic, and blocks yet to be invented, are
 * stepped over: they are neither answer, nor thought, nor a call that we have to make.
 */
final class MessagesReply {

    private MessagesReply() {}

    /** @param model what was asked, for servers that don't say what they served */
    static ChatReply read(JsonNode json, String model) {
        return new ChatReply(
                json.path("id").asText(""),
                json.path("model").asText(model),
                message(json.path("content")),
                ending(json),
                UsageJson.read(json.path("usage")).orElse(null),
                Logprobs.ABSENT,
                null);
    }

    private static ChatMessage message(JsonNode content) {
        List<ContentPart> parts = new ArrayList<>();
        List<ToolCall> calls = new ArrayList<>();
        for (JsonNode block : content) {
            switch (block.path("type").asText("")) {
                case "text" -> parts.add(new ContentPart.Text(text(block, "text")));
                case "thinking" ->
                    parts.add(new ContentPart.Reasoning(text(block, "thinking"), signature(block), false));
                case "redacted_thinking" -> parts.add(new ContentPart.Reasoning(text(block, "data"), null, true));
                case "tool_use" -> calls.add(call(block, calls.size()));
                default -> {
                    // not ours to act on
                }
            }
        }
        return new ChatMessage(Role.ASSISTANT, parts, calls, null);
    }

    private static ToolCall call(JsonNode block, int index) {
        return new ToolCall(id(block, index), block.path("name").asText(""), arguments(block.path("input")));
    }

    static String id(JsonNode block, int index) {
        return block.path("id").asText("call_" + index);
    }

    static String arguments(JsonNode input) {
        String arguments = input.isTextual() ? input.textValue() : WireJson.text(input);
        return arguments.isEmpty() || input.isNull() ? "{}" : arguments;
    }

    static String text(JsonNode block, String field) {
        return block.path(field).isTextual() ? block.path(field).textValue() : "";
    }

    /** An empty seal is kept as one: such a thought goes back as it came. */
    private static @Nullable String signature(JsonNode block) {
        return block.path("signature").isTextual() ? block.path("signature").textValue() : null;
    }

    private static Ending ending(JsonNode json) {
        JsonNode stop = json.path("stop_sequence");
        return new Ending(
                finishReason(json.path("stop_reason").asText("")), stop.isTextual() ? stop.textValue() : null);
    }

    private static FinishReason finishReason(String stopReason) {
        return switch (stopReason) {
            case "end_turn", "stop_sequence" -> FinishReason.STOP;
            case "max_tokens" -> FinishReason.LENGTH;
            case "tool_use" -> FinishReason.TOOL_CALLS;
            case "pause_turn", "compaction" -> FinishReason.PAUSE;
            case "refusal" -> FinishReason.REFUSAL;
            case "model_context_window_exceeded" -> FinishReason.CONTEXT_WINDOW;
            default -> FinishReason.UNKNOWN;
        };
    }
}
