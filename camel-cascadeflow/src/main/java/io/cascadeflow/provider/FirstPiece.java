package io.cascadeflow.provider;

import io.cascadeflow.model.ReplyEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Notes when the first piece of a reply comes, of each attempt of a call. Safe to share between threads. */
final class FirstPiece {

    private final Clock clock;
    private volatile @Nullable Instant at;

    FirstPiece(Clock clock) {
        this.clock = clock;
    }

    /** Another attempt begins. */
    void forget() {
        at = null;
    }

    /** How long after {@code start}; absent when none has come since. */
    @Nullable
    Duration after(Instant start) {
        Instant first = at;
        return first == null || first.isBefore(start) ? null : Duration.between(start, first);
    }

    ReplySink before(ReplySink sink) {
        return new ReplySink() {
            @Override
            public CompletionStage<Void> accept(ReplyEvent event) {
                if (at == null && !(event instanceof ReplyEvent.Start)) {
                    at = clock.instant();
                }
                return sink.accept(event);
            }

            @Override
            public CompletableFuture<Void> stop() {
                return sink.stop();
            }

            @Override
            public void waiting() {
                sink.waiting();
            }

            @Override
            public boolean restart() {
                return sink.restart();
            }
        };
    }
}
