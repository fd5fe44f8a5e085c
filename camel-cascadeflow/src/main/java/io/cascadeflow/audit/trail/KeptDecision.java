package io.cascadeflow.audit.trail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A decision as it is on record.
 *
 * @param line the whole entry, in one line of JSON
 * @param json the same, read
 * @param at when it was decided
 * @param place where it stands among the others
 */
public record KeptDecision(String line, JsonNode json, Instant at, Place place) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Where a decision stands: all of them are in the order of these.
     *
     * @param microseconds when it was decided, since 1970; 0 where entries are in the order in which they were written
     * @param chain the number of its chain; 0 there, too
     * @param sequence its number
     */
    public record Place(long microseconds, long chain, long sequence) {

        /** As {@link #toString} writes it. */
        public static Place of(String text) {
            String[] parts = text.split("\\.", -1);
            try {
                return new Place(Long.parseLong(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]));
            } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
                throw new IllegalArgumentException(
                        "'%s' is no place; give what the page before named as next".formatted(text), e);
            }
        }

        @Override
        public String toString() {
            return microseconds + "." + chain + "." + sequence;
        }
    }

    /** Empty when this is no entry about a decision. */
    public static Optional<KeptDecision> read(String line, Place place) {
        try {
            JsonNode json = JSON.readTree(line);
            return json.path("kind").asText().equals("decision")
                    ? Optional.of(new KeptDecision(
                            line, json, Instant.parse(json.path("at").asText()), place))
                    : Optional.empty();
        } catch (JsonProcessingException | DateTimeException e) {
            return Optional.empty();
        }
    }

    /** A member of the entry; absent when it has none of that name. */
    public @Nullable String text(String member) {
        JsonNode value = json.path(member);
        return value.isMissingNode() ? null : value.asText();
    }
}
