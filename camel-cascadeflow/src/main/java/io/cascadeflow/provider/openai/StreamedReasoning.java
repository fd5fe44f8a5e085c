package io.cascadeflow.provider.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.provider.stream.TextEvents;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The reasoning beside the content of a streamed message, under the several names that servers have for it. */
final class StreamedReasoning {

    private final TextEvents out;
    private final Map<String, StringBuilder> fields = new LinkedHashMap<>();
    private final Map<String, StreamedDetails> details = new LinkedHashMap<>();

    StreamedReasoning(TextEvents out) {
        this.out = out;
    }

    void add(JsonNode delta) {
        // servers that moved from one name to another send the same piece under both, and as a detail too
        Set<String> pieces = new LinkedHashSet<>();
        for (String field : ReasoningDecoder.FIELDS) {
            String piece = Json.text(delta, field);
            if (!piece.isEmpty()) {
                fields.computeIfAbsent(field, name -> new StringBuilder()).append(piece);
                pieces.add(piece);
            }
        }
        boolean told = !pieces.isEmpty();
        for (String field : ReasoningDecoder.DETAILS) {
            for (JsonNode detail : delta.path(field)) {
                String piece = details.computeIfAbsent(field, name -> new StreamedDetails())
                        .add(detail);
                if (!told && !piece.isEmpty()) {
                    out.reasoning(piece);
                }
            }
        }
        pieces.forEach(out::reasoning);
    }

    void write(ObjectNode message) {
        fields.forEach((field, text) -> message.put(field, text.toString()));
        details.forEach((field, all) -> {
            ArrayNode json = message.putArray(field);
            all.write(json);
        });
    }
}
