package io.cascadeflow.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Ollama's {@code /api/chat}. */
final class FakeOllama implements FakeDialect.Words {

    @Override
    public JsonNode whole(FakeModel model) {
        return done(model, model.text());
    }

    @Override
    public List<String> events(FakeModel model, JsonNode request) {
        List<String> events = new ArrayList<>();
        for (String token : FakeModel.tokens(model.text())) {
            events.add(message(model, token).put("done", false) + "\n");
        }
        events.add(done(model, "") + "\n");
        return events;
    }

    @Override
    public int before() {
        return 0;
    }

    @Override
    public JsonNode error(String type, String code) {
        return object().put("error", "no");
    }

    private static ObjectNode done(FakeModel model, String text) {
        return message(model, text)
                .put("done", true)
                .put("done_reason", model.finish())
                .put("prompt_eval_count", model.inputTokens())
                .put("eval_count", model.outputTokens());
    }

    private static ObjectNode message(FakeModel model, String text) {
        ObjectNode json = object().put("model", model.name()).put("created_at", "2026-11-23T12:00:00.123456789Z");
        json.putObject("message").put("role", "assistant").put("content", text);
        return json;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
