package io.cascadeflow.provider;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * An HTTP reply whose body is still to come.
 *
 * @param head status and headers; its body is empty
 * @param body what follows
 */
public record HttpStream(HttpReply head, Body body) {

    /** The bytes to come, taken one piece after the other by one caller. */
    public interface Body {

        /**
         * Asks for the next piece; the next but one may be asked for when this one is there.
         *
         * @return bytes decoded of any content encoding; empty at the end of a body that is complete by HTTP's rules. Fails
         *     with a {@link ProviderException}, of kind {@code TRUNCATED} when the connection broke
         */
        CompletionStage<byte[]> next();

        /** Ends the exchange, at once when the body is not at its end. May be called again, and from any thread. */
        void close();
    }

    /** A reply that came in one piece, from a transport that knows no other. */
    static HttpStream whole(HttpReply reply) {
        return new HttpStream(new HttpReply(reply.status(), reply.headers(), new byte[0]), new Whole(reply.body()));
    }

    private static final class Whole implements Body {

        private byte[] rest;

        Whole(byte[] rest) {
            this.rest = rest;
        }

        @Override
        public CompletionStage<byte[]> next() {
            byte[] next = rest;
            rest = new byte[0];
            return CompletableFuture.completedFuture(next);
        }

        @Override
        public void close() {}
    }
}
