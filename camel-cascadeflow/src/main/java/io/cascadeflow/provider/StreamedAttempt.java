package io.cascadeflow.provider;

import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ReplyEvent;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.provider.ProviderException.Kind;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of a streamed call: reads the reply as it comes, tells the sink, and reads on only when the sink has room. At any
 * moment one thing is awaited, the next piece or the sink; whoever brings it goes on with the work.
 */
final class StreamedAttempt {

    private static final int LONGEST_ERROR = 1024 * 1024;
    private static final CompletableFuture<Void> AT_ONCE = CompletableFuture.completedFuture(null);

    private final WireProtocol protocol;
    private final ProviderContext context;
    private final CallErrors errors;
    private final ChatCall call;
    private final ReplySink sink;
    private final HttpCall http;
    private final CompletableFuture<ChatReply> result = new CompletableFuture<>();
    private final Silence silence;
    private final Queue<ReplyEvent> untold = new ArrayDeque<>();
    private HttpStream.@Nullable Body body;
    private @Nullable ReplyReader reader;
    private @Nullable CompletableFuture<byte[]> piece;
    private @Nullable CompletableFuture<Void> told;
    private boolean ended;
    private volatile boolean begun;
    private volatile boolean draining;

    StreamedAttempt(
            WireProtocol protocol,
            ProviderContext context,
            CallErrors errors,
            ChatCall call,
            ReplySink sink,
            HttpCall http) {
        this.protocol = protocol;
        this.context = context;
        this.errors = errors;
        this.call = call;
        this.sink = sink;
        this.http = http;
        // a server that is silent is not waited for again
        silence = new Silence(
                context.patience(),
                context.clock(),
                why -> fail(errors.error(Kind.TIMEOUT, why).notToBeRepeated()));
    }

    /** Whether the sink was told anything. */
    boolean hasBegun() {
        return begun;
    }

    CompletableFuture<ChatReply> run() {
        Instant began = context.clock().instant();
        Cancellation cancellation = Cancellation.of(result);
        result.whenComplete((reply, failure) -> {
            silence.close();
            close(failure == null);
        });
        CompletableFuture<HttpStream> opening = cancellation.step(
                context.transport().open(http.within(context.patience().untilHead(http.timeout()))));
        // whoever ends it before there is a head ends the exchange, too
        result.whenComplete((reply, failure) -> opening.cancel(true));
        opening.whenComplete((stream, failure) -> {
            if (failure != null) {
                fail(unopened(errors.ofTransport(http, Cancellation.unwrap(failure))));
            } else {
                opened(stream, began);
            }
        });
        sink.stop().whenComplete((nothing, failure) -> stop());
        return result;
    }

    /** Until the head it is the transport that watches: it knows whether anything was sent. */
    private ProviderException unopened(ProviderException failure) {
        Duration first = context.patience().firstToken();
        if (failure.kind() != Kind.TIMEOUT || first.compareTo(http.timeout()) >= 0) {
            return failure;
        }
        String why = errors.message(Kind.TIMEOUT, Silence.noToken(first));
        return new ProviderException(Kind.TIMEOUT, why, failure.details(), failure.getCause()).notToBeRepeated();
    }

    private void opened(HttpStream stream, Instant began) {
        synchronized (this) {
            body = stream.body();
        }
        if (result.isDone()) {
            stream.body().close();
            return;
        }
        silence.start(began, http.timeout());
        int status = stream.head().status();
        if (status < 200 || status > 299) {
            readError(stream, new ByteArrayOutputStream());
            return;
        }
        try {
            ReplyReader made = protocol.reader(call, stream.head());
            synchronized (this) {
                reader = made;
            }
        } catch (Throwable failure) {
            fail(failure);
            return;
        }
        goOn(stream.body());
    }

    private void readError(HttpStream stream, ByteArrayOutputStream text) {
        stream.body().next().whenComplete((bytes, failure) -> {
            if (failure != null) {
                fail(errors.ofTransport(http, Cancellation.unwrap(failure)));
            } else if (bytes.length == 0 || text.size() > LONGEST_ERROR) {
                fail(errorIn(new HttpReply(stream.head().status(), stream.head().headers(), text.toByteArray())));
            } else {
                text.writeBytes(bytes);
                readError(stream, text);
            }
        });
    }

