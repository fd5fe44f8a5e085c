package io.cascadeflow.camel.http;

import io.cascadeflow.provider.HttpCall;
import io.cascadeflow.provider.HttpReply;
import io.cascadeflow.provider.HttpStream;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What streamed replies of all clients have in common: the head is told, then pieces as they are asked for, then one end. Whatever
 * thread tells of a failure, it does not overtake the head.
 */
abstract class StreamedBody implements HttpStream.Body {

    final HttpCall call;
    final CompletableFuture<Void> over;
    final Handover pieces = new Handover();
    private final CompletableFuture<HttpStream> opened;
    private volatile @Nullable HttpStream stream;

    /**
     * @param opened completes with the head, or with the failure that there is none
     * @param over whoever completes it ends the exchange
     */
    StreamedBody(HttpCall call, CompletableFuture<HttpStream> opened, CompletableFuture<Void> over) {
        this.call = call;
        this.opened = opened;
        this.over = over;
    }

    /** Whether the server can have seen the request. */
    abstract boolean isRequested();

    /** The head is there, but nobody is told yet. */
    final void began(HttpReply head) {
        stream = EncodedBody.stream(head, this, call);
    }

    final boolean hasBegun() {
        return stream != null;
    }

    /** Tells of the head if it is there. */
    final void tell() {
        HttpStream begun = stream;
        if (begun != null) {
            opened.complete(begun);
        }
    }

    void fail(Throwable failure) {
        tell();
        over.completeExceptionally(Failures.of(call, failure, isRequested(), hasBegun()));
    }

    @Override
    public void close() {
        InFlight.giveUp(over);
    }
}
