package io.cascadeflow.confidence;

import com.fasterxml.jackson.databind.JsonNode;
import io.cascadeflow.model.ToolCall;
import io.cascadeflow.model.ToolChoice;
import io.cascadeflow.model.ToolSpec;
import io.cascadeflow.model.Tools;
import java.util.List;

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
                return arguments != null
                        && arguments.isObject()
                        && (spec.parameters().isBlank()
                                || SchemaCheck.of(spec.parameters()).accepts(arguments));
            }
        }
        return false;
    }

    /** Some models write nothing at all for a call without arguments. */
    private static @org.jspecify.annotations.Nullable JsonNode arguments(ToolCall call) {
        return JsonTexts.parse(call.arguments().isBlank() ? "{}" : call.arguments());
    }
}
