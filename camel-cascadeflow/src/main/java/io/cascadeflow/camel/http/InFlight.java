package io.cascadeflow.camel.http;

import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderException.Kind;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** The exchanges under way, so that closing a transport ends them. Thread-safe. */
final class InFlight implements AutoCloseable {

    private final Set<CompletableFuture<?>> exchanges = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** A new one, under way until it is done; failed already when the transport is closed. */
    <T> CompletableFuture<T> add() {
        CompletableFuture<T> exchange = new CompletableFuture<>();
        exchanges.add(exchange);
        exchange.whenComplete((done, failure) -> exchanges.remove(exchange));
        if (closed) {
            end(exchange);
        }
        return exchange;
    }

    int size() {
        return exchanges.size();
    }

    @Override
    public void close() {
        closed = true;
        exchanges.forEach(InFlight::end);
    }

    /** Ends it because nobody wants it any more. */
    static void giveUp(CompletableFuture<?> exchange) {
        if (!exchange.isDone()) {
            exchange.completeExceptionally(
                    new ProviderException(Kind.CANCELLED, "CANCELLED: nothing more of the reply was wanted"));
        }
    }

    /** Fails it because the transport is closed. */
    static void end(CompletableFuture<?> exchange) {
        exchange.completeExceptionally(new ProviderException(
                Kind.CANCELLED, "CANCELLED: the transport is closed; start the Camel context again"));
    }
}
