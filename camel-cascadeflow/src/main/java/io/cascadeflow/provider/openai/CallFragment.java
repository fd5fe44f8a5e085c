package io.cascadeflow.provider.openai;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a tool call.
 *
 * @param index which call of the message; absent when the server does not say
 * @param id the call's; empty for none
 * @param name the tool's, or a piece of it; empty for none
 * @param arguments a piece of them; empty for none
 */
record CallFragment(@Nullable Integer index, String id, String name, String arguments) {

    static CallFragment of(JsonNode call) {
        JsonNode function = Json.has(call, "custom") ? call.path("custom") : call.path("function");
        String id = Json.text(call, "id").strip();
        JsonNode index = call.path("index");
        return new CallFragment(
                index.isInt() ? (Integer) index.intValue() : null,
                id.equals("null") ? "" : id,
                Json.text(function, "name"),
                arguments(Json.has(function, "input") ? function.path("input") : function.path("arguments")));
    }

    /** A piece of the single call of the protocol's first form. */
    static CallFragment ofFunction(JsonNode function) {
        return new CallFragment(null, "", Json.text(function, "name"), arguments(function.path("arguments")));
    }

    /** Some servers give arguments as JSON and not as text: then all at once. */
    private static String arguments(JsonNode arguments) {
        if (arguments.isTextual()) {
            return arguments.asText();
        }
        return arguments.isNull() || arguments.isMissingNode() ? "" : arguments.toString();
    }
}
