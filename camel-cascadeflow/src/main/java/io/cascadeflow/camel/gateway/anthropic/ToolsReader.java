package io.cascadeflow.camel.gateway.anthropic;

import io.cascadeflow.camel.JsonFields;
import io.cascadeflow.model.ToolChoice;
import io.cascadeflow.model.ToolSpec;
import io.cascadeflow.model.Tools;
import io.cascadeflow.provider.WireJson;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code tools} and {@code tool_choice}. */
final class ToolsReader {

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,128}");

    private ToolsReader() {}

    static Tools read(JsonFields body) {
        List<ToolSpec> specs =
                body.objects("tools").stream().map(ToolsReader::tool).toList();
        JsonFields choice = body.object("tool_choice");
        return choice == null ? new Tools(specs, ToolChoice.AUTO, null) : chosen(specs, choice);
    }

    private static ToolSpec tool(JsonFields tool) {
        String type = tool.text("type");
        if (type != null && !type.equals("custom")) {
            throw tool.unknown("type", "custom: tools that run at a provider are not served");
        }
        tool.only(Set.of("type", "name", "description", "input_schema", "strict", "cache_control"));
        if (!NAME.matcher(tool.requiredText("name")).matches()) {
            throw tool.wrong("name", "is no name of a tool: 1 to 128 letters, digits, _ and -");
        }
        return new ToolSpec(
                tool.requiredText("name"),
                Objects.requireNonNullElse(tool.text("description"), ""),
                WireJson.text(tool.requiredObject("input_schema").object()),
                tool.flag("strict"),
                CacheMark.of(tool));
    }

    private static Tools chosen(List<ToolSpec> specs, JsonFields choice) {
        String type = choice.requiredText("type");
        Set<String> known =
                switch (type) {
                    case "auto", "any" -> Set.of("type", "disable_parallel_tool_use");
                    case "tool" -> Set.of("type", "name", "disable_parallel_tool_use");
                    case "none" -> Set.of("type");
                    default -> throw choice.unknown("type", "auto, any, tool or none");
                };
        choice.only(known);
        ToolChoice mode =
                switch (type) {
                    case "any" -> required(specs, choice);
                    case "tool" -> named(specs, choice);
                    case "none" -> ToolChoice.NONE;
                    default -> ToolChoice.AUTO;
                };
        return new Tools(specs, mode, parallel(choice));
    }

    private static ToolChoice required(List<ToolSpec> specs, JsonFields choice) {
        if (specs.isEmpty()) {
            throw choice.wrong("type", "is 'any', and there are no tools");
        }
        return ToolChoice.REQUIRED;
    }

    private static ToolChoice named(List<ToolSpec> specs, JsonFields choice) {
        String name = choice.requiredText("name");
        if (specs.stream().noneMatch(spec -> spec.name().equals(name))) {
            throw choice.wrong("name", "is none of the tools' names");
        }
        return new ToolChoice.Named(name);
    }

    private static @Nullable Boolean parallel(JsonFields choice) {
        Boolean disabled = choice.flag("disable_parallel_tool_use");
        return disabled == null ? null : !disabled;
    }
}
