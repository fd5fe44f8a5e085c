package io.cascadeflow.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/**
 * Whether a text is a JSON Schema that arguments can be held to. Looked at when a tool is offered: a schema that checks nothing,
 * because it is not what its author thinks, would let everything pass later.
 */
final class ToolSchema {

    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final Set<String> TYPES =
            Set.of("object", "array", "string", "number", "integer", "boolean", "null");
    private static final Set<String> MAPS = Set.of("properties", "patternProperties", "$defs", "definitions");
    private static final Set<String> LISTS = Set.of("allOf", "anyOf", "oneOf", "prefixItems");
    private static final Set<String> ONES = Set.of("items", "additionalProperties", "not", "if", "then", "else");

    private ToolSchema() {}

    /** What is wrong; empty when nothing is. */
    static String problem(String text) {
        JsonNode root;
        try {
            root = MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            return "it is no JSON";
        }
        if (!root.isObject()) {
            return "it is no JSON object; write {\"type\": \"object\", \"properties\": {}}";
        }
        if (!"object".equals(root.path("type").asText())) {
            return "its type must be \"object\", for arguments are one";
        }
        return problem(root, "$", root);
    }

    /** The parameters that a schema without problems declares, by name; one that cannot be read declares none. */
    static JsonNode properties(String text) {
        try {
            return MAPPER.readTree(text).path("properties");
        } catch (JsonProcessingException e) {
            return MAPPER.missingNode();
        }
    }

    private static String problem(JsonNode schema, String place, JsonNode root) {
        if (schema.isBoolean()) {
            return "";
        }
        if (!schema.isObject()) {
            return place + " must be an object, or true or false";
        }
        for (Iterator<Map.Entry<String, JsonNode>> fields = schema.fields(); fields.hasNext(); ) {
            Map.Entry<String, JsonNode> field = fields.next();
            String problem = keyword(field.getKey(), field.getValue(), place + "." + field.getKey(), root);
            if (!problem.isEmpty()) {
                return problem;
            }
        }
        return "";
    }

    private static String keyword(String key, JsonNode value, String place, JsonNode root) {
        if (key.equals("type")) {
            return typeProblem(value, place);
        }
        if (key.equals("required")) {
            return isListOfTexts(value) ? "" : place + " must be a list of names";
        }
        if (key.equals("enum")) {
            return value.isArray() && !value.isEmpty() ? "" : place + " must be a list of values";
        }
        if (key.equals("$ref")) {
            return refersWithin(value, root)
                    ? ""
                    : place + " must lead to a part of the same schema, such as #/$defs/a";
        }
        if (MAPS.contains(key)) {
            return value.isObject() ? each(value, place, root) : place + " must be an object of schemas";
        }
        if (LISTS.contains(key)) {
            return value.isArray() && !value.isEmpty()
                    ? each(value, place, root)
                    : place + " must be a list of schemas";
        }
        if (key.equals("items") && value.isArray()) {
            return each(value, place, root);
        }
        return ONES.contains(key) ? problem(value, place, root) : "";
    }

    private static String each(JsonNode schemas, String place, JsonNode root) {
        int at = 0;
        Iterator<String> names = schemas.fieldNames();
        for (JsonNode schema : schemas) {
            String name = names.hasNext() ? names.next() : String.valueOf(at++);
            String problem = problem(schema, place + "." + name, root);
            if (!problem.isEmpty()) {
                return problem;
            }
        }
        return "";
    }

    private static String typeProblem(JsonNode type, String place) {
        if (type.isTextual()) {
            return TYPES.contains(type.asText())
                    ? ""
                    : place + " is none of " + TYPES.stream().sorted().toList();
        }
        for (JsonNode one : type) {
            if (!TYPES.contains(one.asText())) {
                return place + " has one that is none of "
                        + TYPES.stream().sorted().toList();
            }
        }
        return type.isArray() && !type.isEmpty() ? "" : place + " must be a text, or a list of texts";
    }

    private static boolean isListOfTexts(JsonNode value) {
        for (JsonNode one : value) {
            if (!one.isTextual()) {
                return false;
            }
        }
        return value.isArray();
    }

    private static boolean refersWithin(JsonNode ref, JsonNode root) {
        String text = ref.asText();
        return text.equals("#")
                || (text.startsWith("#/") && !root.at(text.substring(1)).isMissingNode());
    }
}
