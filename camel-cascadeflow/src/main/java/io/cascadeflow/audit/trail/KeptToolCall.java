package io.cascadeflow.audit.trail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call of a tool as it is on record.
 *
 * @param line the whole entry, in one line of JSON
 * @param json the same, read
 * @param at when it was known what came of it
 */
public record KeptToolCall(String line, JsonNode json, Instant at) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What such an entry begins with: others are not worth reading. */
    private static final String BEGIN = "{\"kind\":\"tool\",";

    /** Empty when this is no entry about a call. */
    public static Optional<KeptToolCall> read(String line) {
        if (!line.startsWith(BEGIN)) {
            return Optional.empty();
        }
        try {
            JsonNode json = JSON.readTree(line);
            return Optional.of(
                    new KeptToolCall(line, json, Instant.parse(json.path("at").asText())));
        } catch (JsonProcessingException | DateTimeException e) {
            return Optional.empty();
        }
    }

    /** What it is found by: the decision whose answer asked for it, or the run where no cascade was asked. */
    public @Nullable String belongsTo() {
        String decision = text("decision");
        return decision == null ? text("run") : decision;
    }

    /** A member of the entry; absent when it has none of that name. */
    public @Nullable String text(String member) {
        JsonNode value = json.path(member);
        return value.isMissingNode() ? null : value.asText();
    }
}
