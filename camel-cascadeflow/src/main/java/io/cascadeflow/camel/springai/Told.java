package io.cascadeflow.camel.springai;

import io.cascadeflow.camel.bridge.CascadeAnswer;
import io.cascadeflow.model.ReplyEvent;
import io.cascadeflow.provider.Cancellation;
import io.cascadeflow.provider.ReplySink;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.model.ChatResponse;
import reactor.core.publisher.FluxSink;

/** Tells a subscriber an answer as it comes, and only as fast as pieces are asked for. Tool calls, usage and the end come last. */
final class Told implements ReplySink {

    private static final CompletableFuture<Void> AT_ONCE = CompletableFuture.completedFuture(null);

    private final FluxSink<ChatResponse> emitter;
    private final CompletableFuture<Void> stop = new CompletableFuture<>();
    private volatile CompletableFuture<Void> room = AT_ONCE;
    private final StringBuilder text = new StringBuilder();

    Told(FluxSink<ChatResponse> emitter) {
        this.emitter = emitter;
        emitter.onRequest(more -> room.complete(null));
        emitter.onDispose(() -> stop.complete(null));
    }

    @Override
    public CompletionStage<Void> accept(ReplyEvent event) {
        if (!(event instanceof ReplyEvent.Text piece) || stop.isDone()) {
            return AT_ONCE;
        }
        text.append(piece.text());
        emitter.next(Responses.piece(piece.text()));
        if (emitter.requestedFromDownstream() > 0) {
            return AT_ONCE;
        }
        CompletableFuture<Void> wanted = new CompletableFuture<>();
        room = wanted;
        if (emitter.requestedFromDownstream() > 0) {
            // asked for while that was noted
            wanted.complete(null);
        }
        return wanted;
    }

    @Override
    public CompletableFuture<Void> stop() {
        return stop;
    }

    void end(@Nullable CascadeAnswer answer, @Nullable Throwable failure) {
        if (answer != null) {
            emitter.next(Responses.rest(answer, text.length()));
            emitter.complete();
        } else {
            emitter.error(failure == null ? new IllegalStateException() : Cancellation.unwrap(failure));
        }
    }
}
