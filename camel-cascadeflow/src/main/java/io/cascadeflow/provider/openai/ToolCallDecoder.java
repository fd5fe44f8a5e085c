package io.cascadeflow.provider.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.cascadeflow.model.ToolCall;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the calls that a message asks for: functions, custom tools, and the single call of the protocol's first form. */
final class ToolCallDecoder {

    private ToolCallDecoder() {}

    /** @param replyId goes into the ids that are made up for calls without one */
    static List<ToolCall> read(JsonNode message, String replyId) {
        List<ToolCall> calls = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (JsonNode call : list(message.path("tool_calls"))) {
            JsonNode function = Json.has(call, "custom") ? call.path("custom") : call.path("function");
            ToolCall read = call(id(call, taken), function, replyId, calls.size());
            taken.add(read.id());
            calls.add(read);
        }
        if (calls.isEmpty() && Json.has(message, "function_call")) {
            calls.add(call("", message.path("function_call"), replyId, 0));
        }
        return calls;
    }

    private static JsonNode list(JsonNode calls) {
        if (!calls.isArray() && !calls.isNull() && !calls.isMissingNode()) {
            throw new UnreadableReplyException("the message's tool_calls is not a list");
        }
        return calls;
    }

    private static ToolCall call(String id, JsonNode function, String replyId, int place) {
        String name = Json.text(function, "name");
        if (name.isBlank()) {
            throw new UnreadableReplyException("a tool call has no name");
        }
        String arguments = arguments(Json.has(function, "input") ? function.path("input") : function.path("arguments"));
        return new ToolCall(id.isEmpty() ? ToolIds.madeUp(replyId, place, name, arguments) : id, name, arguments);
    }

    /** Empty for none: also for "null" in words, and for an id that another call of the same message has. */
    private static String id(JsonNode call, Set<String> taken) {
        String id = Json.text(call, "id").strip();
        return taken.contains(id) || id.equals("null") ? "" : id;
    }

    /** A tool without parameters is called with nothing, null, an empty text or an empty object. */
    private static String arguments(JsonNode arguments) {
        if (arguments.isTextual()) {
            return arguments.asText().isBlank() ? "{}" : arguments.asText();
        }
        return arguments.isNull() || arguments.isMissingNode() ? "{}" : arguments.toString();
    }
}
