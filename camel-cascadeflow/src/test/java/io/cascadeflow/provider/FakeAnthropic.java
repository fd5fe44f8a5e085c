package io.cascadeflow.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Anthropic's Messages. */
final class FakeAnthropic implements FakeDialect.Words {

    @Override
    public JsonNode whole(FakeModel model) {
        ObjectNode reply = message(model);
        reply.putArray("content").addObject().put("type", "text").put("text", model.text());
        reply.put("stop_reason", stopReason(model));
        reply.set("usage", usage(model.inputTokens(), model.outputTokens()));
        return reply;
    }

    @Override
    public List<String> events(FakeModel model, JsonNode request) {
        List<String> events = new ArrayList<>();
        ObjectNode start = message(model);
        start.putArray("content");
        start.putNull("stop_reason");
        start.set("usage", usage(model.inputTokens(), 1));
        events.add(event("message_start", "message", start));
        ObjectNode block = object().put("type", "text").put("text", "");
        events.add(event("content_block_start", "content_block", block));
        events.add(event("ping", object()));
        for (String token : FakeModel.tokens(model.text())) {
            ObjectNode delta = object().put("type", "text_delta").put("text", token);
            events.add(event("content_block_delta", "delta", delta));
        }
        events.add(event("content_block_stop", object().put("index", 0)));
        ObjectNode end = object();
        end.putObject("delta").put("stop_reason", stopReason(model)).putNull("stop_sequence");
        end.set("usage", usage(model.inputTokens(), model.outputTokens()));
        events.add(event("message_delta", end));
        events.add(event("message_stop", object()));
        return events;
    }

    @Override
    public int before() {
        return 3;
    }

    @Override
    public JsonNode error(String type, String code) {
        ObjectNode json = object().put("type", "error");
        json.putObject("error").put("type", type).put("message", "no");
        return json;
    }

    private static String stopReason(FakeModel model) {
        return switch (model.finish()) {
            case "stop" -> "end_turn";
            case "length" -> "max_tokens";
            case "content_filter" -> "refusal";
            default -> model.finish();
        };
    }

    private static String event(String type, String field, ObjectNode value) {
        ObjectNode fields = object().put("index", 0);
        fields.set(field, value);
        return event(type, fields);
    }

    private static String event(String type, ObjectNode fields) {
        ObjectNode data = object().put("type", type);
        data.setAll(fields);
        return "event: " + type + "\ndata: " + data + "\n\n";
    }

    private static ObjectNode message(FakeModel model) {
        return object().put("id", "msg_1")
                .put("type", "message")
                .put("role", "assistant")
                .put("model", model.name());
    }

    private static ObjectNode usage(int input, int output) {
        return object().put("input_tokens", input).put("output_tokens", output);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
