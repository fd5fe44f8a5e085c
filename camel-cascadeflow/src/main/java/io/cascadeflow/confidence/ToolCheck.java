package io.cascadeflow.confidence;

import com.fasterxml.jackson.databind.JsonNode;
import io.cascadeflow.model.ToolCall;
import io.cascadeflow.model.ToolChoice;
import io.cascadeflow.model.ToolSpec;
import io.cascadeflow.model.Tools;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether tool calls are ones that the request allows: the choice is followed, tools exist, arguments fit. */
public final class ToolCheck {

    private ToolCheck() {}

    public static boolean accepts(Tools tools, List<ToolCall> calls) {
        return followsChoice(tools.choice(), calls) && calls.stream().allMatch(call -> fits(tools, call));
    }

    private static boolean followsChoice(ToolChoice choice, List<ToolCall> calls) {
        if (choice instanceof ToolChoice.Named named) {
            return !calls.isEmpty()
                    && calls.stream().allMatch(call -> call.name().equals(named.tool()));
        }
        if (choice.equals(ToolChoice.NONE)) {
            return calls.isEmpty();
        }
        return !choice.equals(ToolChoice.REQUIRED) || !calls.isEmpty();
    }

    private static boolean fits(Tools tools, ToolCall call) {
        for (ToolSpec spec : tools.specs()) {
            if (spec.name().equals(call.name())) {
                JsonNode arguments = arguments(call);
                return arguments != null && arguments.isObject() && fits(spec, arguments);
            }
        }
        return false;
    }

    /** Whether arguments, an object, fit the tool's schema. */
    public static boolean fits(ToolSpec spec, JsonNode arguments) {
        return spec.parameters().isBlank() || SchemaCheck.of(spec.parameters()).accepts(arguments);
    }

    /** What is wrong with arguments that do not fit, in words for the model that wrote them; empty where there are none for it. */
    public static List<String> complaints(ToolSpec spec, JsonNode arguments) {
        return SchemaCheck.of(spec.parameters()).complaints(arguments);
    }

    /** The arguments of a call for whoever acts on them; absent when they are no JSON, or a member is there twice. */
    public static @Nullable JsonNode read(ToolCall call) {
        return JsonTexts.parseUnambiguous(call.arguments().isBlank() ? "{}" : call.arguments());
    }

    /** Some models write nothing at all for a call without arguments. */
    private static @Nullable JsonNode arguments(ToolCall call) {
        return JsonTexts.parse(call.arguments().isBlank() ? "{}" : call.arguments());
    }
}
