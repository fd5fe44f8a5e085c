package io.cascadeflow.guard.find;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;

/** Reads which national ids there are. */
final class NationalIds {

    private NationalIds() {}

    /** Those of the data file in the jar. */
    static List<NationalId> shipped() {
        JsonNode all = Data.read("national-ids.json", parser -> new ObjectMapper().readTree(parser));
        List<NationalId> ids = new ArrayList<>();
        all.forEach(one -> ids.add(id(one)));
        return ids;
    }

    private static NationalId id(JsonNode json) {
        return new NationalId(
                json.required("country").asText(),
                json.required("name").asText(),
                texts(json, "forms").stream().map(Form::new).toList(),
                texts(json, "bare").stream().map(Form::new).toList(),
                Words.of(texts(json, "words")),
                IdCheck.valueOf(json.required("check").asText().toUpperCase(Locale.ROOT)),
                json.required("source").asText());
    }

    private static List<String> texts(JsonNode json, String key) {
        return StreamSupport.stream(json.required(key).spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
