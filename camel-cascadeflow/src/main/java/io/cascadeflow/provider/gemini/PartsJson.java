package io.cascadeflow.provider.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.provider.WireJson;

/** Parts of a content: where a stream was cut into chunks makes no difference to them. */
final class PartsJson {

    private PartsJson() {}

    /** Texts that follow each other are one, up to a signature; a signature on nothing is on the text in front of it. */
    static ArrayNode joined(JsonNode parts) {
        ArrayNode joined = WireJson.array();
        parts.forEach(part -> add(part, joined));
        return joined;
    }

    static void add(JsonNode part, ArrayNode joined) {
        JsonNode last = joined.path(joined.size() - 1);
        if (last instanceof ObjectNode before && continues(before, part)) {
            before.put("text", before.path("text").asText() + part.path("text").asText());
            if (part.hasNonNull("thoughtSignature")) {
                before.set("thoughtSignature", part.path("thoughtSignature"));
            }
        } else if (part.isObject()) {
            joined.add(part.deepCopy());
        }
    }

    private static boolean continues(ObjectNode before, JsonNode part) {
        return isText(before)
                && isText(part)
                && !before.hasNonNull("thoughtSignature")
                && before.path("thought").asBoolean() == part.path("thought").asBoolean();
    }

    private static boolean isText(JsonNode part) {
        return part.path("text").isTextual() && !part.hasNonNull("functionCall");
    }
}
