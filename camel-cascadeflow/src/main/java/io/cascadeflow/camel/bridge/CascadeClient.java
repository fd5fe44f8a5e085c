package io.cascadeflow.camel.bridge;

import io.cascadeflow.camel.CascadeFlowConstants;
import io.cascadeflow.camel.CascadeFlowProperties;
import io.cascadeflow.confidence.Draft;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.FinishReason;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.provider.ReplySink;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;
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
                : CompletableFuture.completedFuture(
                        new CascadeAnswer(reply(exchange), CascadeAccount.of(exchange.getMessage())));
    }

    /** What our endpoints answered, while it is still in the body; of any other steps there is a text. */
    private static ChatReply reply(Exchange exchange) {
        Draft draft = exchange.getProperty(CascadeFlowProperties.DRAFT, Draft.class);
        Message message = exchange.getMessage();
        if (draft != null) {
            ChatReply reply = draft.reply();
            boolean changed = message.getBody() instanceof String body && !body.equals(reply.text());
            return (changed ? reply.withMessage(ChatMessage.assistant(message.getBody(String.class))) : reply)
                    .withUsage(reply.usage() == null ? usage(message) : reply.usage());
        }
        String text = message.getBody(String.class);
        String finish = message.getHeader(CascadeFlowConstants.FINISH_REASON, String.class);
        ChatReply reply = ChatReply.of(
                Objects.requireNonNullElse(message.getHeader(CascadeFlowConstants.MODEL, String.class), ""),
                text == null ? "" : text);
        return finish == null ? reply : reply.withFinishReason(FinishReason.valueOf(finish.toUpperCase(Locale.ROOT)));
    }

    private static @Nullable TokenUsage usage(Message message) {
        Long input = message.getHeader(CascadeFlowConstants.INPUT_TOKENS, Long.class);
        Long output = message.getHeader(CascadeFlowConstants.OUTPUT_TOKENS, Long.class);
        return input == null || output == null ? null : TokenUsage.estimated(input, output);
    }

    private synchronized ProducerTemplate template() {
        if (template == null) {
            template = camel.createProducerTemplate();
        }
        return template;
    }
}
