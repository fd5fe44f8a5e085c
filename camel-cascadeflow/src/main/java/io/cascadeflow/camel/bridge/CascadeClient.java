package io.cascadeflow.camel.bridge;

import io.cascadeflow.camel.CascadeFlowConstants;
import io.cascadeflow.camel.CascadeFlowProperties;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.provider.ReplySink;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;

/** Asks a cascade, an endpoint of ours or a route that leads to one. Thread-safe; made ready when it is first asked. */
public final class CascadeClient {

    private final CamelContext camel;
    private final String uri;
    private final Map<String, Object> headers;
    private @Nullable ProducerTemplate template;

    /**
     * @param uri such as {@code cascadeflow:cascade:support} or {@code direct:ask}
     * @param headers of every question, such as {@link CascadeFlowConstants#TENANT}
     */
    public CascadeClient(CamelContext camel, String uri, Map<String, Object> headers) {
        this.camel = camel;
        this.uri = uri;
        this.headers = Map.copyOf(headers);
    }

    /** Asks, and waits for the answer. Fails with the exception that a route would see, unchanged. */
    public CascadeAnswer ask(ChatRequest request) {
        try {
            return ask(request, null).toCompletableFuture().join();
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof RuntimeException known
                    ? known
                    : RuntimeCamelException.wrapRuntimeCamelException(failure.getCause());
        }
    }

    /** Asks; no thread waits. @param sink told the answer as it comes; absent when only the whole is wanted */
    public CompletionStage<CascadeAnswer> ask(ChatRequest request, @Nullable ReplySink sink) {
        Exchange exchange = new DefaultExchange(camel, ExchangePattern.InOut);
        exchange.getMessage().setBody(request);
        headers.forEach(exchange.getMessage()::setHeader);
        if (sink != null) {
            exchange.setProperty(CascadeFlowProperties.SINK, sink);
        }
        CompletableFuture<Exchange> sent;
        try {
            sent = template().asyncSend(uri, exchange);
        } catch (RuntimeException cannotBeAsked) {
            return CompletableFuture.failedFuture(cannotBeAsked);
        }
        return sent.thenCompose(CascadeClient::answer);
    }

    private static CompletionStage<CascadeAnswer> answer(Exchange exchange) {
        Exception failure = exchange.getException();
        return failure != null
                ? CompletableFuture.failedFuture(failure)
                : CompletableFuture.completedFuture(CascadeAnswer.of(exchange));
    }

    private synchronized ProducerTemplate template() {
        if (template == null) {
            template = camel.createProducerTemplate();
        }
        return template;
    }
}
