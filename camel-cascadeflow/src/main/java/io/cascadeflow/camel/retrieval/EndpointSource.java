package io.cascadeflow.camel.retrieval;

import io.cascadeflow.camel.CascadeFlowConstants;
import io.cascadeflow.camel.budget.Spending;
import io.cascadeflow.provider.BlockingCalls;
import io.cascadeflow.provider.Pause;
import io.cascadeflow.retrieval.Passage;
import io.cascadeflow.retrieval.RetrievalQuery;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.service.ServiceHelper;

/** Any endpoint that answers a question with passages. One that blocks holds a thread of ours, never the caller's. */
final class EndpointSource implements Source {

    private final AsyncProducer producer;
    private final BlockingCalls threads;
    private final Pause pause;

    EndpointSource(Endpoint endpoint, BlockingCalls threads, Pause pause) throws Exception {
        this.producer = endpoint.createAsyncProducer();
        this.threads = threads;
        this.pause = pause;
    }

    @Override
    public CompletionStage<List<Passage>> find(Exchange exchange, RetrievalQuery query, Duration limit) {
        Exchange asked = copy(exchange, query);
        CompletableFuture<Exchange> answered = new CompletableFuture<>();
        CompletableFuture<Void> over = pause.of(limit);
        over.thenRun(() -> answered.completeExceptionally(new TimeoutException()));
        CompletableFuture<Boolean> running =
                threads.call(() -> producer.process(asked, doneSync -> answered.complete(asked)), limit);
        running.whenComplete((sync, failure) -> {
            if (failure != null) {
                answered.completeExceptionally(failure);
            }
        });
        answered.whenComplete((done, failure) -> {
            over.cancel(false);
            running.cancel(false);
        });
        return answered.thenApply(done -> read(exchange, done));
    }

    /** With the headers of the question, as enrich has them, and under its budgets. */
    private static Exchange copy(Exchange exchange, RetrievalQuery query) {
        Exchange copy = new DefaultExchange(exchange.getContext());
        Spending.set(copy, Spending.of(exchange));
        Message message = copy.getMessage();
        message.getHeaders().putAll(exchange.getMessage().getHeaders());
        message.setHeader(CascadeFlowConstants.RETRIEVAL_TOP, query.top());
        if (query.filter() == null) {
            message.removeHeader(CascadeFlowConstants.RETRIEVAL_FILTER);
        } else {
            message.setHeader(CascadeFlowConstants.RETRIEVAL_FILTER, query.filter());
        }
        message.setBody(query.text());
        return copy;
    }

    private static List<Passage> read(Exchange exchange, Exchange asked) {
        Object total = asked.getMessage().getHeader(CascadeFlowConstants.TOTAL_COST);
        if (total != null) {
            exchange.getMessage().setHeader(CascadeFlowConstants.TOTAL_COST, total);
        }
        if (asked.getException() != null) {
            throw new CompletionException(asked.getException());
        }
        return PassageReader.of(
                asked.getMessage().getBody(), exchange.getContext().getTypeConverter());
    }

    @Override
    public void start() {
        ServiceHelper.startService(producer);
    }

    @Override
    public void stop() {
        ServiceHelper.stopService(producer);
    }
}
