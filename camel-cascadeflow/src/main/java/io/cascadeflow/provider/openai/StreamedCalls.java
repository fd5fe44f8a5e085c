package io.cascadeflow.provider.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.model.ReplyEvent;
import io.cascadeflow.model.ToolCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The calls of a streamed message. Fragments belong to the call of their index; without one to that of their id; without
 * either to the last. Servers that give all calls the same index are told by another id, or by another call's beginning.
 */
final class StreamedCalls {

    private final Consumer<ReplyEvent> out;
    private final List<StreamedCall> calls = new ArrayList<>();
    private final Map<Integer, StreamedCall> byIndex = new HashMap<>();
    private final Map<String, StreamedCall> byId = new HashMap<>();
    private @Nullable StreamedCall functionCall;

    StreamedCalls(Consumer<ReplyEvent> out) {
        this.out = out;
    }

    void add(JsonNode delta) {
        JsonNode fragments = delta.path("tool_calls");
        if (!fragments.isArray() && !fragments.isNull() && !fragments.isMissingNode()) {
            throw new UnreadableReplyException("the message's tool_calls is not a list");
        }
        for (JsonNode json : fragments) {
            CallFragment fragment = CallFragment.of(json);
            call(fragment, fragments.size() > 1).add(fragment);
        }
        if (Json.has(delta, "function_call")) {
            functionCall = functionCall == null ? new StreamedCall(0, false, out) : functionCall;
            functionCall.add(CallFragment.ofFunction(delta.path("function_call")));
        }
    }

    private StreamedCall call(CallFragment fragment, boolean amongOthers) {
        StreamedCall call = known(fragment);
        if (call == null || call.isOver(fragment, amongOthers)) {
            // an id that another call has already is nobody's
            call = new StreamedCall(calls.size(), !byId.containsKey(fragment.id()), out);
            calls.add(call);
        }
        if (fragment.index() != null) {
            byIndex.put(fragment.index(), call);
        }
        if (!fragment.id().isEmpty()) {
            byId.put(fragment.id(), call);
        }
        return call;
    }

    private @Nullable StreamedCall known(CallFragment fragment) {
        if (fragment.index() != null) {
            return byIndex.get(fragment.index());
        }
        if (!fragment.id().isEmpty()) {
            return byId.get(fragment.id());
        }
        return calls.isEmpty() ? null : calls.get(calls.size() - 1);
    }

    /** @param whole the calls as they were read in the end */
    void flush(List<ToolCall> whole) {
        if (calls.isEmpty() && functionCall != null) {
            functionCall.flush(whole.get(0));
        }
        calls.forEach(call -> call.flush(whole.get(call.place())));
    }

    void write(ObjectNode message) {
        if (!calls.isEmpty()) {
            ArrayNode json = message.putArray("tool_calls");
            calls.forEach(call -> json.add(call.json()));
        } else if (functionCall != null) {
            message.set("function_call", functionCall.json().path("function"));
        }
    }
}
