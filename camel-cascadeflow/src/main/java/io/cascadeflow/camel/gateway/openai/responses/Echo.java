package io.cascadeflow.camel.gateway.openai.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.cascadeflow.camel.JsonFields;
import io.cascadeflow.provider.WireJson;
import java.util.List;
import java.util.Map;

/** What an answer repeats of its request, with OpenAI's own defaults where the client said nothing. */
final class Echo {

    /** Repeated as they are; null where the client left a choice to the provider. */
    private static final List<String> AS_THEY_ARE = List.of(
            "instructions",
            "max_output_tokens",
            "temperature",
            "top_p",
            "top_logprobs",
            "user",
            "safety_identifier",
            "prompt_cache_key");

    /** OpenAI's limits. */
    private static final int MOST_PAIRS = 16;

    private static final int LONGEST_NAME = 64;
    private static final int LONGEST_VALUE = 512;

    private Echo() {}

    static ObjectNode of(JsonFields fields) {
        ObjectNode echo = WireJson.object();
        AS_THEY_ARE.forEach(name -> echo.set(name, fields.object().get(name)));
        echo.set("metadata", metadata(fields));
        echo.set("tools", tools(fields));
        echo.set("tool_choice", fields.has("tool_choice") ? fields.get("tool_choice") : new TextNode("auto"));
        echo.put("parallel_tool_calls", !Boolean.FALSE.equals(fields.flag("parallel_tool_calls")));
        echo.set("text", text(fields));
        echo.set("reasoning", reasoning(fields));
        return echo.put("truncation", "disabled")
                .put("store", false)
                .put("background", false)
                .putNull("previous_response_id");
    }

    /** Notes of the client's about a response; it finds them in the answer, and nobody else is told. */
    private static JsonNode metadata(JsonFields fields) {
        JsonFields metadata = fields.object("metadata");
        if (metadata == null) {
            return WireJson.object();
        }
        if (metadata.object().size() > MOST_PAIRS) {
            throw fields.wrong("metadata", "has more than %d pairs; give fewer".formatted(MOST_PAIRS));
        }
        for (Map.Entry<String, JsonNode> pair : metadata.object().properties()) {
            JsonNode value = pair.getValue();
            if (pair.getKey().length() > LONGEST_NAME
                    || !value.isTextual()
                    || value.textValue().length() > LONGEST_VALUE) {
                throw fields.wrong(
                        "metadata",
                        "has a pair that is not a name of up to %d characters and a text of up to %d"
                                .formatted(LONGEST_NAME, LONGEST_VALUE));
            }
        }
        return metadata.object();
    }

    /** With every field that clients expect of a tool. */
    private static ArrayNode tools(JsonFields fields) {
        ArrayNode tools = WireJson.array();
        for (JsonFields tool : fields.objects("tools")) {
            ObjectNode one = tools.addObject();
            List.of("type", "name", "description", "parameters", "strict")
                    .forEach(name -> one.set(name, tool.object().get(name)));
        }
        return tools;
    }

    private static ObjectNode text(JsonFields fields) {
        ObjectNode text = WireJson.object();
        text.putObject("format").put("type", "text");
        JsonFields asked = fields.object("text");
        if (asked != null) {
            asked.object().properties().stream()
                    .filter(field -> !field.getValue().isNull())
                    .forEach(field -> text.set(field.getKey(), field.getValue()));
        }
        return text;
    }

    private static ObjectNode reasoning(JsonFields fields) {
        JsonFields asked = fields.object("reasoning");
        ObjectNode reasoning = WireJson.object().putNull("effort").putNull("summary");
        if (asked != null) {
            asked.object().properties().forEach(field -> reasoning.set(field.getKey(), field.getValue()));
        }
        return reasoning;
    }
}
