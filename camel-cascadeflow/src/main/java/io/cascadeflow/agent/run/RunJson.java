package io.cascadeflow.agent.run;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.cascadeflow.policy.RunLimit;
import io.cascadeflow.pricing.Usd;
import java.io.IOException;
import java.time.Instant;
import java.util.function.Function;

/** Summaries and traces as JSON. Amounts are texts, so that no reader makes them inexact. Pure functions. */
public final class RunJson {

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .addModule(new SimpleModule()
                    .addSerializer(Instant.class, ToStringSerializer.instance)
                    .addSerializer(Usd.class, ToStringSerializer.instance)
                    .addSerializer(RunLimit.class, words())
                    .addDeserializer(Instant.class, read(Instant.class, Instant::parse))
                    .addDeserializer(Usd.class, read(Usd.class, Usd::of)))
            .build();

    private RunJson() {}

    public static String write(RunSummary summary) {
        return text(summary);
    }

    public static String write(RunTrace trace) {
        return text(trace);
    }

    /** @throws IllegalArgumentException when the text is no trace, with the place; nothing of it is repeated */
    public static RunTrace readTrace(String text) {
        try {
            RunTrace trace = JSON.readValue(text, RunTrace.class);
            if (trace == null || trace.run() == null || trace.began() == null) {
                throw new IllegalArgumentException(
                        "this is no trace of a run: it has no run, or no time when it began");
            }
            return trace;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "this is no trace of a run, from line %d, column %d on; write one with CascadeFlowRuns"
                            .formatted(
                                    e.getLocation() == null
                                            ? 0
                                            : e.getLocation().getLineNr(),
                                    e.getLocation() == null
                                            ? 0
                                            : e.getLocation().getColumnNr()),
                    e);
        }
    }

    private static String text(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a run cannot be written as JSON", e);
        }
    }

    private static JsonSerializer<RunLimit> words() {
        return new JsonSerializer<>() {
            @Override
            public void serialize(RunLimit limit, JsonGenerator json, SerializerProvider provider) throws IOException {
                json.writeString(limit.word());
            }
        };
    }

    private static <T> JsonDeserializer<T> read(Class<T> type, Function<String, T> reader) {
        return new JsonDeserializer<>() {
            @Override
            public T deserialize(JsonParser json, DeserializationContext context) throws IOException {
                String text = json.getValueAsString("");
                try {
                    return reader.apply(text);
                } catch (RuntimeException e) {
                    throw context.weirdStringException("", type, "it cannot be read");
                }
            }
        };
    }
}
