package io.cascadeflow.camel.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cascadeflow.camel.gateway.Fault.Kind;
import io.cascadeflow.provider.WireJson;

/** JSON of strangers: no key twice, bounded depth and numbers, nothing after the end; numbers keep every digit. */
final class StrictJson {

    private static final int DEEPEST = 200;
    private static final int LONGEST_NUMBER = 100;
    /** The limit on bodies comes first. */
    private static final int LONGEST_TEXT = Integer.MAX_VALUE;

    private static final JsonMapper MAPPER = mapper();

    private StrictJson() {}

    private static JsonMapper mapper() {
        JsonMapper mapper = WireJson.exact()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        mapper.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(DEEPEST)
                        .maxNumberLength(LONGEST_NUMBER)
                        .maxStringLength(LONGEST_TEXT)
                        .build());
        return mapper;
    }

    /** @throws FaultException that names the place, and quotes nothing */
    static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            String place = e.getLocation() == null
                    ? ""
                    : " at line %d, column %d"
                            .formatted(
                                    e.getLocation().getLineNr(), e.getLocation().getColumnNr());
            throw new FaultException(Kind.INVALID_REQUEST, "the body is not valid JSON%s".formatted(place));
        } catch (NumberFormatException exponent) {
            // by Jackson's parser itself, with the number in its words
            throw new FaultException(Kind.INVALID_REQUEST, "a number in the body has an exponent that nobody can read");
        }
    }
}
