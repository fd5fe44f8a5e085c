package io.cascadeflow.camel.gateway;

import io.cascadeflow.camel.config.GatewayLimits;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One request of a client and the way back to it, whatever server it came by. It is answered once: whole, or as a stream. All
 * methods may be called on any thread.
 */
interface Client {

    /** In capitals. */
    String method();

    /** Without a query. */
    String path();

    /** Without the question mark; absent when there is none. */
    @Nullable
    String query();

    /** Its values, joined by commas; absent when the client did not send it. */
    @Nullable
    String header(String name);

    /** Where it comes from, without a port. */
    String address();

    /** Its body. Fails with a {@link FaultException} when that is too long or does not come in time. */
    CompletionStage<byte[]> body(GatewayLimits limits);

    void answer(int status, Map<String, String> headers, byte[] body);

    /** Begins an answer of which more is to come. */
    Outlet begin(Map<String, String> headers);

    /** Completes when the client has gone before it was answered to the end. */
    CompletableFuture<Void> gone();

    /** Takes a streamed answer. Not to be used by two threads at once. */
    interface Outlet {

        /** @return complete when there is room for more, or nobody is there to read it */
        CompletionStage<Void> write(String text);

        /** @param trailers what became known only now; sent where the protocol has a place for it */
        void end(String text, Map<String, String> trailers);

        /**
         * The answer is not whole: its last words, and then an end that nobody takes for one. Some clients skip an error in a
         * stream, and would take for the whole answer what came before it.
         */
        void breakOff(String text);
    }
}
