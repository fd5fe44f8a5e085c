package io.cascadeflow.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Google's {@code generateContent}. */
final class FakeGemini implements FakeDialect.Words {

    @Override
    public JsonNode whole(FakeModel model) {
        return chunk(model, model.text(), reason(model), model.outputTokens());
    }

    @Override
    public List<String> events(FakeModel model, JsonNode request) {
        List<String> events = new ArrayList<>();
        int count = 0;
        for (String token : FakeModel.tokens(model.text())) {
            count++;
            events.add("data: " + chunk(model, token, "", count) + "\n\n");
        }
        events.add("data: " + chunk(model, "", reason(model), model.outputTokens()) + "\n\n");
        return events;
    }

    @Override
    public int before() {
        return 0;
    }

    @Override
    public JsonNode error(String type, String code) {
        ObjectNode json = object();
        json.putObject("error").put("message", "no").put("status", code);
        return json;
    }

    private static String reason(FakeModel model) {
        return switch (model.finish()) {
            case "stop" -> "STOP";
            case "length" -> "MAX_TOKENS";
            case "content_filter" -> "SAFETY";
            default -> model.finish();
        };
    }

    private static ObjectNode chunk(FakeModel model, String text, String reason, int tokens) {
        ObjectNode chunk = object();
        ObjectNode candidate = chunk.putArray("candidates").addObject().put("index", 0);
        candidate
                .putObject("content")
                .put("role", "model")
                .putArray("parts")
                .addObject()
                .put("text", text);
        if (!reason.isEmpty()) {
            candidate.put("finishReason", reason);
        }
        chunk.putObject("usageMetadata")
                .put("promptTokenCount", model.inputTokens())
                .put("candidatesTokenCount", tokens)
                .put("totalTokenCount", model.inputTokens() + tokens);
        return chunk.put("modelVersion", model.name()).put("responseId", "r1");
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
