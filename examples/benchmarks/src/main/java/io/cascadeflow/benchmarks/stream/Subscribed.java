package io.cascadeflow.benchmarks.stream;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;

/** Takes a body as a reactive consumer does: one subscriber, on whatever thread brings the pieces. */
final class Subscribed implements Flow.Subscriber<Object>, Taking {

    private final Receipts receipts;
    private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
    private final CompletableFuture<Void> settled = new CompletableFuture<>();
    private final CompletableFuture<Void> complete = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = settled.thenCombine(complete, (call, pieces) -> call);

    private Subscribed(Receipts receipts) {
        this.receipts = receipts;
    }

    static Subscribed to(AsyncProducer producer, Exchange exchange, Receipts receipts) {
        Subscribed subscriber = new Subscribed(receipts);
        Begun.send(producer, exchange, subscriber.settled, body -> body.subscribe(subscriber));
        subscriber.settled.whenComplete((nothing, failure) -> {
            if (failure != null) {
                // after a cancellation nobody tells the subscriber
                subscriber.complete.completeExceptionally(failure);
            }
        });
        return subscriber;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription.complete(given);
        given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(Object piece) {
        receipts.text((String) piece);
    }

    @Override
    public void onError(Throwable failure) {
        complete.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        complete.complete(null);
    }

    @Override
    public CompletableFuture<Void> ended() {
        return ended;
    }

    @Override
    public void leave() {
        subscription.join().cancel();
    }
}
