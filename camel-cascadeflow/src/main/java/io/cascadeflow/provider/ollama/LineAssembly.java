package io.cascadeflow.provider.ollama;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ReplyEvent;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.provider.WireJson;
import io.cascadeflow.provider.stream.Assembly;
import io.cascadeflow.provider.stream.Frame;
import io.cascadeflow.provider.stream.StreamSource;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The lines of a chat stream as one reply; the line that is marked done ends it and has the counts. */
final class LineAssembly implements Assembly {

    private final StreamSource source;
    private final Function<JsonNode, ChatReply> decoder;
    private final Consumer<ReplyEvent> out;
    private final StreamedMessage message;
    private final ArrayNode logprobs = WireJson.array();
    private final ObjectNode whole = WireJson.object();
    private boolean begun;

    /**
     * @param decoder reads the JSON of a reply in one piece
     * @param out takes the events
     */
    LineAssembly(StreamSource source, Function<JsonNode, ChatReply> decoder, Consumer<ReplyEvent> out) {
        this.source = source;
        this.decoder = decoder;
        this.out = out;
        this.message = new StreamedMessage(out);
    }

    @Override
    public void take(Frame frame) {
        JsonNode line = line(frame.data());
        if (line.hasNonNull("error")) {
            throw source.reported(OllamaProtocol.errorBody(line.path("error")));
        }
        line.properties().forEach(field -> keep(field.getKey(), field.getValue()));
        begin();
        line.path("logprobs").forEach(logprobs::add);
        if (line.path("message").isObject()) {
            message.add(line.path("message"), OllamaLogprobs.read(line.path("logprobs")));
        }
    }

    private JsonNode line(String data) {
        try {
            JsonNode line = WireJson.parse(data);
            if (line.isObject()) {
                return line;
            }
            throw source.unreadable("a line is not a JSON object", null);
        } catch (JsonProcessingException e) {
            throw source.unreadable("a line is not JSON", e);
        }
    }

    private void keep(String field, JsonNode value) {
        if (!field.equals("message") && !field.equals("logprobs")) {
            whole.set(field, value);
        }
    }

    private void begin() {
        if (!begun) {
            begun = true;
            out.accept(new ReplyEvent.Start(
                    "", whole.path("model").asText(source.call().model())));
        }
    }

    @Override
    public boolean isFinished() {
        return isComplete();
    }

    @Override
    public boolean isComplete() {
        return whole.path("done").asBoolean();
    }

    @Override
    public boolean mayEnd() {
        return isComplete();
    }

    @Override
    public ChatReply reply() {
        ObjectNode reply = whole.deepCopy();
        message.json().ifPresent(json -> reply.set("message", json));
        reply.set("logprobs", logprobs);
        return decoder.apply(reply);
    }

    @Override
    public void flush(ChatReply reply) {
        message.flush();
    }

    @Override
    public @Nullable TokenUsage account() {
        return OllamaReply.usage(whole);
    }
}
