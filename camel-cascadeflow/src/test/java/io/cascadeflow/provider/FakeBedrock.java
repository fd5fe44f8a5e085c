package io.cascadeflow.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.provider.bedrock.EventStreams;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Bedrock's Converse, whose streams are binary: a character of an event stands for a byte. It names no model. */
final class FakeBedrock implements FakeDialect.Words {

    private static final Map<String, String> EXCEPTIONS = Map.of(
            "overloaded", "ServiceUnavailableException",
            "limit", "ThrottlingException",
            "insufficient_quota", "ServiceQuotaExceededException",
            "boom", "InternalServerException",
            "invalid_api_key", "UnrecognizedClientException");

    @Override
    public JsonNode whole(FakeModel model) {
        ObjectNode reply = object().put("stopReason", finish(model));
        ObjectNode message = reply.putObject("output").putObject("message").put("role", "assistant");
        message.putArray("content").addObject().put("text", model.text());
        reply.set("usage", usage(model));
        return reply;
    }

    @Override
    public List<String> events(FakeModel model, JsonNode request) {
        List<String> events = new ArrayList<>();
        events.add(event("messageStart", object().put("role", "assistant")));
        for (String token : FakeModel.tokens(model.text())) {
            ObjectNode delta = object().put("contentBlockIndex", 0);
            delta.putObject("delta").put("text", token);
            events.add(event("contentBlockDelta", delta));
        }
        events.add(event("contentBlockStop", object().put("contentBlockIndex", 0)));
        events.add(event("messageStop", object().put("stopReason", finish(model))));
        ObjectNode metadata = object();
        metadata.set("usage", usage(model));
        events.add(event("metadata", metadata));
        return events;
    }

    @Override
    public int before() {
        return 1;
    }

    @Override
    public JsonNode error(String type, String code) {
        return object().put("message", "no").put("__type", exception(code));
    }

    static String errorEvent(String code) {
        String name = exception(code);
        return characters(EventStreams.exception(
                Character.toLowerCase(name.charAt(0)) + name.substring(1),
                object().put("message", "no").toString()));
    }

    private static String exception(String code) {
        return EXCEPTIONS.getOrDefault(code, "ValidationException");
    }

    private static String event(String type, JsonNode json) {
        return characters(EventStreams.event(type, json.toString()));
    }

    private static String characters(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static ObjectNode usage(FakeModel model) {
        return object().put("inputTokens", model.inputTokens())
                .put("outputTokens", model.outputTokens())
                .put("totalTokens", model.inputTokens() + model.outputTokens());
    }

    private static String finish(FakeModel model) {
        return switch (model.finish()) {
            case "stop" -> "end_turn";
            case "length" -> "max_tokens";
            default -> "content_filtered";
        };
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
