package io.cascadeflow.camel.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.model.ReplyEvent;
import io.cascadeflow.provider.ReplySink;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Writes an answer to a client as it comes, only as fast as the client reads; a client that leaves stops it. */
final class ResponseSink implements ReplySink {

    private static final CompletionStage<Void> AT_ONCE = CompletableFuture.completedFuture(null);

    private final HttpServerResponse response;
    private final Asked.Stream stream;
    private final CompletableFuture<Void> stop = new CompletableFuture<>();

    ResponseSink(HttpServerResponse response, Asked.Stream stream) {
        this.response = response;
        this.stream = stream;
        response.closeHandler(gone -> stop.complete(null));
    }

    @Override
    public synchronized CompletionStage<Void> accept(ReplyEvent event) {
        return write(stream.of(event));
    }

    private CompletionStage<Void> write(String text) {
        if (text.isEmpty() || stop.isDone()) {
            return AT_ONCE;
        }
        begin();
        response.write(text);
        if (!response.writeQueueFull()) {
            return AT_ONCE;
        }
        CompletableFuture<Void> room = new CompletableFuture<>();
        response.drainHandler(drained -> room.complete(null));
        stop.thenRun(() -> room.complete(null));
        return room;
    }

    private void begin() {
        if (!response.headWritten()) {
            response.setChunked(true)
                    .putHeader("content-type", "text/event-stream")
                    .putHeader("cache-control", "no-cache");
        }
    }

    boolean hasBegun() {
        return response.headWritten();
    }

    synchronized void end(@Nullable ObjectNode account) {
        begin();
        response.end(stream.end(account));
    }

    synchronized void fail(Fault fault, String requestId) {
        response.end(stream.error(fault, requestId));
    }

    @Override
    public synchronized void waiting() {
        write(stream.waiting());
    }

    @Override
    public CompletableFuture<Void> stop() {
        return stop;
    }
}
