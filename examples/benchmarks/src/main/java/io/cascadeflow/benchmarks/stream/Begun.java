package io.cascadeflow.benchmarks.stream;

import io.cascadeflow.camel.stream.ReplyStream;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;

/** An exchange of which the body comes as a stream. */
final class Begun {

    private Begun() {}

    /**
     * Sends the exchange.
     *
     * @param ended fails when the answer never begins, or breaks off
     * @param taker gets the body once it begins, on the thread on which a route would go on
     */
    static void send(
            AsyncProducer producer, Exchange exchange, CompletableFuture<Void> ended, Consumer<ReplyStream> taker) {
        producer.process(exchange, doneSync -> {
            if (exchange.getException() == null) {
                ReplyStream body = exchange.getMessage().getBody(ReplyStream.class);
                body.headers().whenComplete((headers, failure) -> {
                    if (failure == null) {
                        ended.complete(null);
                    } else {
                        ended.completeExceptionally(failure);
                    }
                });
                taker.accept(body);
            } else {
                ended.completeExceptionally(exchange.getException());
            }
        });
    }
}
