package io.cascadeflow.provider.recorded;

import static io.cascadeflow.provider.offline.ReplyJson.isAbsent;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.provider.offline.ReplyJson;
import java.io.IOException;
import java.io.Serial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One line of a recording. Pure functions; what is wrong with a line is an {@link IllegalArgumentException} whose message
 * holds no prompt and no answer.
 */
final class ItemJson {

    private static final ObjectReader JSON = JsonMapper.builder()
            // a model that is there twice would lose its first answers without a word
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();

    private ItemJson() {}

    static RecordedItem read(JsonNode item, int line) {
        boolean conversation = !isAbsent(item.path("messages"));
        Map<String, List<RecordedAnswer>> answers = answers(item.path("answers"));
        boolean textKept =
                answers.values().stream().flatMap(List::stream).anyMatch(answer -> answer.features() == null);
        List<String> passages = passages(item.path("passages"));
        return new RecordedItem(
                id(item.path("id")),
                text(item.path("domain")),
                request(item, conversation, textKept),
                conversation,
                answers,
                passages,
                CitableJson.read(item.path("citable"), passages.size()),
                weight(item.path("weight")),
                text(item.path("given")),
                FactsJson.read(item.path("facts")),
                line);
    }

    private static @Nullable String text(JsonNode node) {
        return isAbsent(node) ? null : node.asText();
    }

    /** What a user said of an answer later. */
    record Feedback(String id, Label label, int line) {}

    /** Null when the line is no feedback. */
    static @Nullable Feedback feedback(JsonNode node, int line) {
        if (!node.has("feedback")) {
            return null;
        }
        Label label = label(node.path("correct"), node.path("score"));
        if (label == null || !node.path("feedback").isTextual()) {
            throw new IllegalArgumentException(
                    "is feedback without an id or a label; write {\"feedback\": \"the id\", \"score\": 1}");
        }
        return new Feedback(node.path("feedback").asText(), label, line);
    }

    /** A line that stops in its middle. */
    static final class CutOffException extends IllegalArgumentException {

        @Serial
        private static final long serialVersionUID = 1L;

        private CutOffException(String message) {
            super(message);
        }
    }

    /** The object that a line is. */
    static JsonNode parse(byte[] text) {
        JsonNode line = tree(text);
        if (!line.isObject()) {
            throw new IllegalArgumentException("is not a JSON object; a recording has one a line");
        }
        return line;
    }

