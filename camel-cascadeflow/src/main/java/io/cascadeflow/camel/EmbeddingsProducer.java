package io.cascadeflow.camel;

import io.cascadeflow.camel.budget.Spending;
import io.cascadeflow.camel.draft.Bill;
import io.cascadeflow.model.EmbeddingReply;
import io.cascadeflow.model.EmbeddingRequest;
import io.cascadeflow.pricing.Usd;
import io.cascadeflow.provider.MeteredEmbedding;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultAsyncProducer;
import org.jspecify.annotations.Nullable;

/** Asks a model for vectors: a text, or a list of them, becomes a list of vectors in the same order. No thread waits. */
final class EmbeddingsProducer extends DefaultAsyncProducer {

    private final PaidEmbeddings model;
    private final @Nullable Integer dimensions;
    private final Clock clock;

    /** @param dimensions how long the vectors are to be; absent leaves it to the model */
    EmbeddingsProducer(Endpoint endpoint, PaidEmbeddings model, @Nullable Integer dimensions, Clock clock) {
        super(endpoint);
        this.model = model;
        this.dimensions = dimensions;
        this.clock = clock;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        Instant start = clock.instant();
        try {
            EmbeddingRequest request = request(exchange);
            Usd before = ReplyWriter.cleared(exchange);
            model.embed(exchange, request).whenComplete((result, failure) -> {
                if (failure != null) {
                    exchange.setException(failure);
                } else {
                    answered(exchange, result, before, Duration.between(start, clock.instant()));
                }
                callback.done(false);
            });
            return false;
        } catch (RuntimeException e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
    }

    /** @throws IllegalArgumentException when the body is neither a text nor texts, naming what is accepted */
    private EmbeddingRequest request(Exchange exchange) {
        Message message = exchange.getMessage();
        Object body = message.getBody();
        if (body instanceof EmbeddingRequest request) {
            return request.dimensions() != null || dimensions == null
                    ? request
                    : new EmbeddingRequest(request.texts(), dimensions, request.user());
        }
        List<String> texts = body instanceof Iterable<?> list ? texts(list) : List.of(text(message));
        return new EmbeddingRequest(texts, dimensions, message.getHeader(CascadeFlowConstants.USER, String.class));
    }

    private static List<String> texts(Iterable<?> list) {
        List<String> texts = new ArrayList<>();
        for (Object item : list) {
            if (!(item instanceof CharSequence text) || text.toString().isBlank()) {
                throw new IllegalArgumentException(
                        "text %d of the list is %s: vectors are made of texts that are not empty"
                                .formatted(texts.size(), item instanceof CharSequence ? "empty" : "no text"));
            }
            texts.add(text.toString());
        }
        return texts;
    }

    private static String text(Message message) {
        MessageText.makeRepeatable(message);
        String text = message.getBody() == null ? null : message.getBody(String.class);
        if (text == null || text.isBlank()) {
            throw new IllegalArgumentException(
                    "there is no text to make a vector of: set a text, a list of texts or an EmbeddingRequest as the body");
        }
        return text;
    }

    private void answered(Exchange exchange, MeteredEmbedding result, @Nullable Usd before, Duration latency) {
        EmbeddingReply reply = result.reply();
        Spending.onLedger(exchange, result.spent().cost());
        ReplyWriter.cost(
                exchange,
                new Bill(
                        result.spent().cost(),
                        result.spent().charge(),
                        result.spent().estimated(),
                        reply == null ? null : reply.usage(),
                        result.spent().standings()),
                before);
        if (reply == null) {
            exchange.setException(result.failure());
            return;
        }
        ReplyWriter.vectors(exchange, model.id(), reply, latency);
    }
}
