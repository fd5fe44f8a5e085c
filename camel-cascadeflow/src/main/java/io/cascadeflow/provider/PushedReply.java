package io.cascadeflow.provider;

import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.Logprobs;
import io.cascadeflow.model.ReplyEvent;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.provider.ProviderException.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A reply that a model of another library tells piece by piece, on threads of its own. Pieces are told one after the other: the
 * next when there is room for it. Text and thoughts are told as they come; tool calls, usage and the end are those of the whole
 * reply.
 */
public final class PushedReply {

    private static final CompletableFuture<Void> AT_ONCE = CompletableFuture.completedFuture(null);

    private final ProviderContext context;
    private final BeanErrors errors;
    private final ChatCall call;
    private final ReplySink sink;
    private final CompletableFuture<ChatReply> result = new CompletableFuture<>();
    private final Silence silence;
    private final StringBuilder text = new StringBuilder();
    private Function<Throwable, ProviderException> reason = failure -> new ProviderException(Kind.BAD_PAYLOAD, "");
    private long otherBytes;
    private boolean begun;
    private boolean thought;

    PushedReply(ProviderContext context, BeanErrors errors, ChatCall call, ReplySink sink) {
        this.context = context;
        this.errors = errors;
        this.call = call;
        this.sink = sink;
        silence = new Silence(
                context.patience(),
                context.clock(),
                why -> end(errors.of(Kind.TIMEOUT, why, null).notToBeRepeated()));
    }

    /** @param reason what an exception of the library means */
    CompletableFuture<ChatReply> begin(Duration left, Function<Throwable, ProviderException> reason) {
        this.reason = reason;
        result.whenComplete((reply, failure) -> silence.close());
        silence.start(context.clock().instant(), left);
        sink.stop().whenComplete((nothing, failure) -> end(cancelled()));
        return result;
    }

    /** Done when nobody wants more of the reply, whatever the reason. */
    public CompletableFuture<?> over() {
        return result;
    }

    synchronized boolean hasBegun() {
        return begun;
    }

    /**
     * Tells a piece of the answer's text.
     *
     * @return complete when there is room for another, or the reply is over; never fails
     */
    public CompletableFuture<Void> text(String piece) {
        return piece.isEmpty() ? AT_ONCE : content(new ReplyEvent.Text(piece, Logprobs.ABSENT), piece);
    }

    /** The same for a piece of a thought. */
    public CompletableFuture<Void> reasoning(String piece) {
        return piece.isEmpty() ? AT_ONCE : content(new ReplyEvent.Reasoning(piece), piece);
    }

    /** Something came that is told with the whole reply, such as a piece of a tool call. */
    public void alive(String piece) {
        synchronized (this) {
            otherBytes += bytes(piece);
        }
        silence.breaks();
        silence.spoken();
        silence.begins();
    }

    private CompletableFuture<Void> content(ReplyEvent event, String piece) {
        boolean first;
        synchronized (this) {
            first = !begun;
            begun = true;
            if (event instanceof ReplyEvent.Text) {
                text.append(piece);
            } else {
                thought = true;
                otherBytes += bytes(piece);
            }
        }
        return tell(
                first
                        ? List.of(new ReplyEvent.Start("", call.model()), event).iterator()
                        : List.of(event).iterator());
    }

    /** The reply is whole. */
    public void complete(ChatReply whole) {
        Rest rest;
        synchronized (this) {
            rest = new Rest(begun, text.toString(), thought);
            begun = true;
        }
        if (!whole.text().startsWith(rest.text())) {
            end(errors.of(
                    Kind.BAD_PAYLOAD, "the pieces of the answer do not make up the whole; look at the bean", null));
            return;
        }
        tell(rest.events(whole).iterator()).thenRun(() -> result.complete(whole));
    }

    /** The reply is not going to be whole: with this exception of the library, or another. */
    public void fail(Throwable thrown) {
        Throwable cause = Cancellation.unwrap(thrown);
        end(cause instanceof ProviderException known ? known : reason.apply(cause));
    }

    /** The bean told its end, and nothing says that the model came to one. */
    public void endedWithoutReason() {
        end(errors.of(Kind.TRUNCATED, "the stream stopped before its end: no reason why it finished was told", null));
    }

    private CompletableFuture<Void> tell(Iterator<ReplyEvent> events) {
        while (events.hasNext() && !result.isDone()) {
            CompletableFuture<Void> taken = take(events.next());
            if (!taken.isDone()) {
                CompletableFuture<Void> all = new CompletableFuture<>();
                result.whenComplete((reply, failure) -> all.complete(null));
                taken.whenComplete((nothing, failure) -> {
                    taken(failure);
                    tell(events).thenRun(() -> all.complete(null));
                });
                return all;
            }
            taken(failureOf(taken));
        }
        return AT_ONCE;
    }

    private CompletableFuture<Void> take(ReplyEvent event) {
        silence.breaks();
        if (!(event instanceof ReplyEvent.Start || event instanceof ReplyEvent.Usage)) {
            silence.spoken();
        }
        try {
            return sink.accept(event).toCompletableFuture();
        } catch (RuntimeException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    private void taken(@Nullable Throwable objection) {
        if (objection == null) {
            silence.begins();
        } else {
            Throwable cause = Cancellation.unwrap(objection);
            end(cause instanceof ProviderException known ? known : cancelled());
        }
    }

    private static @Nullable Throwable failureOf(CompletableFuture<Void> done) {
        try {
            done.join();
            return null;
        } catch (CompletionException | java.util.concurrent.CancellationException failure) {
            return failure;
        }
    }

    private ProviderException cancelled() {
        return errors.of(Kind.CANCELLED, "nothing more of the reply was wanted", null);
    }

    private void end(ProviderException failure) {
        TokenUsage consumed;
        synchronized (this) {
            consumed = begun || otherBytes > 0
                    ? TokenEstimate.of(call.request(), 0, otherBytes + bytes(text.toString()))
                    : null;
        }
        result.completeExceptionally(
                consumed == null || failure.details().usage() != null ? failure : failure.withUsage(consumed));
    }

    private static long bytes(String piece) {
        return piece.getBytes(StandardCharsets.UTF_8).length;
    }

    /**
     * What was told before the whole was there.
     *
     * @param text of the answer
     * @param thought whether thoughts were told
     */
    private record Rest(boolean begun, String text, boolean thought) {

        /** What is still to be told. */
        List<ReplyEvent> events(ChatReply whole) {
            return ReplyEvents.of(whole).stream()
                    .filter(event -> !(event instanceof ReplyEvent.Start && begun))
                    .filter(event -> !(event instanceof ReplyEvent.Reasoning && thought))
                    .filter(event -> !(event instanceof ReplyEvent.Text))
                    .collect(java.util.stream.Collectors.collectingAndThen(
                            java.util.stream.Collectors.toList(), events -> withText(events, whole)));
        }

        private List<ReplyEvent> withText(List<ReplyEvent> events, ChatReply whole) {
            String missing = whole.text().substring(text.length());
            if (!missing.isEmpty()) {
                int at = 0;
                while (at < events.size() && isBeforeText(events.get(at))) {
                    at++;
                }
                events.add(at, new ReplyEvent.Text(missing, Logprobs.ABSENT));
            }
            return events;
        }

        private static boolean isBeforeText(ReplyEvent event) {
            return event instanceof ReplyEvent.Start
                    || event instanceof ReplyEvent.Reasoning
                    || event instanceof ReplyEvent.ReasoningSignature
                    || event instanceof ReplyEvent.RedactedReasoning;
        }
    }
}
