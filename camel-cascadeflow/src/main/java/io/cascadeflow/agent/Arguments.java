package io.cascadeflow.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.confidence.ToolCheck;
import io.cascadeflow.model.ToolCall;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The arguments of a call, before anything is done with them. */
sealed interface Arguments {

    /** They are what the tool wants. */
    record Fit(ObjectNode values) implements Arguments {

        /** The same text for the same arguments, in whatever order they were written. */
        String canonical() {
            return sorted(values).toString();
        }
    }

    /**
     * They are not.
     *
     * @param why in words for the model that wrote them
     */
    record Unfit(String why) implements Arguments {}

    /** How some protocols and models wrap arguments in one more object. */
    Set<String> WRAPPERS =
            Set.of("parameters", "arguments", "args", "kwargs", "input", "tool_input", "function", "params");

    /** What stands beside them there. */
    Set<String> BESIDE = Set.of("name", "tool", "type", "id");

    ObjectMapper MAPPER = new ObjectMapper();

    int MOST_COMPLAINTS = 5;

    int LONGEST_COMPLAINT = 300;

    static Arguments of(Tool tool, ToolCall call) {
        JsonNode read = ToolCheck.read(call);
        if (read == null) {
            return new Unfit("the arguments are not one JSON object, in which each member is there once");
        }
        if (!(read instanceof ObjectNode values)) {
            return new Unfit("the arguments are no JSON object; write an object with the tool's parameters");
        }
        if (isWrapped(values, tool)) {
            return new Unfit(
                    "the arguments are wrapped; write the tool's parameters themselves, without anything around them");
        }
        return ToolCheck.fits(tool.spec(), values) ? new Fit(values) : new Unfit(complaint(tool, values));
    }

    /** A schema that allows further members would take the wrapping for one. */
    private static boolean isWrapped(ObjectNode values, Tool tool) {
        boolean wrapper = false;
        for (Iterator<String> names = values.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            wrapper |= WRAPPERS.contains(name);
            if (!WRAPPERS.contains(name) && !BESIDE.contains(name)) {
                return false;
            }
        }
        return wrapper && !declaresOneOf(values, tool);
    }

    private static boolean declaresOneOf(ObjectNode values, Tool tool) {
        JsonNode declared = ToolSchema.properties(tool.spec().parameters());
        for (Iterator<String> names = values.fieldNames(); names.hasNext(); ) {
            if (declared.has(names.next())) {
                return true;
            }
        }
        return false;
    }

    private static String complaint(Tool tool, JsonNode values) {
        List<String> complaints = ToolCheck.complaints(tool.spec(), values);
        String all = complaints.stream()
                .limit(MOST_COMPLAINTS)
                .map(one -> one.length() > LONGEST_COMPLAINT ? one.substring(0, LONGEST_COMPLAINT) + "..." : one)
                .collect(Collectors.joining("; "));
        return "the arguments do not fit the tool's schema" + (all.isEmpty() ? "" : ": " + all);
    }

    private static JsonNode sorted(JsonNode node) {
        if (node.isObject()) {
            Map<String, JsonNode> members = new TreeMap<>();
            node.fields().forEachRemaining(member -> members.put(member.getKey(), sorted(member.getValue())));
            ObjectNode sorted = MAPPER.createObjectNode();
            members.forEach(sorted::set);
            return sorted;
        }
        if (node.isArray()) {
            ArrayNode items = MAPPER.createArrayNode();
            node.forEach(item -> items.add(sorted(item)));
            return items;
        }
        return node;
    }
}
