package io.cascadeflow.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.model.TokenLogprob;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** OpenAI's Chat Completions. */
final class FakeOpenAi implements FakeDialect.Words {

    @Override
    public JsonNode whole(FakeModel model) {
        ObjectNode reply = reply(model, "chat.completion");
        ObjectNode choice = reply.putArray("choices").addObject().put("index", 0);
        choice.putObject("message").put("role", "assistant").put("content", model.text());
        choice.put("finish_reason", model.finish());
        tell(model.logprobs().tokens(), choice);
        reply.set("usage", usage(model));
        return reply;
    }

    @Override
    public List<String> events(FakeModel model, JsonNode request) {
        List<String> events = new ArrayList<>();
        events.add(chunk(model, object().put("role", "assistant").put("content", ""), null));
        if (model.logprobs().isPresent()) {
            model.logprobs().tokens().forEach(token -> events.add(chunk(model, token)));
        } else {
            FakeModel.tokens(model.text())
                    .forEach(token -> events.add(chunk(model, object().put("content", token), null)));
        }
        events.add(chunk(model, object(), model.finish()));
        if (request.path("stream_options").path("include_usage").asBoolean()) {
            ObjectNode last = reply(model, "chat.completion.chunk");
            last.putArray("choices");
            last.set("usage", usage(model));
            events.add("data: " + last + "\n\n");
        }
        events.add("data: [DONE]\n\n");
        return events;
    }

    @Override
    public int before() {
        return 1;
    }

    @Override
    public JsonNode error(String type, String code) {
        ObjectNode json = object();
        json.putObject("error")
                .put("message", "no")
                .put("type", type)
                .put("code", code)
                .putNull("param");
        return json;
    }

    private static String chunk(FakeModel model, TokenLogprob token) {
        return chunk(model, object().put("content", token.token()), null, List.of(token));
    }

    private static String chunk(FakeModel model, ObjectNode delta, @Nullable String finish) {
        return chunk(model, delta, finish, List.of());
    }

    private static String chunk(
            FakeModel model, ObjectNode delta, @Nullable String finish, List<TokenLogprob> logprobs) {
        ObjectNode chunk = reply(model, "chat.completion.chunk");
        ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
        choice.set("delta", delta);
        choice.put("finish_reason", finish);
        tell(logprobs, choice);
        return "data: " + chunk + "\n\n";
    }

    private static void tell(List<TokenLogprob> tokens, ObjectNode choice) {
        if (tokens.isEmpty()) {
            choice.putNull("logprobs");
            return;
        }
        ArrayNode content = choice.putObject("logprobs").putArray("content");
        for (TokenLogprob token : tokens) {
            ObjectNode told = content.addObject().put("token", token.token()).put("logprob", token.logprob());
            ArrayNode others = told.putArray("top_logprobs");
            token.alternatives()
                    .forEach(other ->
                            others.addObject().put("token", other.token()).put("logprob", other.logprob()));
        }
    }

    private static ObjectNode reply(FakeModel model, String object) {
        return object().put("id", "chatcmpl-1")
                .put("object", object)
                .put("created", 1_760_000_000)
                .put("model", model.name());
    }

    private static ObjectNode usage(FakeModel model) {
        return object().put("prompt_tokens", model.inputTokens())
                .put("completion_tokens", model.outputTokens())
                .put("total_tokens", model.inputTokens() + model.outputTokens());
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
