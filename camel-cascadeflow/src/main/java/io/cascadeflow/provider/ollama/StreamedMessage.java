package io.cascadeflow.provider.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.model.Logprobs;
import io.cascadeflow.model.ReplyEvent;
import io.cascadeflow.model.ToolCall;
import io.cascadeflow.provider.WireJson;
import io.cascadeflow.provider.stream.TextEvents;
import io.cascadeflow.provider.stream.ThinkSplitter;
import java.util.Optional;
import java.util.function.Consumer;

/** The message that the lines of a stream make together. Calls come whole. */
final class StreamedMessage {

    private final Consumer<ReplyEvent> out;
    private final TextEvents text;
    private final ThinkSplitter tags;
    private final StringBuilder content = new StringBuilder();
    private final StringBuilder thinking = new StringBuilder();
    private final ArrayNode calls = WireJson.array();
    private boolean begun;

    StreamedMessage(Consumer<ReplyEvent> out) {
        this.out = out;
        this.text = new TextEvents(out);
        this.tags = new ThinkSplitter(text);
    }

    /** @param logprobs of the tokens of this piece */
    void add(JsonNode piece, Logprobs logprobs) {
        begun = true;
        thinking(piece.path("thinking").asText(""));
        if (piece.path("content").isTextual()) {
            content(piece.path("content").textValue(), logprobs);
        }
        piece.path("tool_calls").forEach(this::call);
    }

    private void thinking(String piece) {
        thinking.append(piece);
        text.reasoning(piece);
    }

    /** Tags mean nothing where the server tells thoughts apart itself. */
    private void content(String piece, Logprobs logprobs) {
        if (piece.isEmpty()) {
            return;
        }
        content.append(piece);
        text.logprobs(logprobs);
        if (thinking.isEmpty()) {
            tags.add(piece);
        } else {
            tags.end();
            text.text(piece);
        }
    }

    private void call(JsonNode json) {
        int index = calls.size();
        calls.add(json);
        ToolCall call = OllamaReply.call(json, index);
        out.accept(new ReplyEvent.ToolCallStart(index, call.id(), call.name()));
        out.accept(new ReplyEvent.ToolCallArguments(index, call.arguments()));
    }

    void flush() {
        tags.end();
        text.flush();
    }

    /** Empty when no line had one. */
    Optional<ObjectNode> json() {
        if (!begun) {
            return Optional.empty();
        }
        ObjectNode json = WireJson.object().put("role", "assistant").put("content", content.toString());
        json.put("thinking", thinking.toString());
        if (!calls.isEmpty()) {
            json.set("tool_calls", calls);
        }
        return Optional.of(json);
    }
}
