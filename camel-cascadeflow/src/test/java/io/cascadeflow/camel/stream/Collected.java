package io.cascadeflow.camel.stream;

import io.cascadeflow.model.ReplyEvent;
import io.cascadeflow.provider.ReplySink;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** A sink that keeps what it is told. */
class Collected implements ReplySink {

    final List<ReplyEvent> events = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> stop = new CompletableFuture<>();

    @Override
    public CompletionStage<Void> accept(ReplyEvent event) {
        events.add(event);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> stop() {
        return stop;
    }

    String text() {
        return events.stream()
                .filter(ReplyEvent.Text.class::isInstance)
                .map(event -> ((ReplyEvent.Text) event).text())
                .collect(Collectors.joining());
    }
}
