package io.cascadeflow.provider.anthropic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.cascadeflow.model.ReplyEvent;
import io.cascadeflow.provider.WireJson;
import io.cascadeflow.provider.stream.Pieces;
import java.util.function.Consumer;

/** One call of a streamed message. */
final class StreamedToolUse {

    private final int place;
    private final JsonNode begun;
    private final Consumer<ReplyEvent> out;
    private final StringBuilder json = new StringBuilder();
    private final Pieces pieces = new Pieces();
    private boolean hasInput;
    private boolean stopped;
    private int told;

    /**
     * @param place which call of the message, from 0
     * @param begun the block as it began: its input is empty where the rest brings it
     */
    StreamedToolUse(int place, JsonNode begun, Consumer<ReplyEvent> out) {
        this.place = place;
        this.begun = begun;
        this.out = out;
        out.accept(new ReplyEvent.ToolCallStart(
                place, MessagesReply.id(begun, place), begun.path("name").asText("")));
    }

    void add(String piece) {
        json.append(piece);
        hasInput = hasInput || !piece.isBlank();
        if (hasInput) {
            tell(pieces.add(json.substring(told)));
            told = json.length();
        }
    }

    private void tell(String fragment) {
        if (!fragment.isEmpty()) {
            out.accept(new ReplyEvent.ToolCallArguments(place, fragment));
        }
    }

    /** A call of a tool without parameters has no pieces. May be told more than once. */
    void stop() {
        if (!stopped) {
            stopped = true;
            tell(hasInput ? pieces.rest() : MessagesReply.arguments(begun.path("input")));
        }
    }

    /** As text when it is not JSON: so what the model wrote is kept. */
    JsonNode input() {
        if (!hasInput) {
            return begun.path("input");
        }
        try {
            return WireJson.parse(json.toString());
        } catch (JsonProcessingException e) {
            return TextNode.valueOf(json.toString());
        }
    }
}
