package io.cascadeflow.camel.springboot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;

/**
 * What IDEs complete under {@code cascadeflow.}, made of the configuration's schema. Below the names that an operator chooses, of
 * cascades and models, and the items of lists Spring's metadata has no words.
 */
final class SchemaMetadata {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> TYPES = Map.of(
            "string", "java.lang.String",
            "integer", "java.lang.Integer",
            "number", "java.lang.Double",
            "boolean", "java.lang.Boolean",
            "array", "java.util.List<java.lang.Object>",
            "object", "java.util.Map<java.lang.String,java.lang.Object>");

    private final JsonNode schema;
    private final ArrayNode properties = JSON.createArrayNode();

    private SchemaMetadata(JsonNode schema) {
        this.schema = schema;
    }

    static ObjectNode of(JsonNode schema) {
        SchemaMetadata metadata = new SchemaMetadata(schema);
        metadata.addAll("cascadeflow", schema);
        ObjectNode all = JSON.createObjectNode();
        all.set("properties", metadata.properties);
        return all;
    }

    private void addAll(String prefix, JsonNode section) {
        section.path("properties").properties().forEach(key -> add(prefix + "." + kebab(key.getKey()), key.getValue()));
    }

    private void add(String name, JsonNode key) {
        JsonNode meant = meant(key);
        if (meant.has("properties")) {
            addAll(name, meant);
            return;
        }
        ObjectNode property = properties.addObject();
        property.put("name", name);
        property.put("type", TYPES.getOrDefault(meant.path("type").asText(), "java.lang.Object"));
        if (key.has("description")) {
            property.put("description", key.path("description").asText());
        }
    }

    /** Through references; of alternatives the first that is no placeholder for another value. */
    private JsonNode meant(JsonNode key) {
        if (key.has("$ref")) {
            String path = key.path("$ref").asText().substring(1);
            return path.endsWith("/placeholder")
                    ? JSON.createObjectNode().put("type", "string")
                    : meant(schema.at(path));
        }
        if (key.path("anyOf").isEmpty()) {
            return key;
        }
        JsonNode first = meant(key.path("anyOf").get(0));
        return key.path("anyOf").size() > 2 || first.has("properties") ? JSON.createObjectNode() : first;
    }

    private static String kebab(String camelCase) {
        return camelCase.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
