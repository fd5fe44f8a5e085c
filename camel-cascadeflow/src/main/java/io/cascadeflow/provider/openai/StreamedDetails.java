package io.cascadeflow.provider.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Structured pieces of reasoning: those of one place and type are one, those without a place follow the last of their type. */
final class StreamedDetails {

    /** What grows piece by piece; any other field is kept as it came last. */
    private static final List<String> GROWING = List.of("text", "summary", "thinking", "data");

    private final List<Detail> all = new ArrayList<>();
    private final Map<String, Detail> open = new HashMap<>();

    private record Detail(ObjectNode json, Map<String, StringBuilder> texts) {

        void add(JsonNode piece) {
            piece.properties().forEach(field -> add(field.getKey(), field.getValue()));
        }

        private void add(String field, JsonNode value) {
            if (GROWING.contains(field) && value.isTextual()) {
                texts.computeIfAbsent(field, name -> new StringBuilder()).append(value.asText());
                json.put(field, "");
            } else if (!json.has(field) || says(value)) {
                json.set(field, value);
            }
        }

        private static boolean says(JsonNode value) {
            return !value.isNull() && !(value.isTextual() && value.asText().isEmpty());
        }

        boolean isSealed() {
            return !Json.text(json, "signature").isEmpty() || json.has("data");
        }

        ObjectNode whole() {
            texts.forEach((field, text) -> json.put(field, text.toString()));
            return json;
        }
    }

    /** @return the readable text of the piece; may be empty */
    String add(JsonNode piece) {
        if (!piece.isObject()) {
            return "";
        }
        boolean placed = piece.path("index").isInt();
        String key = Json.text(piece, "type") + (placed ? piece.path("index").asInt() : "");
        @Nullable Detail detail = open.get(key);
        if (detail == null || (!placed && detail.isSealed())) {
            detail = new Detail(Json.object(), new LinkedHashMap<>());
            open.put(key, detail);
            all.add(detail);
        }
        detail.add(piece);
        return ReasoningDecoder.firstText(piece, "text", "summary", "thinking");
    }

    void write(ArrayNode target) {
        all.forEach(detail -> target.add(detail.whole()));
    }
}
