package io.cascadeflow.guard.find;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;

/**
 * Words of many languages that tell numbers apart.
 *
 * @param version what a version, or the number of a section, stands after
 * @param phone what a phone number stands after
 * @param notPhone what another number stands after
 */
record ContextWords(Words version, Words phone, Words notPhone) {

    /** Those of the data file in the jar. */
    static final ContextWords SHIPPED = shipped();

    private static ContextWords shipped() {
        Map<String, List<String>> all =
                Data.read("words.json", parser -> new ObjectMapper().readValue(parser, new TypeReference<>() {}));
        return new ContextWords(
                Words.of(all.getOrDefault("version", List.of())),
                Words.of(all.getOrDefault("phone", List.of())),
                Words.of(all.getOrDefault("notPhone", List.of())));
    }
}