    private static JsonNode tree(byte[] text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            if (text[0] == '{' && (e instanceof JsonEOFException || text[text.length - 1] != '}')) {
                throw new CutOffException("is not JSON: it stops before its end");
            }
            // the parser's own words may quote the text
            throw new IllegalArgumentException(
                    "is not JSON, or has a field twice" + (at == null ? "" : " (column " + at.getColumnNr() + ")"));
        } catch (IOException e) {
            throw new IllegalArgumentException("is not UTF-8 text");
        }
    }

    private static String id(JsonNode id) {
        if (!id.isValueNode() || isAbsent(id) || id.asText().isBlank()) {
            throw new IllegalArgumentException("has no id; give each question one, a text");
        }
        return id.asText();
    }

    private static ChatRequest request(JsonNode item, boolean conversation, boolean textKept) {
        JsonNode prompt = item.path("prompt");
        if (!textKept && !conversation && isAbsent(prompt)) {
            return ChatRequest.of("");
        }
        if (conversation == !isAbsent(prompt)) {
            throw new IllegalArgumentException(
                    conversation
                            ? "has both prompt and messages; keep one"
                            : "has neither prompt nor messages; give one of them");
        }
        if (conversation) {
            return ChatRequest.of(MessageJson.read(item.path("messages")));
        }
        if (!prompt.isTextual() || prompt.asText().isBlank()) {
            throw new IllegalArgumentException("prompt is not a text, or is empty");
        }
        return ChatRequest.of(prompt.asText());
    }

    private static Map<String, List<RecordedAnswer>> answers(JsonNode answers) {
        if (!answers.isObject() || answers.isEmpty()) {
            throw new IllegalArgumentException(
                    "has no answers; give {\"answers\": {\"a model\": [{\"text\": \"its answer\"}]}}");
        }
        Map<String, List<RecordedAnswer>> byModel = new LinkedHashMap<>();
        answers.properties().forEach(field -> byModel.put(field.getKey(), samples(field.getKey(), field.getValue())));
        return Collections.unmodifiableMap(byModel);
    }

    private static List<RecordedAnswer> samples(String model, JsonNode samples) {
        if (!samples.isArray() || samples.isEmpty()) {
            throw new IllegalArgumentException("model '%s' has no list of answers, or an empty one".formatted(model));
        }
        List<RecordedAnswer> all = new ArrayList<>(samples.size());
        for (JsonNode sample : samples) {
            try {
                all.add(answer(sample));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "model '%s', answer %d: %s".formatted(model, all.size() + 1, e.getMessage()), e);
            }
        }
        return List.copyOf(all);
    }

    private static RecordedAnswer answer(JsonNode answer) {
        JsonNode features = answer.path("features");
        if (isAbsent(features) && !answer.path("text").isTextual()) {
            throw new IllegalArgumentException("has no text");
        }
        return new RecordedAnswer(
                answer.path("text").asText(),
                label(answer.path("correct"), answer.path("score")),
                part(answer, "finish", ReplyJson::finish),
                part(answer, "usage", ReplyJson::usage),
                part(answer, "logprobs", ReplyJson::logprobs),
                latency(answer.path("latencyMs")),
                signals(answer.path("signals")),
                isAbsent(features) ? null : FeaturesJson.read(features));
    }

    static Map<String, Double> signals(JsonNode signals) {
        Map<String, Double> values = new LinkedHashMap<>();
        signals.properties().forEach(field -> values.put(field.getKey(), finite(field.getValue(), "signals")));
        return values;
    }

    private static List<String> passages(JsonNode passages) {
        List<String> texts = new ArrayList<>(passages.size());
        for (JsonNode passage : passages) {
            if (!passage.isTextual()) {
                throw new IllegalArgumentException("passages holds something that is not a text");
            }
            texts.add(passage.asText());
        }
        return texts;
    }

    private static double weight(JsonNode weight) {
        double value = isAbsent(weight) ? 1 : finite(weight, "weight");
        if (!(value > 0)) {
            throw new IllegalArgumentException("weight is not above 0");
        }
        return value;
    }

    static double finite(JsonNode number, String of) {
        if (!number.isNumber() || !Double.isFinite(number.doubleValue())) {
            throw new IllegalArgumentException(of + " holds something that is not a number");
        }
        return number.doubleValue();
    }

    private static <T extends @Nullable Object> T part(JsonNode answer, String name, Function<JsonNode, T> read) {
        try {
            return read.apply(answer.path(name));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + " " + e.getMessage(), e);
        }
    }

    private static @Nullable Label label(JsonNode correct, JsonNode score) {
        if (!isAbsent(correct) && !isAbsent(score)) {
            throw new IllegalArgumentException("mixed label kinds: it has both correct and score; keep one");
        }
        if (!isAbsent(correct)) {
            if (!correct.isBoolean()) {
                throw new IllegalArgumentException("correct is neither true nor false");
            }
            return Label.correct(correct.booleanValue());
        }
        if (isAbsent(score)) {
            return null;
        }
        if (!score.isNumber() || !Double.isFinite(score.doubleValue())) {
            throw new IllegalArgumentException("score is not a number");
        }
        return Label.score(score.doubleValue());
    }

    private static @Nullable Duration latency(JsonNode latencyMs) {
        if (isAbsent(latencyMs)) {
            return null;
        }
        if (!latencyMs.isNumber() || !(latencyMs.doubleValue() >= 0)) {
            throw new IllegalArgumentException("latencyMs is not a number of milliseconds, 0 or more");
        }
        return Duration.ofNanos((long) (latencyMs.doubleValue() * 1e6));
    }
}
