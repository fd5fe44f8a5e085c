package io.cascadeflow.provider.anthropic;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.model.ToolChoice;
import io.cascadeflow.model.ToolSpec;
import io.cascadeflow.model.Tools;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderException.Kind;
import io.cascadeflow.provider.WireJson;
import java.util.Optional;

/** Tools and the choice among them in Anthropic's form. */
final class ToolsJson {

    private ToolsJson() {}

    static ArrayNode of(Tools tools) {
        ArrayNode json = WireJson.array();
        tools.specs().forEach(spec -> json.add(of(spec)));
        return json;
    }

    private static ObjectNode of(ToolSpec spec) {
        ObjectNode tool = WireJson.object().put("name", spec.name());
        if (!spec.description().isBlank()) {
            tool.put("description", spec.description());
        }
        tool.set("input_schema", schema(spec));
        // not strict is Anthropic's own default, and models before structured output refuse the field
        if (Boolean.TRUE.equals(spec.strict())) {
            tool.put("strict", true);
        }
        return CacheControl.mark(tool, spec.cache());
    }

    private static ObjectNode schema(ToolSpec spec) {
        ObjectNode schema = WireJson.objectIn(spec.parameters().isBlank() ? "{}" : spec.parameters())
                .orElseThrow(() -> new ProviderException(
                        Kind.BAD_REQUEST,
                        "anthropic: the parameters of tool '%s' are not a JSON object; give a JSON Schema"
                                .formatted(spec.name())));
        if (!schema.has("type")) {
            schema.put("type", "object");
        }
        return schema;
    }

    /** Nothing when all is left to the model: that is Anthropic's default too. */
    static Optional<ObjectNode> choice(Tools tools) {
        boolean said = !tools.choice().equals(ToolChoice.AUTO);
        Boolean parallel = tools.parallel();
        if (!said && parallel == null) {
            return Optional.empty();
        }
        ObjectNode choice = choice(tools.choice());
        if (parallel != null && !tools.choice().equals(ToolChoice.NONE)) {
            choice.put("disable_parallel_tool_use", !parallel);
        }
        return Optional.of(choice);
    }

    private static ObjectNode choice(ToolChoice choice) {
        if (choice instanceof ToolChoice.Named named) {
            return WireJson.object().put("type", "tool").put("name", named.tool());
        }
        String type = choice.equals(ToolChoice.REQUIRED) ? "any" : choice.equals(ToolChoice.NONE) ? "none" : "auto";
        return WireJson.object().put("type", type);
    }

    static boolean isForced(Tools tools) {
        return tools.choice() instanceof ToolChoice.Named || tools.choice().equals(ToolChoice.REQUIRED);
    }
}
