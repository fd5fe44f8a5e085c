package io.cascadeflow.provider.recorded;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ContentPart;
import io.cascadeflow.model.Logprobs;
import io.cascadeflow.model.Role;
import io.cascadeflow.model.TokenLogprob;
import io.cascadeflow.model.TokenUsage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the lines of a recording, each with its end, so that {@link Recording#read} reads the same. Pure functions. */
public final class RecordingWriter {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build();

    private RecordingWriter() {}

    /** What {@link RecordedItem#line} says does not matter. */
    public static byte[] line(RecordedItem item) {
        return line(json -> {
            json.writeStringField("id", item.id());
            text(json, "domain", item.domain());
            if (item.hasText()) {
                question(json, item);
            }
            if (!item.passages().isEmpty()) {
                json.writeArrayFieldStart("passages");
                for (String passage : item.passages()) {
                    json.writeString(passage);
                }
                json.writeEndArray();
            }
            CitableJson.write(json, item.citable());
            if (item.weight() != 1) {
                json.writeNumberField("weight", item.weight());
            }
            text(json, "given", item.given());
            FactsJson.write(json, item.facts());
            json.writeObjectFieldStart("answers");
            for (Map.Entry<String, List<RecordedAnswer>> model : item.answers().entrySet()) {
                json.writeArrayFieldStart(model.getKey());
                for (RecordedAnswer answer : model.getValue()) {
                    answer(json, answer);
                }
                json.writeEndArray();
            }
            json.writeEndObject();
        });
    }

    /** What was said later of the answer that was given to the question {@code id}. */
    public static byte[] feedback(String id, Label label) {
        return line(json -> {
            json.writeStringField("feedback", id);
            label(json, label);
        });
    }

    private interface Body {
        void write(JsonGenerator json) throws IOException;
    }

    private static byte[] line(Body body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            body.write(json);
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void question(JsonGenerator json, RecordedItem item) throws IOException {
        if (!item.wholeConversation()) {
            json.writeStringField("prompt", item.request().question());
            return;
        }
        json.writeArrayFieldStart("messages");
        for (ChatMessage message : item.request().messages()) {
            MessageJson.write(json, message);
        }
        json.writeEndArray();
    }

    /** Whether a bare {@code prompt} says all of it. */
    public static boolean isPrompt(List<ChatMessage> messages) {
        ChatMessage only = messages.get(0);
        return messages.size() == 1
                && only.role() == Role.USER
                && only.content().size() == 1
                && only.content().get(0) instanceof ContentPart.Text text
                && !text.text().isBlank();
    }

    /** The text of a bare prompt; all messages, in JSON, where that does not say all of it. */
    public static String text(List<ChatMessage> messages) {
        if (isPrompt(messages)) {
            return messages.get(0).text();
        }
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartArray();
            for (ChatMessage message : messages) {
                MessageJson.write(json, message);
            }
            json.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void answer(JsonGenerator json, RecordedAnswer answer) throws IOException {
        json.writeStartObject();
        if (answer.features() == null) {
            json.writeStringField("text", answer.text());
        } else {
            FeaturesJson.write(json, answer.features());
        }
        Label label = answer.label();
        if (label != null) {
            label(json, label);
        }
        text(json, "finish", answer.finish().name().toLowerCase(Locale.ROOT));
        TokenUsage usage = answer.usage();
        if (usage != null) {
            usage(json, usage);
        }
        logprobs(json, answer.logprobs());
        if (answer.latency() != null) {
            json.writeNumberField("latencyMs", answer.latency().toMillis());
        }
        if (!answer.signals().isEmpty()) {
            FeaturesJson.signals(json, answer.signals());
        }
        json.writeEndObject();
    }

    private static void label(JsonGenerator json, Label label) throws IOException {
        if (label.kind() == Label.Kind.CORRECT) {
            json.writeBooleanField(label.kind().field(), label.quality() == 1);
        } else {
            json.writeNumberField(label.kind().field(), label.quality());
        }
    }

    private static void usage(JsonGenerator json, TokenUsage usage) throws IOException {
        json.writeObjectFieldStart("usage");
        json.writeNumberField("input", usage.input());
        count(json, "cacheRead", usage.cacheRead());
        count(json, "cacheWrite", usage.cacheWrite());
        count(json, "cacheWriteLong", usage.cacheWriteLong());
        json.writeNumberField("output", usage.output());
        count(json, "reasoning", usage.reasoning());
        if (usage.estimated()) {
            json.writeBooleanField("estimated", true);
        }
        json.writeEndObject();
    }

    private static void count(JsonGenerator json, String name, long tokens) throws IOException {
        if (tokens > 0) {
            json.writeNumberField(name, tokens);
        }
    }

    private static void logprobs(JsonGenerator json, Logprobs logprobs) throws IOException {
        if (!logprobs.isPresent()) {
            return;
        }
        json.writeArrayFieldStart("logprobs");
        for (TokenLogprob token : logprobs.tokens()) {
            token(json, token.token(), token.logprob());
            if (!token.alternatives().isEmpty()) {
                json.writeArrayFieldStart("top");
                for (TokenLogprob.Alternative other : token.alternatives()) {
                    token(json, other.token(), other.logprob());
                    json.writeEndObject();
                }
                json.writeEndArray();
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void token(JsonGenerator json, String token, double logprob) throws IOException {
        json.writeStartObject();
        if (!token.isEmpty()) {
            json.writeStringField("token", token);
        }
        json.writeNumberField("logprob", logprob);
    }

    private static void text(JsonGenerator json, String name, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }
}
