package io.cascadeflow.camel.langchain4j;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.agent.tool.ToolSpecifications;
import dev.langchain4j.exception.ToolExecutionException;
import dev.langchain4j.mcp.client.McpClient;
import dev.langchain4j.service.tool.DefaultToolExecutor;
import dev.langchain4j.service.tool.ToolExecutionResult;
import dev.langchain4j.service.tool.ToolExecutor;
import io.cascadeflow.agent.Risk;
import io.cascadeflow.agent.Tool;
import io.cascadeflow.camel.CascadeFlowConstants;
import io.cascadeflow.camel.agent.OfferedTool;
import io.cascadeflow.camel.agent.ToolException;
import io.cascadeflow.camel.agent.ToolSource;
import io.cascadeflow.camel.agent.ToolUse;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Tools of LangChain4j, for agents to find by name: bind it in the registry. Beans and executors need {@code langchain4j} on the class
 * path, MCP servers {@code langchain4j-mcp}. None of them says what a call can do, so all are of high {@link Risk}, unless the agent's
 * option {@code toolRisk} says otherwise. Thread-safe where the tools are.
 */
public final class LangChainTools implements ToolSource {

    /** What the client says, as if it were the tool's answer, when its own time for a call is over. */
    private static final String TIMED_OUT = "There was a timeout executing the tool";

    private final List<OfferedTool> tools;

    private LangChainTools(List<OfferedTool> tools) {
        this.tools = List.copyOf(tools);
    }

    @Override
    public List<OfferedTool> tools() {
        return tools;
    }

    /**
     * The methods of a bean that are annotated with {@code @Tool}.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static LangChainTools of(Object bean) {
        List<OfferedTool> tools = new ArrayList<>();
        for (Method method : bean.getClass().getDeclaredMethods()) {
            if (method.isAnnotationPresent(dev.langchain4j.agent.tool.Tool.class)) {
                ToolExecutor executor = DefaultToolExecutor.builder()
                        .object(bean)
                        .originalMethod(method)
                        .methodToInvoke(method)
                        .wrapToolArgumentsExceptions(true)
                        .propagateToolExecutionExceptions(true)
                        .build();
                tools.add(executed(ToolSpecifications.toolSpecificationFrom(method), executor));
            }
        }
        if (tools.isEmpty()) {
            throw new IllegalArgumentException("%s has no method that is annotated with @Tool"
                    .formatted(bean.getClass().getName()));
        }
        return new LangChainTools(tools);
    }

    /** Specifications, and what does them. */
    public static LangChainTools of(Map<ToolSpecification, ToolExecutor> executors) {
        List<OfferedTool> tools = new ArrayList<>();
        executors.forEach((specification, executor) -> tools.add(executed(specification, executor)));
        return new LangChainTools(tools);
    }

    /** The tools that an MCP server has now: it is asked here, once. What it says comes as it is, also that a call has failed. */
    public static LangChainTools of(McpClient server) {
        return new LangChainTools(server.listTools().stream()
                .map(specification -> offered(specification, (request, use) -> told(server, request)))
                .toList());
    }

    private static @Nullable String told(McpClient server, ToolExecutionRequest request) throws TimeoutException {
        try {
            ToolExecutionResult result = server.executeTool(request);
            if (TIMED_OUT.equals(result.resultText())) {
                throw new TimeoutException();
            }
            if (!result.isError()) {
                return result.resultText();
            }
            throw new ToolException(String.valueOf(result.resultText()));
        } catch (ToolExecutionException said) {
            throw new ToolException(String.valueOf(said.getMessage()));
        }
    }

    private static OfferedTool executed(ToolSpecification specification, ToolExecutor executor) {
        return offered(specification, (request, use) -> executor.execute(request, memory(use)));
    }

    /** What the library knows a conversation by. */
    private static Object memory(ToolUse use) {
        String id = use.exchange().getMessage().getHeader(CascadeFlowConstants.CONVERSATION_ID, String.class);
        return id != null ? id : use.exchange().getMessage().getHeader(CascadeFlowConstants.RUN_ID, "", String.class);
    }

    private static OfferedTool offered(ToolSpecification specification, Does does) {
        Tool tool =
                new Tool(Questions.tool(specification), Risk.HIGH, false, false, Tool.TIMEOUT, Tool.MOST_CHARACTERS);
        return new OfferedTool(tool, use -> done(does.apply(request(specification.name(), use), use)));
    }

    private interface Does {
        @Nullable
        String apply(ToolExecutionRequest request, ToolUse use) throws TimeoutException;
    }

    private static CompletionStage<@Nullable Object> done(@Nullable String said) {
        return CompletableFuture.completedFuture(said);
    }

    private static ToolExecutionRequest request(String tool, ToolUse use) {
        ObjectNode arguments = use.arguments();
        return ToolExecutionRequest.builder()
                .id(use.callId())
                .name(tool)
                .arguments(arguments.toString())
                .build();
    }
}
