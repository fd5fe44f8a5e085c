package io.cascadeflow.camel.gateway.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.camel.OpenAiShape;
import io.cascadeflow.camel.gateway.Api;
import io.cascadeflow.camel.gateway.Asked;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ReplyEvent;
import io.cascadeflow.provider.WireJson;
import java.time.Clock;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/chat/completions}. */
public final class ChatCompletionsApi implements Api {

    private final Clock clock;

    public ChatCompletionsApi(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Asked read(JsonNode body) {
        ObjectNode fields = body instanceof ObjectNode object ? object.deepCopy() : WireJson.object();
        boolean streamed = fields.path("stream").asBoolean();
        boolean withUsage = fields.at("/stream_options/include_usage").asBoolean();
        fields.remove("stream");
        fields.remove("stream_options");
        String model = fields.path("model").asText();
        if (model.isBlank()) {
            throw new IllegalArgumentException("model is missing");
        }
        return new Asked(model, OpenAiShape.read(fields), streamed, withUsage);
    }

    private CompletionHead head(String model) {
        return new CompletionHead("chatcmpl-" + UUID.randomUUID(), clock.instant(), model);
    }

    @Override
    public JsonNode answer(String model, ChatReply reply) {
        return ChatCompletion.of(head(model), reply);
    }

    @Override
    public Stream stream(Asked asked) {
        ChatChunks chunks = new ChatChunks(head(asked.model()), asked.withUsage());
        return new Stream() {
            @Override
            public String of(ReplyEvent event) {
                return chunks.of(event).stream().map(ChatCompletionsApi::event).collect(Collectors.joining());
            }

            @Override
            public String end() {
                JsonNode last = chunks.last();
                return (last == null ? "" : event(last)) + "data: [DONE]\n\n";
            }

            @Override
            public String error(int status, String message) {
                return event(ChatCompletionsApi.this.error(status, message, null));
            }

            @Override
            public String waiting() {
                return ": waiting\n\n";
            }
        };
    }

    private static String event(JsonNode json) {
        return "data: " + json + "\n\n";
    }

    @Override
    public JsonNode error(int status, String message, @Nullable String parameter) {
        ObjectNode json = WireJson.object();
        json.putObject("error")
                .put("message", message)
                .put("type", status < 500 ? "invalid_request_error" : "server_error")
                .put("param", parameter)
                .putNull("code");
        return json;
    }
}
