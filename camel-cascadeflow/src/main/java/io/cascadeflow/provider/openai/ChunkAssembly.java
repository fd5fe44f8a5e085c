package io.cascadeflow.provider.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ReplyEvent;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.provider.ErrorBody;
import io.cascadeflow.provider.stream.Assembly;
import io.cascadeflow.provider.stream.Frame;
import io.cascadeflow.provider.stream.StreamSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Chunks of a chat completion as one completion. It ends with {@code [DONE]}; a server that leaves that out has at least to
 * give a reason for stopping. Of several choices the first that comes is the reply.
 */
final class ChunkAssembly implements Assembly {

    private static final String DONE = "[DONE]";
    private static final int UNKNOWN = Integer.MIN_VALUE;

    private final StreamSource source;
    private final Function<JsonNode, ChatReply> decoder;
    private final Consumer<ReplyEvent> out;
    private final StreamedMessage message;
    private final StreamedLogprobs logprobs = new StreamedLogprobs();
    private final ObjectNode whole = Json.object();
    private final ObjectNode choice = Json.object();
    private int index = UNKNOWN;
    private boolean begun;
    private boolean done;

    /**
     * @param decoder reads the JSON of a reply in one piece
     * @param out takes the events
     */
    ChunkAssembly(
            StreamSource source,
            Preset.Reading reading,
            Function<JsonNode, ChatReply> decoder,
            Consumer<ReplyEvent> out) {
        this.source = source;
        this.decoder = decoder;
        this.out = out;
        this.message = new StreamedMessage(reading.thinkTags(), out);
    }

    @Override
    public void take(Frame frame) {
        String data = frame.data().strip();
        if (data.equals(DONE)) {
            done = true;
        } else if (!data.isEmpty()) {
            JsonNode chunk = chunk(data);
            reported(frame, chunk).ifPresent(error -> {
                throw source.reported(error);
            });
            take(chunk);
        }
    }

    private JsonNode chunk(String data) {
        try {
            JsonNode chunk = Json.MAPPER.readTree(data);
            if (chunk.isObject()) {
                return chunk;
            }
            throw source.unreadable("an event is not a JSON object", null);
        } catch (JsonProcessingException e) {
            throw source.unreadable("an event is not JSON", e);
        }
    }

    private static Optional<ErrorBody> reported(Frame frame, JsonNode chunk) {
        Optional<ErrorBody> error = ErrorReader.inSuccess(chunk);
        return error.isEmpty() && frame.type().equals("error") ? Optional.of(ErrorReader.read(chunk)) : error;
    }

    private void take(JsonNode chunk) {
        keepFirst(chunk, "id");
        keepFirst(chunk, "model");
        keepObject(whole, chunk, "usage");
        keepObject(whole, chunk, "x_groq");
        for (JsonNode part : chunk.path("choices")) {
            int place = part.path("index").asInt(0);
            index = index == UNKNOWN ? place : index;
            if (place == index) {
                choice(part);
            }
        }
    }

    private void keepFirst(JsonNode chunk, String field) {
        if (Json.text(whole, field).isEmpty() && !Json.text(chunk, field).isEmpty()) {
            whole.put(field, Json.text(chunk, field));
        }
    }

    /** An account replaces the one before; a chunk without one takes nothing away. */
    private static void keepObject(ObjectNode target, JsonNode chunk, String field) {
        if (chunk.path(field) instanceof ObjectNode object && !(field.equals("x_groq") && !object.has("usage"))) {
            target.set(field, object);
        }
    }

    private void choice(JsonNode part) {
        begin();
        keepText(part, "finish_reason");
        keepText(part, "native_finish_reason");
        // one server gives the account with the choice
        keepObject(whole, part, "usage");
        JsonNode delta = Json.has(part, "delta") ? part.path("delta") : part.path("message");
        message.add(delta, logprobs.add(part.path("logprobs"), Json.text(delta, "content")));
    }

    private void begin() {
        if (!begun) {
            begun = true;
            String model = Json.text(whole, "model");
            out.accept(new ReplyEvent.Start(
                    Json.text(whole, "id"), model.isEmpty() ? source.call().model() : model));
        }
    }

    private void keepText(JsonNode part, String field) {
        if (part.path(field).isTextual() && !part.path(field).asText().isBlank()) {
            choice.set(field, part.path(field));
        }
    }

    @Override
    public boolean isFinished() {
        return choice.has("finish_reason");
    }

    @Override
    public boolean isComplete() {
        return done;
    }

    @Override
    public boolean mayEnd() {
        return done || isFinished();
    }

    @Override
    public ChatReply reply() {
        ObjectNode reply = whole.deepCopy();
        var choices = reply.putArray("choices");
        if (begun) {
            ObjectNode only = choices.addObject();
            only.setAll(choice);
            only.set("message", message.json());
            only.set("logprobs", logprobs.json());
        }
        return decoder.apply(reply);
    }

    @Override
    public void flush(ChatReply reply) {
        message.flush(reply);
    }

    @Override
    public @Nullable TokenUsage account() {
        return UsageDecoder.read(whole);
    }
}
