package io.cascadeflow.camel.bridge;

import io.cascadeflow.model.ReplyEvent;
import io.cascadeflow.provider.ReplySink;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Tells a reply's pieces to whoever takes them at once, and ends the call when that is stopped. */
public final class Pushed implements ReplySink {

    private static final CompletionStage<Void> AT_ONCE = CompletableFuture.completedFuture(null);

    private final Consumer<ReplyEvent> taker;
    private final CompletableFuture<Void> stop = new CompletableFuture<>();

    public Pushed(Consumer<ReplyEvent> taker) {
        this.taker = taker;
    }

    @Override
    public CompletionStage<Void> accept(ReplyEvent event) {
        if (!stop.isDone()) {
            taker.accept(event);
        }
        return AT_ONCE;
    }

    @Override
    public CompletableFuture<Void> stop() {
        return stop;
    }
}
