package io.cascadeflow.provider.gemini;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ReplyEvent;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.model.ToolCall;
import io.cascadeflow.provider.WireJson;
import io.cascadeflow.provider.stream.Assembly;
import io.cascadeflow.provider.stream.Frame;
import io.cascadeflow.provider.stream.StreamSource;
import io.cascadeflow.provider.stream.TextEvents;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The chunks of a stream as one reply. There is no terminal message: a body that ends properly after a reason to stop, or after
 * the prompt was found to be blocked, is whole. Each account of the usage replaces the one before.
 */
final class GenerateAssembly implements Assembly {

    private final StreamSource source;
    private final Function<JsonNode, ChatReply> decoder;
    private final Consumer<ReplyEvent> out;
    private final TextEvents text;
    private final ObjectNode whole = WireJson.object();
    private final ObjectNode candidate = WireJson.object();
    private final ArrayNode parts = WireJson.array();
    private boolean begun;
    private boolean answered;
    private int calls;

    /**
     * @param decoder reads the JSON of a reply in one piece
     * @param out takes the events
     */
    GenerateAssembly(StreamSource source, Function<JsonNode, ChatReply> decoder, Consumer<ReplyEvent> out) {
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
        JsonNode chunk = chunk(frame.data());
        if (GeminiErrors.isError(chunk)) {
            throw source.reported(GeminiErrors.read(chunk));
        }
        chunk.properties().forEach(field -> {
            boolean isOnce =
                    field.getKey().equals("responseId") || field.getKey().equals("modelVersion");
            if (!field.getKey().equals("candidates") && !(isOnce && whole.has(field.getKey()))) {
                whole.set(field.getKey(), field.getValue());
            }
        });
        JsonNode first = chunk.path("candidates").path(0);
        if (first.isObject()) {
            answered = true;
            begin();
            add(first);
        }
    }

    private JsonNode chunk(String data) {
        try {
            JsonNode chunk = WireJson.parse(data);
            if (chunk.isObject() || GeminiErrors.isError(chunk)) {
                return chunk;
            }
            throw source.unreadable("an event is not a JSON object", null);
        } catch (JsonProcessingException e) {
            throw source.unreadable("an event is not JSON", e);
        }
    }

    private void begin() {
        if (!begun) {
            begun = true;
            out.accept(new ReplyEvent.Start(
                    whole.path("responseId").asText(""),
                    whole.path("modelVersion").asText(source.call().model())));
        }
    }

    private void add(JsonNode piece) {
        piece.properties().stream()
                .filter(field ->
                        !field.getKey().equals("content") && !field.getKey().equals("logprobsResult"))
                .filter(field -> !field.getValue().isNull())
                .forEach(field -> candidate.set(field.getKey(), field.getValue()));
        JsonNode logprobs = piece.path("logprobsResult");
        for (String list : new String[] {"chosenCandidates", "topCandidates"}) {
            logprobs.path(list)
                    .forEach(token -> candidate
                            .withObject("/logprobsResult")
                            .withArray(list)
                            .add(token));
        }
        text.logprobs(GenerateReply.logprobs(logprobs));
        for (JsonNode part : piece.path("content").path("parts")) {
            tell(part);
            PartsJson.add(part, parts);
        }
    }

    private void tell(JsonNode part) {
        String words = part.path("text").asText("");
        String signature = part.path("thoughtSignature").asText("");
        if (part.path("functionCall").isObject()) {
            ToolCall call = GenerateReply.call(
                    part.path("functionCall"), whole.path("responseId").asText(""), calls);
            seal(signature, calls);
            out.accept(new ReplyEvent.ToolCallStart(calls, call.id(), call.name()));
            out.accept(new ReplyEvent.ToolCallArguments(calls, call.arguments()));
            calls++;
        } else if (part.path("thought").asBoolean()) {
            text.reasoning(words);
            seal(signature, null);
        } else if (part.path("text").isTextual()) {
            text.text(words);
            seal(signature, null);
        }
    }

    private void seal(String signature, @Nullable Integer call) {
        String seal = signature.isEmpty()
                ? null
                : new ThoughtSeal(signature, call).part("").signature();
        if (seal != null) {
            out.accept(new ReplyEvent.ReasoningSignature(seal));
        }
    }

    @Override
    public boolean isFinished() {
        return candidate.path("finishReason").isTextual();
    }

    /** Never before the body ends. */
    @Override
    public boolean isComplete() {
        return false;
    }

    @Override
    public boolean mayEnd() {
        return isFinished() || (!answered && GeminiErrors.isBlocked(whole));
    }

    @Override
    public ChatReply reply() {
        ObjectNode reply = whole.deepCopy();
        if (answered) {
            ObjectNode only = candidate.deepCopy();
            only.putObject("content").set("parts", parts);
            reply.putArray("candidates").add(only);
        }
        return decoder.apply(reply);
    }

    @Override
    public void flush(ChatReply reply) {
        text.flush();
    }

    @Override
    public @Nullable TokenUsage account() {
        return GenerateReply.usage(whole.path("usageMetadata"));
    }
}
