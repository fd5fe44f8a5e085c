package io.cascadeflow.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;

/** Reads an error's body of which only the text is known, not whose it is: the codes that most providers have in it. */
final class ForeignError {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ForeignError() {}

    /** {@link ErrorBody#NONE} when there is nothing to be read. */
    static ErrorBody in(String text) {
        int start = text.indexOf('{');
        if (start < 0) {
            return ErrorBody.NONE;
        }
        try {
            JsonNode root = JSON.readTree(text.substring(start));
            JsonNode error = root.path("error").isObject() ? root.path("error") : root;
            return ErrorBody.of(
                    text(error.path("code")),
                    text(error.path(error.has("type") ? "type" : "status")),
                    text(error.path("param")));
        } catch (JsonProcessingException | StackOverflowError unreadable) {
            return ErrorBody.NONE;
        }
    }

    private static @Nullable String text(JsonNode node) {
        return node.isValueNode() && !node.isNull() && !node.asText().isBlank() ? node.asText() : null;
    }
}
