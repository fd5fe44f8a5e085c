package io.cascadeflow.provider.tgi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.Logprobs;
import io.cascadeflow.model.ReplyEvent;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.provider.WireJson;
import io.cascadeflow.provider.stream.Assembly;
import io.cascadeflow.provider.stream.Frame;
import io.cascadeflow.provider.stream.StreamSource;
import io.cascadeflow.provider.stream.TextEvents;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The tokens of a stream as one reply. The last one comes with all of the text and the reason to stop. */
final class TgiAssembly implements Assembly {

    private final StreamSource source;
    private final Function<JsonNode, ChatReply> decoder;
    private final Consumer<ReplyEvent> out;
    private final TextEvents text;
    private final ObjectNode whole = WireJson.object();
    private final ArrayNode tokens = WireJson.array();
    private final ArrayNode others = WireJson.array();
    private boolean begun;

    /**
     * @param decoder reads the JSON of a reply in one piece
     * @param out takes the events
     */
    TgiAssembly(StreamSource source, Function<JsonNode, ChatReply> decoder, Consumer<ReplyEvent> out) {
        this.source = source;
        this.decoder = decoder;
        this.out = out;
        this.text = new TextEvents(out);
    }

    @Override
    public void take(Frame frame) {
        if (frame.data().isBlank()) {
            return;
        }
        JsonNode event = event(frame.data());
        if (TgiReply.isError(event)) {
            throw source.reported(TgiReply.error(event));
        }
        begin();
        if (event.path("token").isObject()) {
            add(event.path("token"), event.path("top_tokens"));
        }
        if (event.path("generated_text").isTextual()) {
            whole.set("generated_text", event.path("generated_text"));
            whole.set("details", event.path("details").isObject() ? event.path("details") : WireJson.object());
        }
    }

    private JsonNode event(String data) {
        try {
            JsonNode event = WireJson.parse(data);
            if (event.isObject()) {
                return event;
            }
            throw source.unreadable("an event is not a JSON object", null);
        } catch (JsonProcessingException e) {
            throw source.unreadable("an event is not JSON", e);
        }
    }

    private void begin() {
        if (!begun) {
            begun = true;
            out.accept(new ReplyEvent.Start("", source.call().model()));
        }
    }

    private void add(JsonNode token, JsonNode alternatives) {
        tokens.add(token);
        others.add(alternatives.isArray() ? alternatives : WireJson.array());
        if (!token.path("special").asBoolean()) {
            text.logprobs(Logprobs.of(
                    TgiReply.token(token, alternatives).map(List::of).orElse(List.of())));
            text.text(token.path("text").asText(""));
        }
    }

    @Override
    public boolean isFinished() {
        return whole.has("generated_text");
    }

    @Override
    public boolean isComplete() {
        return isFinished();
    }

    @Override
    public boolean mayEnd() {
        return isFinished();
    }

    @Override
    public ChatReply reply() {
        ObjectNode reply = whole.deepCopy();
        reply.withObject("/details").set("tokens", tokens);
        reply.withObject("/details").set("top_tokens", others);
        return decoder.apply(reply);
    }

    @Override
    public void flush(ChatReply reply) {
        text.flush();
    }

    @Override
    public @Nullable TokenUsage account() {
        return TgiReply.usage(whole.path("details"), null);
    }
}
