package io.cascadeflow.camel.springai;

import io.cascadeflow.camel.bridge.Bridge;
import io.cascadeflow.camel.bridge.CascadeClient;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.model.tool.ToolCallingChatOptions;
import org.springframework.ai.model.tool.ToolCallingManager;
import org.springframework.ai.model.tool.ToolExecutionResult;
import org.springframework.ai.tool.definition.ToolDefinition;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/**
 * A cascade as a chat model of Spring AI, for existing clients: whatever asks a model asks the cascade. Like the library's own models
 * it runs the tools itself, each of its turns through the cascade, unless the options say that the caller does.
 *
 * <p>What is known of an answer beyond its words is in its metadata under {@link #ACCOUNT}. Exceptions are ours, unchanged: the
 * library has none that say the same. The model's name in the options is not looked at. Thread-safe.
 */
public final class CascadeChatModel implements ChatModel, Bridge {

    /** The key of the {@link io.cascadeflow.camel.bridge.CascadeAccount} in an answer's metadata. */
    public static final String ACCOUNT = "cascadeflow";

    private static final int MOST_TURNS = 50;

    private final CascadeClient client;
    private final ToolCallingManager tools;

    /** @param uri what to ask: {@code cascadeflow:cascade:support}, another endpoint of ours, or a route such as {@code direct:ask} */
    public CascadeChatModel(CamelContext camel, String uri) {
        this(camel, uri, Map.of(), ToolCallingManager.builder().build());
    }

    /**
     * @param headers of every question, such as {@link io.cascadeflow.camel.CascadeFlowConstants#TENANT}
     * @param tools finds and runs tools
     */
    public CascadeChatModel(CamelContext camel, String uri, Map<String, Object> headers, ToolCallingManager tools) {
        this.client = new CascadeClient(camel, uri, headers);
        this.tools = tools;
    }

    @Override
    public ChatResponse call(Prompt prompt) {
        Prompt turn = prompt;
        for (int turns = 0; turns < MOST_TURNS; turns++) {
            ChatResponse response = Responses.of(client.ask(Questions.of(turn, offered(turn))));
            if (!runsTools(turn, response)) {
                return response;
            }
            ToolExecutionResult result = tools.executeToolCalls(turn, response);
            if (result.returnDirect()) {
                return given(response, result);
            }
            turn = new Prompt(result.conversationHistory(), turn.getOptions());
        }
        throw tooMany();
    }

    @Override
    public Flux<ChatResponse> stream(Prompt prompt) {
        return stream(prompt, 0);
    }

    private Flux<ChatResponse> stream(Prompt prompt, int turns) {
        if (turns >= MOST_TURNS) {
            return Flux.error(tooMany());
        }
        Flux<ChatResponse> pieces = Flux.create(emitter -> {
            Told told = new Told(emitter);
            client.ask(Questions.of(prompt, offered(prompt)), told).whenComplete(told::end);
        });
        return pieces.concatMap(piece -> runsTools(prompt, piece) ? next(prompt, piece, turns) : Flux.just(piece), 1);
    }

    /** Tools may block, and whoever brought the piece is not to wait for them. */
    private Flux<ChatResponse> next(Prompt prompt, ChatResponse calls, int turns) {
        return Flux.defer(() -> {
                    ToolExecutionResult result = tools.executeToolCalls(prompt, calls);
                    return result.returnDirect()
                            ? Flux.just(given(calls, result))
                            : stream(new Prompt(result.conversationHistory(), prompt.getOptions()), turns + 1);
                })
                .subscribeOn(Schedulers.boundedElastic());
    }

    private List<ToolDefinition> offered(Prompt prompt) {
        return prompt.getOptions() instanceof ToolCallingChatOptions options
                ? tools.resolveToolDefinitions(options)
                : List.of();
    }

    private static boolean runsTools(Prompt prompt, ChatResponse response) {
        return response.hasToolCalls() && ToolCallingChatOptions.isInternalToolExecutionEnabled(prompt.getOptions());
    }

    private static ChatResponse given(ChatResponse calls, ToolExecutionResult result) {
        return ChatResponse.builder()
                .from(calls)
                .generations(ToolExecutionResult.buildGenerations(result))
                .build();
    }

    private static IllegalStateException tooMany() {
        return new IllegalStateException(
                "the models asked for tools %d times without an answer; look at the tools".formatted(MOST_TURNS));
    }

    @Override
    public ChatOptions getDefaultOptions() {
        return ToolCallingChatOptions.builder().build();
    }
}
