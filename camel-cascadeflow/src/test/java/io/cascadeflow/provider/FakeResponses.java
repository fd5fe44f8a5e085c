package io.cascadeflow.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** OpenAI's Responses. */
final class FakeResponses implements FakeDialect.Words {

    @Override
    public JsonNode whole(FakeModel model) {
        ObjectNode reply = reply(model, isCut(model) ? "incomplete" : "completed");
        reply.putArray("output").add(message(model.text()));
        return reply;
    }

    @Override
    public List<String> events(FakeModel model, JsonNode request) {
        List<String> events = new ArrayList<>();
        events.add(
                event("response.created", object().set("response", bare(model).put("status", "in_progress"))));
        ObjectNode added = object().put("output_index", 0);
        added.set("item", message(""));
        events.add(event("response.output_item.added", added));
        for (String token : FakeModel.tokens(model.text())) {
            events.add(event(
                    "response.output_text.delta",
                    object().put("output_index", 0).put("content_index", 0).put("delta", token)));
        }
        ObjectNode done = object().put("output_index", 0);
        done.set("item", message(model.text()));
        events.add(event("response.output_item.done", done));
        events.add(event(
                isCut(model) ? "response.incomplete" : "response.completed", object().set("response", whole(model))));
        return events;
    }

    @Override
    public int before() {
        return 2;
    }

    @Override
    public JsonNode error(String type, String code) {
        return new FakeOpenAi().error(type, code);
    }

    private static boolean isCut(FakeModel model) {
        return !model.finish().equals("stop");
    }

    private static ObjectNode reply(FakeModel model, String status) {
        ObjectNode reply = bare(model).put("status", status);
        if (isCut(model)) {
            reply.putObject("incomplete_details")
                    .put("reason", model.finish().equals("length") ? "max_output_tokens" : model.finish());
        }
        reply.putObject("usage")
                .put("input_tokens", model.inputTokens())
                .put("output_tokens", model.outputTokens())
                .put("total_tokens", model.inputTokens() + model.outputTokens());
        return reply;
    }

    private static ObjectNode bare(FakeModel model) {
        return object().put("id", "resp_1").put("object", "response").put("model", model.name());
    }

    private static ObjectNode message(String text) {
        ObjectNode message = object().put("id", "msg_1")
                .put("type", "message")
                .put("role", "assistant")
                .put("status", "completed");
        message.putArray("content").addObject().put("type", "output_text").put("text", text);
        return message;
    }

    private static String event(String type, JsonNode fields) {
        ObjectNode data = object().put("type", type);
        data.setAll((ObjectNode) fields);
        return "event: " + type + "\ndata: " + data + "\n\n";
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
