package io.cascadeflow.provider;

import java.util.concurrent.CompletionStage;

/**
 * The port to HTTP. Implementations are thread-safe.
 *
 * <p>{@link #send} never blocks the caller. The stage completes with whatever status the server sent, or exceptionally with
 * a {@link ProviderException} of kind {@code CONNECT}, {@code DISCONNECTED}, {@code DNS}, {@code TLS}, {@code TIMEOUT}, {@code TRUNCATED},
 * {@code BAD_PAYLOAD} (what came is not HTTP, or is too large) or {@code OVERLOADED} (no capacity left on our side), made by
 * {@link TransportErrors}. A failure before anything was sent has the usage of no tokens, where its kind may have cost
 * something. Cancelling the stage as a {@link java.util.concurrent.CompletableFuture} ends the exchange.
 * Redirects are not followed.
 */
public interface Transport extends AutoCloseable {

    CompletionStage<HttpReply> send(HttpCall call);

    /**
     * Like {@link #send}, but the stage completes as soon as the reply's head is there; the body is taken piece by piece.
     * The call's timeout holds until the head; who takes the body watches over its pieces. By default the body comes in one
     * piece.
     */
    default CompletionStage<HttpStream> open(HttpCall call) {
        return send(call).thenApply(HttpStream::whole);
    }

    @Override
    default void close() {}
}
