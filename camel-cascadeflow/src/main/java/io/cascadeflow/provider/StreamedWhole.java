package io.cascadeflow.provider;

import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ReplyEvent;
import io.cascadeflow.provider.ProviderException.Kind;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A call that is answered in one piece, told as a stream. */
final class StreamedWhole {

    private final CompletableFuture<ChatReply> whole;
    private final ReplySink sink;
    private final CompletableFuture<ChatReply> told = new CompletableFuture<>();

    StreamedWhole(CompletableFuture<ChatReply> whole, ReplySink sink) {
        this.whole = whole;
        this.sink = sink;
    }

    CompletableFuture<ChatReply> told() {
        Cancellation.of(told).step(whole);
        sink.stop().whenComplete((nothing, failure) -> whole.cancel(true));
        whole.whenComplete((reply, failure) -> {
            if (failure != null) {
                told.completeExceptionally(stopped() ? cancelled(null) : Cancellation.unwrap(failure));
            } else {
                tell(reply, ReplyEvents.of(reply).iterator());
            }
        });
        return told;
    }

    private void tell(ChatReply reply, Iterator<ReplyEvent> events) {
        while (events.hasNext()) {
            if (stopped()) {
                told.completeExceptionally(cancelled(reply));
                return;
            }
            CompletableFuture<Void> taken = take(events.next());
            if (!taken.isDone()) {
                taken.whenComplete((nothing, failure) -> goOn(reply, events, failure));
                return;
            }
            if (taken.isCompletedExceptionally()) {
                told.completeExceptionally(cancelled(reply));
                return;
            }
        }
        told.complete(reply);
    }

    private void goOn(ChatReply reply, Iterator<ReplyEvent> events, @Nullable Throwable failure) {
        if (failure != null) {
            told.completeExceptionally(cancelled(reply));
        } else {
            tell(reply, events);
        }
    }

    private CompletableFuture<Void> take(ReplyEvent event) {
        try {
            return sink.accept(event).toCompletableFuture();
        } catch (RuntimeException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    private boolean stopped() {
        return sink.stop().isDone();
    }

    private static ProviderException cancelled(@Nullable ChatReply reply) {
        ProviderException cancelled =
                new ProviderException(Kind.CANCELLED, "nothing more of the reply was wanted; it was given up");
        return reply == null || reply.usage() == null ? cancelled : cancelled.withUsage(reply.usage());
    }
}
