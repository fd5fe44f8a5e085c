package io.cascadeflow.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** JSON as the wire protocols need it: numbers keep every digit, so that a tool call's arguments are what the model wrote. */
public final class WireJson {

    /** An image in a request or a file in a reply is one string; Jackson's own limit of 20 million characters is too low. */
    private static final int LONGEST_STRING = 100_000_000;

    private static final JsonMapper MAPPER = mapper();

    private WireJson() {}

    private static JsonMapper mapper() {
        JsonMapper mapper = exact().build();
        mapper.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxStringLength(LONGEST_STRING)
                        .build());
        return mapper;
    }

    /** What keeps every digit, and takes one value and nothing after it. */
    public static JsonMapper.Builder exact() {
        return JsonMapper.builder()
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .nodeFactory(JsonNodeFactory.withExactBigDecimals(true));
    }

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    public static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    /** The one JSON value that {@code text} holds. */
    public static JsonNode parse(String text) throws JsonProcessingException {
        return MAPPER.readTree(text);
    }

    /** The JSON object that {@code text} is; empty when it is anything else. */
    public static Optional<ObjectNode> objectIn(String text) {
        try {
            return parse(text) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** A value made of maps, lists, texts, numbers and truth values, as JSON. */
    public static JsonNode of(Object value) {
        return MAPPER.valueToTree(value);
    }

    /** Compact JSON text. */
    public static String text(JsonNode json) {
        return json.toString();
    }

    /** By way of a string: half a surrogate pair in a prompt becomes a question mark and not an exception. */
    public static byte[] bytes(JsonNode json) {
        return text(json).getBytes(StandardCharsets.UTF_8);
    }

    /** Adds fields to {@code target}: objects are merged field by field, anything else replaces what is there. */
    public static void merge(ObjectNode target, Map<String, Object> fields) {
        fields.forEach((name, value) -> merge(target, name, of(value)));
    }

    private static void merge(ObjectNode target, String name, JsonNode value) {
        if (value instanceof ObjectNode object && target.get(name) instanceof ObjectNode present) {
            object.properties().forEach(field -> merge(present, field.getKey(), field.getValue()));
        } else {
            target.set(name, value);
        }
    }
}
