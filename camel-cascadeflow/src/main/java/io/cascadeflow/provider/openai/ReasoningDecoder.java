package io.cascadeflow.provider.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.model.ContentPart.Reasoning;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the reasoning that a message carries beside its content, under the several names that servers have for it. */
final class ReasoningDecoder {

    private static final Pattern BLANKS = Pattern.compile("\\s+");

    static final List<String> FIELDS = List.of("reasoning", "reasoning_content", "thinking");
    static final List<String> DETAILS = List.of("reasoning_details", "thinking_blocks");

    private ReasoningDecoder() {}

    static List<Reasoning> read(JsonNode message) {
        List<Reasoning> parts = new ArrayList<>();
        for (String field : DETAILS) {
            for (JsonNode detail : message.path(field)) {
                detail(detail, parts);
            }
        }
        String known = squeezed(parts);
        // servers that moved from one name to another send the same text under both
        Set<String> texts = new LinkedHashSet<>();
        FIELDS.forEach(field -> texts.add(Json.text(message, field)));
        int place = 0;
        for (String text : texts) {
            if (!text.isBlank() && !Substring.isIn(known, squeezed(text))) {
                parts.add(place++, new Reasoning(text, null, false));
            }
        }
        return parts;
    }

    private static void detail(JsonNode detail, List<Reasoning> parts) {
        String text = firstText(detail, "text", "summary", "thinking");
        String signature = Json.text(detail, "signature");
        if (!text.isEmpty() || !signature.isEmpty()) {
            parts.add(new Reasoning(text, signature.isEmpty() ? null : signature, false));
        }
        if (detail.path("data").isTextual()) {
            parts.add(sealed((ObjectNode) detail));
        }
    }

    /** The other fields (id, format, place) go along as the seal: the provider wants them back with the data. */
    private static Reasoning sealed(ObjectNode detail) {
        String seal = detail.deepCopy().without("data").toString();
        return new Reasoning(Json.text(detail, "data"), seal, true);
    }

    static String firstText(JsonNode object, String... fields) {
        for (String field : fields) {
            if (!Json.text(object, field).isEmpty()) {
                return Json.text(object, field);
            }
        }
        return "";
    }

    private static String squeezed(List<Reasoning> parts) {
        StringBuilder all = new StringBuilder();
        parts.stream().filter(part -> !part.redacted()).forEach(part -> all.append(part.text()));
        return squeezed(all.toString());
    }

    private static String squeezed(String text) {
        return BLANKS.matcher(text).replaceAll("");
    }
}
