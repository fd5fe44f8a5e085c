package io.cascadeflow.provider.recorded;

import static io.cascadeflow.provider.offline.ReplyJson.isAbsent;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a recording spells what was known of a question beside its text. */
final class FactsJson {

    private static final List<String> KEYS = List.of("cascade", "tenant", "user", "project", "tags", "headers", "at");

    private FactsJson() {}

    /** A fact that is spelled wrong would be missing where a rule asks for it: it is refused. */
    static RecordedFacts read(JsonNode facts) {
        if (isAbsent(facts)) {
            return RecordedFacts.NONE;
        }
        if (!facts.isObject()) {
            throw new IllegalArgumentException("facts is not an object with some of " + KEYS);
        }
        facts.fieldNames().forEachRemaining(name -> {
            if (!KEYS.contains(name)) {
                throw new IllegalArgumentException("facts has '%s'; it can have %s".formatted(name, KEYS));
            }
        });
        return new RecordedFacts(
                text(facts, "cascade"),
                text(facts, "tenant"),
                text(facts, "user"),
                text(facts, "project"),
                tags(facts.path("tags")),
                headers(facts.path("headers")),
                at(text(facts, "at")));
    }

    private static @Nullable String text(JsonNode facts, String name) {
        JsonNode value = facts.path(name);
        if (isAbsent(value)) {
            return null;
        }
        if (!value.isTextual()) {
            throw new IllegalArgumentException("facts: %s is not a text".formatted(name));
        }
        return value.asText();
    }

    private static Set<String> tags(JsonNode tags) {
        Set<String> all = new LinkedHashSet<>();
        if (isAbsent(tags)) {
            return all;
        }
        if (!tags.isArray()) {
            throw new IllegalArgumentException("facts: tags is not a list of texts");
        }
        for (JsonNode tag : tags) {
            if (!tag.isTextual()) {
                throw new IllegalArgumentException("facts: tags is not a list of texts");
            }
            all.add(tag.asText());
        }
        return all;
    }

    private static Map<String, String> headers(JsonNode headers) {
        Map<String, String> all = new LinkedHashMap<>();
        if (isAbsent(headers)) {
            return all;
        }
        if (!headers.isObject()) {
            throw new IllegalArgumentException("facts: headers is not an object of texts and numbers");
        }
        headers.properties().forEach(header -> {
            if (!header.getValue().isValueNode() || header.getValue().isNull()) {
                throw new IllegalArgumentException("facts: headers is not an object of texts and numbers");
            }
            all.put(header.getKey(), header.getValue().asText());
        });
        return all;
    }

    private static @Nullable Instant at(@Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("facts: at is no time such as 2026-11-28T22:15:00Z");
        }
    }

    static void write(JsonGenerator json, RecordedFacts facts) throws IOException {
        if (facts.equals(RecordedFacts.NONE)) {
            return;
        }
        json.writeObjectFieldStart("facts");
        text(json, "cascade", facts.cascade());
        text(json, "tenant", facts.tenant());
        text(json, "user", facts.user());
        text(json, "project", facts.project());
        if (!facts.tags().isEmpty()) {
            json.writeArrayFieldStart("tags");
            for (String tag : facts.tags()) {
                json.writeString(tag);
            }
            json.writeEndArray();
        }
        if (!facts.headers().isEmpty()) {
            json.writeObjectFieldStart("headers");
            for (Map.Entry<String, String> header : facts.headers().entrySet()) {
                json.writeStringField(header.getKey(), header.getValue());
            }
            json.writeEndObject();
        }
        text(json, "at", facts.at() == null ? null : facts.at().toString());
        json.writeEndObject();
    }

    private static void text(JsonGenerator json, String name, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }
}
