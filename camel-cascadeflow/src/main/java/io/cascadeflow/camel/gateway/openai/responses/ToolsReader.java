package io.cascadeflow.camel.gateway.openai.responses;

import com.fasterxml.jackson.databind.JsonNode;
import io.cascadeflow.camel.JsonFields;
import io.cascadeflow.model.ToolChoice;
import io.cascadeflow.model.ToolSpec;
import io.cascadeflow.model.Tools;
import java.util.Set;

/** Reads the tools of a request: functions of the client's, whose fields stand beside their type here. */
final class ToolsReader {

    private ToolsReader() {}

    static Tools read(JsonFields fields) {
        return new Tools(
                fields.objects("tools").stream().map(ToolsReader::tool).toList(),
                choice(fields),
                fields.flag("parallel_tool_calls"));
    }

    private static ToolSpec tool(JsonFields tool) {
        onlyFunctions(tool);
        tool.only(Set.of("type", "name", "description", "parameters", "strict"));
        JsonFields parameters = tool.object("parameters");
        String description = tool.text("description");
        return new ToolSpec(
                tool.requiredText("name"),
                description == null ? "" : description,
                parameters == null ? "{}" : parameters.object().toString(),
                tool.flag("strict"));
    }

    private static ToolChoice choice(JsonFields fields) {
        JsonNode choice = fields.get("tool_choice");
        if (choice.isObject()) {
            JsonFields one = fields.requiredObject("tool_choice");
            onlyFunctions(one);
            one.only(Set.of("type", "name"));
            return new ToolChoice.Named(one.requiredText("name"));
        }
        String mode = fields.text("tool_choice");
        if (mode == null) {
            return ToolChoice.AUTO;
        }
        if (!Set.of("auto", "none", "required").contains(mode)) {
            throw fields.unknown("tool_choice", "auto, none, required or a function by name");
        }
        return new ToolChoice.Mode(mode);
    }

    /** Tools that run at the provider cost what nobody here knows beforehand. */
    private static void onlyFunctions(JsonFields tool) {
        if (!tool.requiredText("type").equals("function")) {
            throw tool.unknown("type", "function: tools that run at the provider are not to be had here");
        }
    }
}
