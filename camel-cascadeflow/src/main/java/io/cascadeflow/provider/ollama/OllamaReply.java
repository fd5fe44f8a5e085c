package io.cascadeflow.provider.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ContentPart;
import io.cascadeflow.model.FinishReason;
import io.cascadeflow.model.Role;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.model.ToolCall;
import io.cascadeflow.provider.WireJson;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the JSON of a finished {@code /api/chat} reply. */
final class OllamaReply {

    private OllamaReply() {}

    /** @param model what was asked, for servers that don't say what they served */
    static ChatReply read(JsonNode json, String model) {
        ChatMessage message = message(json.path("message"));
        return new ChatReply(
                "",
                json.path("model").asText(model),
                message,
                finishReason(json.path("done_reason").asText(""), message),
                usage(json),
                OllamaLogprobs.read(json.path("logprobs")),
                null);
    }

    private static ChatMessage message(JsonNode json) {
        List<ContentPart> parts = new ArrayList<>();
        String thinking = json.path("thinking").asText("");
        String content = json.path("content").isTextual() ? json.path("content").textValue() : "";
        if (!thinking.isEmpty()) {
            parts.add(new ContentPart.Reasoning(thinking, null, false));
            parts.add(new ContentPart.Text(content));
        } else {
            parts.addAll(ThinkTag.split(content));
        }
        List<ToolCall> calls = new ArrayList<>();
        json.path("tool_calls").forEach(call -> calls.add(call(call, calls.size())));
        return new ChatMessage(Role.ASSISTANT, parts, calls, null);
    }

    static ToolCall call(JsonNode json, int index) {
        JsonNode function = json.path("function");
        JsonNode arguments = function.path("arguments");
        String text = arguments.isTextual() ? arguments.textValue() : WireJson.text(arguments);
        String id = json.path("id").asText("");
        return new ToolCall(
                id.isEmpty() ? "call_" + index : id,
                function.path("name").asText(""),
                text.isEmpty() || arguments.isNull() ? "{}" : text);
    }

    private static FinishReason finishReason(String reason, ChatMessage message) {
        return switch (reason) {
            case "stop" -> message.toolCalls().isEmpty() ? FinishReason.STOP : FinishReason.TOOL_CALLS;
            case "tool_calls" -> FinishReason.TOOL_CALLS;
            case "length" -> FinishReason.LENGTH;
            default -> FinishReason.UNKNOWN;
        };
    }

    /** Absent when a count is missing: Ollama leaves the prompt's out when it was cached, and that is not zero. */
    static @Nullable TokenUsage usage(JsonNode json) {
        JsonNode prompt = json.path("prompt_eval_count");
        JsonNode output = json.path("eval_count");
        return prompt.isNumber() && output.isNumber()
                ? TokenUsage.of(Math.max(0, prompt.asLong()), Math.max(0, output.asLong()))
                : null;
    }
}
