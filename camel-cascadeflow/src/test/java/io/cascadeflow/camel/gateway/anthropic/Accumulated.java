package io.cascadeflow.camel.gateway.anthropic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.model.ReplyEvent;
import io.cascadeflow.provider.WireJson;
import java.util.List;

/** Puts the events of a stream together as Anthropic's clients do. */
final class Accumulated {

    private final ArrayNode content = WireJson.array();
    private final StringBuilder input = new StringBuilder();

    private Accumulated() {}

    /** The content blocks that a client has at the end. */
    static ArrayNode of(List<ReplyEvent> events) {
        MessageEvents message = new MessageEvents("msg_7", "m");
        Accumulated client = new Accumulated();
        events.forEach(event -> message.of(event).forEach(client::take));
        message.end(null).forEach(client::take);
        return client.content;
    }

    /** The content blocks of events as they came over the wire. */
    static ArrayNode ofWire(List<ObjectNode> events) {
        Accumulated client = new Accumulated();
        events.forEach(client::take);
        return client.content;
    }

    private void take(ObjectNode event) {
        switch (event.path("type").asText()) {
            case "content_block_start" -> {
                if (event.path("index").asInt() != content.size()) {
                    throw new AssertionError("block out of order: " + event);
                }
                content.add(event.get("content_block"));
            }
            case "content_block_delta" -> grow(open(event), event.path("delta"));
            case "content_block_stop" -> stop(open(event));
            default -> {
                // not about blocks
            }
        }
    }

    private ObjectNode open(JsonNode event) {
        if (event.path("index").asInt() != content.size() - 1) {
            throw new AssertionError("not the open block: " + event);
        }
        return (ObjectNode) content.get(content.size() - 1);
    }

    private void grow(ObjectNode block, JsonNode delta) {
        switch (delta.path("type").asText()) {
            case "text_delta" -> append(block, "text", delta);
            case "thinking_delta" -> append(block, "thinking", delta);
            case "signature_delta" -> block.set("signature", delta.get("signature"));
            case "input_json_delta" -> input.append(delta.path("partial_json").asText());
            default -> throw new AssertionError("unknown delta: " + delta);
        }
    }

    private static void append(ObjectNode block, String field, JsonNode delta) {
        block.put(field, block.path(field).asText() + delta.path(field).asText());
    }

    private void stop(ObjectNode block) {
        if (input.length() == 0) {
            return;
        }
        try {
            block.set("input", WireJson.parse(input.toString()));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
        input.setLength(0);
    }
}
