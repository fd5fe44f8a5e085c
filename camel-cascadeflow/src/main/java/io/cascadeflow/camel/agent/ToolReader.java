package io.cascadeflow.camel.agent;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.agent.Risk;
import io.cascadeflow.agent.Tool;
import io.cascadeflow.model.ToolSpec;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads a tool from the options of its endpoint. Pure functions. */
public final class ToolReader {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Set<String> TYPES = Set.of("string", "integer", "number", "boolean", "array", "object");
    private static final List<String> FURTHER = List.of("description", "enum", "required");

    private ToolReader() {}

    /**
     * The tool of an endpoint.
     *
     * @param schema the option {@code parameters}, already loaded; absent where there is none
     * @throws IllegalArgumentException naming the option and the way out
     */
    public static Tool read(String name, ToolOptions options, @Nullable String schema) {
        if (schema != null && options.getParameter() != null) {
            throw new IllegalArgumentException(
                    "tool '%s' has both parameters and parameter.*; keep one of them".formatted(name));
        }
        String description = options.getDescription();
        if (description == null || description.isBlank()) {
            throw new IllegalArgumentException(
                    "tool '%s' has no description, by which a model could know it; set the option description"
                            .formatted(name));
        }
        ToolSpec spec =
                new ToolSpec(name, description, schema != null ? schema : schema(name, options.getParameter()), null);
        return new Tool(
                spec,
                risk("option risk", options.getRisk()),
                options.isConfirmed(),
                options.isIdempotent(),
                Duration.ofMillis(options.getToolTimeout()),
                options.getMaxResult());
    }

    /** What nobody has said is not taken lightly. */
    static Risk risk(String option, @Nullable String word) {
        return word == null
                ? Risk.HIGH
                : Risk.of(word)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "%s is '%s'; write low, medium, high or critical".formatted(option, word)));
    }

    private static String schema(String tool, @Nullable Map<String, Object> written) {
        Map<String, Map<String, String>> parameters = new LinkedHashMap<>();
        Map<String, Object> sorted = new TreeMap<>(written == null ? Map.of() : written);
        sorted.forEach((key, value) -> {
            int dot = key.indexOf('.');
            String name = dot < 0 ? key : key.substring(0, dot);
            parameters
                    .computeIfAbsent(name, first -> new LinkedHashMap<>())
                    .put(dot < 0 ? "type" : key.substring(dot + 1), String.valueOf(value));
        });
        ObjectNode schema = MAPPER.createObjectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = MAPPER.createArrayNode();
        parameters.forEach((name, about) -> {
            property(tool, name, about, properties.putObject(name));
            if (isRequired(tool, name, about)) {
                required.add(name);
            }
        });
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        schema.put("additionalProperties", false);
        return schema.toString();
    }

    private static void property(String tool, String name, Map<String, String> about, ObjectNode into) {
        String type = about.get("type");
        if (type == null || !TYPES.contains(type)) {
            throw new IllegalArgumentException("tool '%s': parameter.%s is '%s'; write its type: one of %s"
                    .formatted(tool, name, type, TYPES.stream().sorted().toList()));
        }
        into.put("type", type);
        for (String key : about.keySet()) {
            if (!key.equals("type") && !FURTHER.contains(key)) {
                throw new IllegalArgumentException(
                        "tool '%s': there is no parameter.%s.%s; there are %s".formatted(tool, name, key, FURTHER));
            }
        }
        if (about.containsKey("description")) {
            into.put("description", about.get("description"));
        }
        if (about.containsKey("enum")) {
            values(tool, name, type, about.getOrDefault("enum", ""), into.putArray("enum"));
        }
    }

    private static void values(String tool, String name, String type, String written, ArrayNode into) {
        Arrays.stream(written.split(",")).map(String::strip).forEach(value -> {
            try {
                switch (type) {
                    case "integer" -> into.add(Long.parseLong(value));
                    case "number" -> into.add(Double.parseDouble(value));
                    case "string" -> into.add(value);
                    default -> throw new IllegalArgumentException("no values can be listed for type " + type);
                }
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "tool '%s': parameter.%s.enum has '%s', which is no %s".formatted(tool, name, value, type), e);
            }
        });
    }

    private static boolean isRequired(String tool, String name, Map<String, String> about) {
        String required = about.getOrDefault("required", "true");
        if (!required.equals("true") && !required.equals("false")) {
            throw new IllegalArgumentException(
                    "tool '%s': parameter.%s.required is '%s'; write true or false".formatted(tool, name, required));
        }
        return required.equals("true");
    }
}
