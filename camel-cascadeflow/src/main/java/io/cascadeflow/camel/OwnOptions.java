package io.cascadeflow.camel;

import io.cascadeflow.camel.agent.AgentOptions;
import io.cascadeflow.camel.agent.ToolOptions;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Refuses the options of agents and of tools where they do nothing. */
final class OwnOptions {

    private static final Map<String, Function<AgentOptions, @Nullable Object>> OF_AGENTS = ofAgents();
    private static final Map<String, Function<ToolOptions, @Nullable Object>> OF_TOOLS = ofTools();

    private OwnOptions() {}

    private static Map<String, Function<AgentOptions, @Nullable Object>> ofAgents() {
        Map<String, Function<AgentOptions, @Nullable Object>> options = new TreeMap<>();
        options.put("cascade", AgentOptions::getCascade);
        options.put("tools", AgentOptions::getTools);
        options.put("maxSteps", AgentOptions::getMaxSteps);
        options.put("maxToolCalls", AgentOptions::getMaxToolCalls);
        options.put("maxRepeats", AgentOptions::getMaxRepeats);
        options.put("maxDepth", AgentOptions::getMaxDepth);
        options.put("parallelToolCalls", AgentOptions::isParallelToolCalls);
        options.put("confirm", AgentOptions::getConfirm);
        options.put("confirmFrom", AgentOptions::getConfirmFrom);
        options.put("toolRisk", AgentOptions::getToolRisk);
        options.put("memory", AgentOptions::getMemory);
        options.put("memoryTurns", AgentOptions::getMemoryTurns);
        options.put("whenDenied", AgentOptions::getWhenDenied);
        options.put("whenStopped", AgentOptions::getWhenStopped);
        return options;
    }

    private static Map<String, Function<ToolOptions, @Nullable Object>> ofTools() {
        Map<String, Function<ToolOptions, @Nullable Object>> options = new TreeMap<>();
        options.put("description", ToolOptions::getDescription);
        options.put("parameter", ToolOptions::getParameter);
        options.put("parameters", ToolOptions::getParameters);
        options.put("risk", ToolOptions::getRisk);
        options.put("confirmed", ToolOptions::isConfirmed);
        options.put("idempotent", ToolOptions::isIdempotent);
        options.put("toolTimeout", ToolOptions::getToolTimeout);
        options.put("maxResult", ToolOptions::getMaxResult);
        return options;
    }

    /** @throws IllegalArgumentException when one of agents' is set */
    static void ofAgents(CascadeFlowEndpoint endpoint) {
        refuse(OF_AGENTS, endpoint.getAgent(), new AgentOptions(), "cascadeflow:agent:name only");
    }

    /** @throws IllegalArgumentException when one of tools' is set */
    static void ofTools(CascadeFlowEndpoint endpoint) {
        refuse(OF_TOOLS, endpoint.getTool(), new ToolOptions(), "cascadeflow:tool:name only");
    }

    private static <T> void refuse(
            Map<String, Function<T, @Nullable Object>> options, T written, T defaults, String where) {
        options.forEach((name, value) -> {
            if (!Objects.equals(value.apply(written), value.apply(defaults))) {
                throw new IllegalArgumentException("option %s is for %s; remove it here".formatted(name, where));
            }
        });
    }
}
