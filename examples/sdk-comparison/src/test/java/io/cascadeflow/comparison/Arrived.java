package io.cascadeflow.comparison;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cascadeflow.provider.FakeRequest;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a server got, as fields: the path, each header that is not an HTTP client's own, each leaf of the JSON by its pointer.
 *
 * @param fields by name; a number is compared by its value, not by how it is written
 */
record Arrived(Map<String, String> fields) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What every HTTP client sends of itself, whoever uses it. */
    private static final Set<String> OF_THE_CLIENT = Set.of(
            "host",
            "connection",
            "content-length",
            "transfer-encoding",
            "user-agent",
            "accept-encoding",
            "http2-settings",
            "upgrade");

    static Arrived of(FakeRequest request) {
        Map<String, String> fields = new TreeMap<>();
        fields.put("method", request.method());
        fields.put("path", request.target());
        request.headers().forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!OF_THE_CLIENT.contains(lower)) {
                fields.put("header " + lower, value);
            }
        });
        try {
            leaves("", JSON.readTree(request.body()), fields);
        } catch (java.io.IOException e) {
            throw new AssertionError("the body is no JSON", e);
        }
        return new Arrived(fields);
    }

    private static void leaves(String pointer, JsonNode node, Map<String, String> fields) {
        if (node.isObject() && !node.isEmpty()) {
            node.properties().forEach(field -> leaves(pointer + "/" + field.getKey(), field.getValue(), fields));
        } else if (node.isArray() && !node.isEmpty()) {
            for (int i = 0; i < node.size(); i++) {
                leaves(pointer + "/" + i, node.get(i), fields);
            }
        } else {
            fields.put(pointer, text(node));
        }
    }

    private static String text(JsonNode leaf) {
        if (leaf.isNumber()) {
            return leaf.decimalValue().stripTrailingZeros().toPlainString();
        }
        return leaf.isTextual() ? embedded(leaf.asText()) : leaf.toString();
    }

    /** JSON within a text is compared as JSON: its spaces and the order of its fields say nothing. */
    private static String embedded(String text) {
        if (text.startsWith("{")) {
            try {
                return "JSON " + JSON.writeValueAsString(JSON.treeToValue(JSON.readTree(text), TreeMap.class));
            } catch (JsonProcessingException e) {
                return text;
            }
        }
        return text;
    }

    /** The fields in which the two differ, each with both values. */
    static Map<String, String> differences(Arrived theirs, Arrived ours) {
        Set<String> names = new TreeSet<>(theirs.fields.keySet());
        names.addAll(ours.fields.keySet());
        Map<String, String> differences = new TreeMap<>();
        for (String name : names) {
            String one = theirs.fields.getOrDefault(name, "(absent)");
            String other = ours.fields.getOrDefault(name, "(absent)");
            if (!one.equals(other)) {
                differences.put(name, "theirs %s, ours %s".formatted(one, other));
            }
        }
        return differences;
    }
}
