package io.cascadeflow.benchmarks.early;

import io.cascadeflow.model.ReplyEvent;
import io.cascadeflow.provider.ReplySink;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Takes every piece at once and does nothing with it. */
final class Unheard implements ReplySink {

    private final CompletableFuture<Void> stop = new CompletableFuture<>();

    @Override
    public CompletionStage<Void> accept(ReplyEvent event) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> stop() {
        return stop;
    }
}