    private Throwable errorIn(HttpReply reply) {
        try {
            protocol.decode(call, reply);
            return errors.error(Kind.BAD_PAYLOAD, "the status says error and the reply does not; look at the server");
        } catch (RuntimeException error) {
            return error;
        }
    }

    /** Goes on until something is awaited. */
    private void goOn(HttpStream.Body from) {
        try {
            while (!result.isDone()) {
                CompletableFuture<?> awaited = step(from);
                if (!awaited.isDone()) {
                    awaited.whenComplete((nothing, failure) -> goOn(from));
                    return;
                }
            }
        } catch (Throwable failure) {
            // also what a sink or a gate throws: without this the call would last until its time is over
            fail(failure);
        }
    }

    /** Does the next thing, and gives what has to be there before the one after it. */
    private CompletableFuture<?> step(HttpStream.Body from) {
        if (told != null) {
            refused(told);
            told = null;
        }
        ReplyEvent event = draining ? null : untold.poll();
        if (event != null) {
            told = tell(event);
            return told;
        }
        if (ended) {
            complete();
            return AT_ONCE;
        }
        if (piece == null) {
            silence.begins();
            piece = from.next().toCompletableFuture();
            return piece;
        }
        take(piece);
        piece = null;
        return AT_ONCE;
    }

    private void refused(CompletableFuture<Void> by) {
        if (by.isCompletedExceptionally()) {
            Throwable why = by.handle((nothing, failure) -> failure).join();
            if (Cancellation.unwrap(why) instanceof ProviderException objection) {
                throw objection;
            }
            stop();
        }
    }

    private void take(CompletableFuture<byte[]> arrived) {
        byte[] bytes;
        try {
            bytes = arrived.join();
        } catch (RuntimeException failure) {
            throw errors.ofTransport(http, Cancellation.unwrap(failure));
        }
        synchronized (this) {
            ReplyReader by = reader();
            if (bytes.length > 0) {
                long before = by.dataBytes();
                untold.addAll(by.read(bytes));
                if (by.dataBytes() > before) {
                    silence.breaks();
                }
            }
            if (bytes.length == 0 || by.isComplete()) {
                untold.addAll(by.end());
                ended = true;
            }
        }
    }

    private CompletableFuture<Void> tell(ReplyEvent event) {
        begun = true;
        if (!(event instanceof ReplyEvent.Start || event instanceof ReplyEvent.Usage)) {
            silence.spoken();
        }
        try {
            return sink.accept(event).toCompletableFuture();
        } catch (RuntimeException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    private void complete() {
        ChatReply reply;
        synchronized (this) {
            reply = reader().reply();
        }
        if (draining) {
            fail(cancelled());
        } else {
            result.complete(reply);
        }
    }

    private ReplyReader reader() {
        if (reader == null) {
            throw new IllegalStateException("nothing is read before the head is there");
        }
        return reader;
    }

    /** Nobody wants the rest; where only the account is missing it is read on for a moment, as that is how to learn it. */
    private void stop() {
        boolean accountMissing;
        synchronized (this) {
            accountMissing = reader != null && reader.isFinished() && !ended;
        }
        if (accountMissing && !draining) {
            draining = true;
            context.patience().pause().of(context.patience().drain()).thenRun(() -> fail(cancelled()));
        } else if (!draining) {
            fail(cancelled());
        }
    }

    private ProviderException cancelled() {
        return errors.error(Kind.CANCELLED, "nothing more of the reply was wanted");
    }

    private void fail(Throwable failure) {
        if (result.isDone()) {
            return;
        }
        TokenUsage consumed;
        synchronized (this) {
            consumed = reader == null ? null : reader.usage();
        }
        result.completeExceptionally(
                failure instanceof ProviderException error && error.details().usage() == null && consumed != null
                        ? error.withUsage(consumed)
                        : failure);
    }

    /** What is whole is read to its end, so that its connection can be used again. */
    private void close(boolean whole) {
        HttpStream.Body from;
        synchronized (this) {
            from = body;
        }
        if (from == null) {
            return;
        }
        if (whole) {
            Rest.read(from, context.patience());
        } else {
            from.close();
        }
    }
}
