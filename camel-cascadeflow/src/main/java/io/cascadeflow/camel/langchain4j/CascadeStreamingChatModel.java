package io.cascadeflow.camel.langchain4j;

import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import io.cascadeflow.camel.bridge.Bridge;
import io.cascadeflow.camel.bridge.CascadeClient;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;

/**
 * A cascade as a streaming chat model of LangChain4j. What a cascade may still withdraw is not told. Everything else is as at
 * {@link CascadeChatModel}. Thread-safe.
 */
public final class CascadeStreamingChatModel implements StreamingChatModel, Bridge {

    private final CascadeClient client;
    private final List<ChatModelListener> listeners;

    /** @param uri what to ask: {@code cascadeflow:cascade:support}, another endpoint of ours, or a route such as {@code direct:ask} */
    public CascadeStreamingChatModel(CamelContext camel, String uri) {
        this(camel, uri, Map.of(), List.of());
    }

    /**
     * @param headers of every question, such as {@link io.cascadeflow.camel.CascadeFlowConstants#TENANT}
     * @param listeners of the library's, told of each question and answer
     */
    public CascadeStreamingChatModel(
            CamelContext camel, String uri, Map<String, Object> headers, List<ChatModelListener> listeners) {
        this.client = new CascadeClient(camel, uri, headers);
        this.listeners = List.copyOf(listeners);
    }

    @Override
    public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
        Told told = new Told(handler);
        client.ask(Questions.of(request), told.sink()).whenComplete(told::end);
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
