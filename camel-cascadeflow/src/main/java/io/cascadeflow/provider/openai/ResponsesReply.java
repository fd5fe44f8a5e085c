package io.cascadeflow.provider.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ContentPart;
import io.cascadeflow.model.Ending;
import io.cascadeflow.model.FinishReason;
import io.cascadeflow.model.Role;
import io.cascadeflow.model.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the JSON of a response. Items of tools that ran at the provider, and items yet to be invented, are stepped over: they
 * are neither answer, nor thought, nor a call that we have to make.
 */
final class ResponsesReply {

    private final String id;
    private final List<ContentPart> parts = new ArrayList<>();
    private final List<ToolCall> calls = new ArrayList<>();
    private final ArrayNode logprobs = Json.MAPPER.createArrayNode();
    private boolean refused;

    private ResponsesReply(String id) {
        this.id = id;
    }

    /**
     * @param requested the model that was asked, for servers that do not say which one answered
     * @param costHeader what the preset's cost header says
     * @throws UnreadableReplyException when something needed is missing
     */
    static ChatReply read(JsonNode json, String requested, Optional<String> costHeader) {
        if (!json.path("output").isArray()) {
            throw new UnreadableReplyException("the response has no list of output items");
        }
        ResponsesReply reply = new ResponsesReply(Json.text(json, "id"));
        json.path("output").forEach(reply::item);
        String model = Json.text(json, "model");
        return new ChatReply(
                reply.id,
                model.isEmpty() ? requested : model,
                new ChatMessage(Role.ASSISTANT, reply.parts, reply.calls, null),
                Ending.of(reply.finishReason(json)),
                UsageDecoder.read(json),
                LogprobsDecoder.read(Json.object().set("content", reply.logprobs)),
                ReportedCost.read(json.path("usage"), costHeader));
    }

    private void item(JsonNode item) {
        switch (Json.text(item, "type")) {
            case "message" -> item.path("content").forEach(this::content);
            case "reasoning" -> parts.addAll(ReasoningItem.parts(item, calls.size()));
            case "function_call" -> call(item, arguments(item.path("arguments")));
            case "custom_tool_call" -> call(item, Json.text(item, "input"));
            default -> {
                // not ours to act on
            }
        }
    }

    private void content(JsonNode part) {
        boolean refusal = Json.text(part, "type").equals("refusal");
        String text = Json.text(part, refusal ? "refusal" : "text");
        refused |= refusal;
        if (!text.isEmpty()) {
            parts.add(new ContentPart.Text(text));
        }
        part.path("logprobs").forEach(logprobs::add);
    }

    private void call(JsonNode item, String arguments) {
        String callId = Json.text(item, "call_id");
        String name = Json.text(item, "name");
        calls.add(new ToolCall(
                callId.isBlank() ? ToolIds.madeUp(id, calls.size(), name, arguments) : callId, name, arguments));
    }

    /** Some servers give arguments as JSON and not as text. */
    static String arguments(JsonNode arguments) {
        String text = arguments.isTextual()
                ? arguments.asText()
                : arguments.isNull() || arguments.isMissingNode() ? "" : arguments.toString();
        return text.isBlank() ? "{}" : text;
    }

    private FinishReason finishReason(JsonNode json) {
        return switch (Json.text(json, "status")) {
            case "completed", "complete" ->
                refused ? FinishReason.REFUSAL : calls.isEmpty() ? FinishReason.STOP : FinishReason.TOOL_CALLS;
            case "incomplete" -> incomplete(Json.text(json.path("incomplete_details"), "reason"));
            // asked for in the background: its answer is still to be fetched
            case "queued", "in_progress" -> FinishReason.PAUSE;
            default -> FinishReason.UNKNOWN;
        };
    }

    private static FinishReason incomplete(String reason) {
        return switch (reason) {
            case "max_output_tokens" -> FinishReason.LENGTH;
            case "content_filter" -> FinishReason.CONTENT_FILTER;
            default -> FinishReason.UNKNOWN;
        };
    }
}
