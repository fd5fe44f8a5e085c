package io.cascadeflow.camel.langchain4j;

import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import io.cascadeflow.camel.bridge.Bridge;
import io.cascadeflow.camel.bridge.CascadeClient;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;

/**
 * A cascade as a chat model of LangChain4j, for existing services: whatever asks a model asks the cascade. For answers in pieces
 * there is {@link CascadeStreamingChatModel}.
 *
 * <p>What its metadata adds is in {@link CascadeResponseMetadata}. A failing provider becomes the library's exception that says
 * the same; that a budget is spent, a rule denies it or no answer was good enough has no such exception, and comes as ours.
 * The model's name in a request is not looked at: the cascade says which models are asked. Thread-safe.
 */
public final class CascadeChatModel implements ChatModel, Bridge {

    private final CascadeClient client;
    private final List<ChatModelListener> listeners;

    /** @param uri what to ask: {@code cascadeflow:cascade:support}, another endpoint of ours, or a route such as {@code direct:ask} */
    public CascadeChatModel(CamelContext camel, String uri) {
        this(camel, uri, Map.of(), List.of());
    }

    /**
     * @param headers of every question, such as {@link io.cascadeflow.camel.CascadeFlowConstants#TENANT}
     * @param listeners of the library's, told of each question and answer
     */
    public CascadeChatModel(
            CamelContext camel, String uri, Map<String, Object> headers, List<ChatModelListener> listeners) {
        this.client = new CascadeClient(camel, uri, headers);
        this.listeners = List.copyOf(listeners);
    }

    @Override
    public ChatResponse doChat(ChatRequest request) {
        try {
            return Responses.of(client.ask(Questions.of(request)));
        } catch (RuntimeException failure) {
            throw Exceptions.of(failure);
        }
    }

    @Override
    public ChatRequestParameters defaultRequestParameters() {
        return ChatRequestParameters.builder().build();
    }

    @Override
    public List<ChatModelListener> listeners() {
        return listeners;
    }

    @Override
    public ModelProvider provider() {
        return ModelProvider.OTHER;
    }

    /** Schemas are checked by the cascade, whatever its models can do. */
    @Override
    public Set<Capability> supportedCapabilities() {
        return Set.of(Capability.RESPONSE_FORMAT_JSON_SCHEMA);
    }
}
