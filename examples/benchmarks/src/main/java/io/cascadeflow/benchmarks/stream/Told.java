package io.cascadeflow.benchmarks.stream;

import io.cascadeflow.camel.CascadeFlowProperties;
import io.cascadeflow.model.ReplyEvent;
import io.cascadeflow.provider.ReplySink;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;

/** The callback form, as a gateway uses it. */
final class Told implements ReplySink, Taking {

    private static final CompletionStage<Void> AT_ONCE = CompletableFuture.completedFuture(null);

    private final Receipts receipts;
    private final CompletableFuture<Void> stop = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private Told(Receipts receipts) {
        this.receipts = receipts;
    }

    static Told by(AsyncProducer producer, Exchange exchange, Receipts receipts) {
        Told told = new Told(receipts);
        exchange.setProperty(CascadeFlowProperties.SINK, told);
        producer.process(exchange, doneSync -> {
            if (exchange.getException() == null) {
                told.ended.complete(null);
            } else {
                told.ended.completeExceptionally(exchange.getException());
            }
        });
        return told;
    }

    @Override
    public CompletionStage<Void> accept(ReplyEvent event) {
        if (event instanceof ReplyEvent.Text piece) {
            receipts.text(piece.text());
        }
        return AT_ONCE;
    }

    @Override
    public CompletableFuture<Void> stop() {
        return stop;
    }

    @Override
    public CompletableFuture<Void> ended() {
        return ended;
    }

    @Override
    public void leave() {
        stop.complete(null);
    }
}
