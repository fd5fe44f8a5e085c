package io.cascadeflow.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** The own protocol of Text Generation Inference. It names no model. */
final class FakeTgi implements FakeDialect.Words {

    @Override
    public JsonNode whole(FakeModel model) {
        ObjectNode reply = object().put("generated_text", model.text());
        ObjectNode details = details(model);
        reply.set("details", details);
        ArrayNode prompt = details.putArray("prefill");
        for (int i = 0; i < model.inputTokens(); i++) {
            prompt.addObject().put("id", i).put("text", "x").putNull("logprob");
        }
        ArrayNode tokens = details.putArray("tokens");
        FakeModel.tokens(model.text()).forEach(token -> tokens.add(token(token)));
        return reply;
    }

    @Override
    public List<String> events(FakeModel model, JsonNode request) {
        List<String> events = new ArrayList<>();
        List<String> tokens = FakeModel.tokens(model.text());
        for (int i = 0; i < tokens.size(); i++) {
            ObjectNode event = object().put("index", i + 1);
            event.set("token", token(tokens.get(i)));
            if (i < tokens.size() - 1) {
                event.putNull("generated_text").putNull("details");
            } else {
                event.put("generated_text", model.text())
                        .set("details", details(model).put("input_length", model.inputTokens()));
            }
            events.add("data:" + event + "\n\n");
        }
        return events;
    }

    @Override
    public int before() {
        return 0;
    }

    @Override
    public JsonNode error(String type, String code) {
        return object().put("error", "no").put("error_type", code);
    }

    private static ObjectNode token(String text) {
        return object().put("id", 7).put("text", text).put("logprob", -0.25).put("special", false);
    }

    private static ObjectNode details(FakeModel model) {
        String reason = model.finish().equals("stop") ? "eos_token" : model.finish();
        return object().put("finish_reason", reason).put("generated_tokens", model.outputTokens());
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
