package io.cascadeflow.examples.streaming;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.camel.stream.DraftEvent;
import io.cascadeflow.camel.stream.DraftSink;
import io.cascadeflow.model.ReplyEvent;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One browser that waits for an answer, told in server-sent events: {@code piece}, {@code retract} and {@code accept} of each
 * tier. No thread waits for it: a slow one is not sent more before there is room, and then the provider is not read on either.
 */
final class Browser implements DraftSink {

    private final HttpServerResponse response;
    private final Context loop;
    private final CompletableFuture<Void> gone = new CompletableFuture<>();

    /** On the event loop. */
    Browser(HttpServerResponse response, Context loop) {
        this.response = response;
        this.loop = loop;
        response.setChunked(true)
                .putHeader("Content-Type", "text/event-stream; charset=utf-8")
                .putHeader("Cache-Control", "no-store")
                // else a proxy such as nginx collects the pieces
                .putHeader("X-Accel-Buffering", "no");
        response.exceptionHandler(broken -> gone.complete(null));
        response.closeHandler(closed -> gone.complete(null));
        send(": here it begins\n\n");
    }

    static ObjectNode data() {
        return JsonNodeFactory.instance.objectNode();
    }

    @Override
    public CompletionStage<Void> take(DraftEvent event) {
        if (event instanceof DraftEvent.Piece piece) {
            return piece.event() instanceof ReplyEvent.Text text
                    ? tell("piece", data().put("tier", piece.tier()).put("text", text.text()))
                    : CompletableFuture.completedFuture(null);
        }
        return event instanceof DraftEvent.Retract back
                ? tell("retract", data().put("tier", back.tier()).put("reason", back.reason()))
                : tell("accept", data().put("tier", event.tier()));
    }

    /** Completes when the browser has closed the connection: the call under way is cancelled then. */
    @Override
    public CompletableFuture<Void> stop() {
        return gone;
    }

    /** A draft is held back: whoever sits between would close a line on which nothing comes. */
    @Override
    public void waiting() {
        send(": waiting\n\n");
    }

    /** Sends one event; complete when there is room for more. */
    CompletionStage<Void> tell(String event, ObjectNode data) {
        // JSON has no line breaks of its own, so it is one line of data
        return send("event: %s\ndata: %s\n\n".formatted(event, data));
    }

    /** The last event. */
    void end(String event, ObjectNode data) {
        tell(event, data);
        loop.runOnContext(then -> {
            if (!response.closed() && !response.ended()) {
                response.end();
            }
        });
    }

    private CompletionStage<Void> send(String text) {
        CompletableFuture<Void> room = new CompletableFuture<>();
        loop.runOnContext(now -> write(text, room));
        return room;
    }

    private void write(String text, CompletableFuture<@Nullable Void> room) {
        if (response.closed() || response.ended()) {
            room.complete(null);
            return;
        }
        response.write(text);
        if (response.writeQueueFull()) {
            response.drainHandler(drained -> room.complete(null));
            var unused = gone.thenRun(() -> room.complete(null));
        } else {
            room.complete(null);
        }
    }
}
