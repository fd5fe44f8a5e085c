package io.cascadeflow.provider.langchain4j;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonSchemaElement;
import io.cascadeflow.model.ToolSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The tools on offer in the library's words: it wants an object's schema in parts, and takes each property's as it is. */
final class Schemas {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What says nothing about which arguments fit. */
    private static final Set<String> MEANINGLESS = Set.of("$schema", "$id", "$comment", "title", "examples", "default");

    private static final Set<String> KNOWN =
            Set.of("type", "description", "properties", "required", "additionalProperties", "$defs", "definitions");

    private Schemas() {}

    /** @throws IllegalArgumentException when the library has no form for the schema */
    static ToolSpecification tool(ToolSpec spec) {
        return ToolSpecification.builder()
                .name(spec.name())
                .description(spec.description())
                .parameters(parameters(spec))
                .build();
    }

    private static JsonObjectSchema parameters(ToolSpec spec) {
        JsonNode schema = read(spec);
        JsonObjectSchema.Builder object = JsonObjectSchema.builder();
        if (schema.path("description").isTextual()) {
            object.description(schema.path("description").asText());
        }
        object.addProperties(elements(schema.path("properties")));
        List<String> required = new ArrayList<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        if (!required.isEmpty()) {
            object.required(required);
        }
        if (schema.path("additionalProperties").isBoolean()) {
            object.additionalProperties(schema.path("additionalProperties").asBoolean());
        }
        Map<String, JsonSchemaElement> definitions = elements(schema.path("definitions"));
        definitions.putAll(elements(schema.path("$defs")));
        if (!definitions.isEmpty()) {
            object.definitions(definitions);
        }
        return object.build();
    }

    private static JsonNode read(ToolSpec spec) {
        JsonNode schema;
        try {
            schema = JSON.readTree(spec.parameters());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the parameters of tool '%s' are not JSON".formatted(spec.name()), e);
        }
        schema.fieldNames().forEachRemaining(keyword -> {
            boolean fits = keyword.equals("additionalProperties")
                    ? schema.path(keyword).isBoolean()
                    : KNOWN.contains(keyword) || MEANINGLESS.contains(keyword);
            if (!fits) {
                throw new IllegalArgumentException(
                        "LangChain4j has no form for '%s' at the top of the parameters of tool '%s'; say it within a property"
                                .formatted(keyword, spec.name()));
            }
        });
        return schema;
    }

    private static Map<String, JsonSchemaElement> elements(JsonNode schemas) {
        Map<String, JsonSchemaElement> elements = new LinkedHashMap<>();
        schemas.properties()
                .forEach(property -> elements.put(
                        property.getKey(),
                        JsonRawSchema.from(property.getValue().toString())));
        return elements;
    }
}
