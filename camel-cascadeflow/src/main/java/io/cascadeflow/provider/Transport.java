package io.cascadeflow.provider;

import java.util.concurrent.CompletionStage;

/**
 * The port to HTTP. Implementations are thread-safe.
 *
 * <p>{@link #send} never blocks the caller. The stage completes with whatever status the server sent, or exceptionally with
 * a {@link ProviderException} of kind {@code CONNECT}, {@code DISCONNECTED}, {@code DNS}, {@code TLS}, {@code TIMEOUT}, {@code TRUNCATED},
 * {@code BAD_PAYLOAD} (what came is not HTTP, or is too large) or {@code OVERLOADED} (no capacity left on our side), made by
 * {@link TransportErrors}. Cancelling the stage as a {@link java.util.concurrent.CompletableFuture} ends the exchange.
 * Redirects are not followed.
 */
public interface Transport extends AutoCloseable {

    CompletionStage<HttpReply> send(HttpCall call);

    @Override
    default void close() {}
}
