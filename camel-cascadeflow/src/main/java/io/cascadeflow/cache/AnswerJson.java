package io.cascadeflow.cache;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.cascade.Outcome;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ContentPart;
import io.cascadeflow.model.Ending;
import io.cascadeflow.model.FinishReason;
import io.cascadeflow.model.Logprobs;
import io.cascadeflow.model.Role;
import io.cascadeflow.model.ToolCall;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Kept answers as JSON, with the key that each is kept under. Pure functions: what is read is exactly what was written, or nothing.
 */
final class AnswerJson {

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

    private AnswerJson() {}

    static byte[] write(CacheKey key, CachedAnswer answer) {
        ChatReply reply = answer.reply();
        ObjectNode json = JSON.createObjectNode()
                .put("key", key.digest())
                .put("at", answer.at().toString())
                .put("tier", answer.tier())
                .put("outcome", answer.outcome().name())
                .put("provider", answer.provider())
                .put("requestedModel", answer.requestedModel())
                .put("whole", answer.whole())
                .put("confidence", answer.confidence())
                .put("id", reply.id())
                .put("model", reply.model())
                .put("finish", reply.finishReason().name())
                .put("stopSequence", reply.ending().stopSequence());
        ArrayNode texts = json.putArray("texts");
        reply.message().content().stream()
                .filter(ContentPart.Text.class::isInstance)
                .forEach(part -> texts.add(((ContentPart.Text) part).text()));
        ArrayNode calls = json.putArray("toolCalls");
        reply.message()
                .toolCalls()
                .forEach(call -> calls.addObject()
                        .put("id", call.id())
                        .put("name", call.name())
                        .put("arguments", call.arguments()));
        try {
            return JSON.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree that cannot be written", e);
        }
    }

    /** Empty when it is not what {@link #write} wrote for this key. */
    static Optional<CachedAnswer> read(CacheKey key, byte[] value) {
        try {
            JsonNode json = JSON.readTree(value);
            return json != null && text(json, "key").equals(key.digest())
                    ? Optional.of(answer(json))
                    : Optional.empty();
        } catch (IOException | RuntimeException poisoned) {
            return Optional.empty();
        }
    }

    private static CachedAnswer answer(JsonNode json) {
        JsonNode confidence = json.required("confidence");
        return new CachedAnswer(
                Instant.parse(text(json, "at")),
                text(json, "tier"),
                Outcome.valueOf(text(json, "outcome")),
                confidence.isNull() ? null : Double.valueOf(number(confidence)),
                text(json, "provider"),
                text(json, "requestedModel"),
                truth(json.required("whole")),
                reply(json));
    }

    private static ChatReply reply(JsonNode json) {
        List<ContentPart> texts = new ArrayList<>();
        json.required("texts").forEach(text -> texts.add(new ContentPart.Text(text(text))));
        List<ToolCall> calls = new ArrayList<>();
        json.required("toolCalls")
                .forEach(
                        call -> calls.add(new ToolCall(text(call, "id"), text(call, "name"), text(call, "arguments"))));
        JsonNode stop = json.required("stopSequence");
        return new ChatReply(
                text(json, "id"),
                text(json, "model"),
                new ChatMessage(Role.ASSISTANT, texts, calls, null),
                new Ending(FinishReason.valueOf(text(json, "finish")), stop.isNull() ? null : text(stop)),
                null,
                Logprobs.ABSENT,
                null);
    }

    private static String text(JsonNode json, String name) {
        return text(json.required(name));
    }

    private static String text(JsonNode json) {
        if (!json.isTextual()) {
            throw new IllegalArgumentException("is no text");
        }
        return json.textValue();
    }

    private static boolean truth(JsonNode json) {
        if (!json.isBoolean()) {
            throw new IllegalArgumentException("is no truth");
        }
        return json.booleanValue();
    }

    private static double number(JsonNode json) {
        if (!json.isNumber()) {
            throw new IllegalArgumentException("is no number");
        }
        return json.doubleValue();
    }
}
