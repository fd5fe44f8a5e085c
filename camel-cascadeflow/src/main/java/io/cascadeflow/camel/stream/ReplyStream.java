package io.cascadeflow.camel.stream;

import io.cascadeflow.model.ReplyEvent;
import io.cascadeflow.provider.ReplySink;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A reply on its way: the body that an endpoint with {@code streaming=true} leaves. It is taken once, by one of its faces: as an
 * {@link Iterable} ({@code split(body()).streaming()}, which waits for each piece), or as a {@link Flow.Publisher}, for which no
 * thread waits.
 *
 * <p>Its pieces are {@code String}s, pieces of the answer's text; or, with {@code outputType=reply}, {@link ReplyEvent}s; or, of
 * a cascade with {@code streaming("drafts")}, {@link DraftEvent}s. A
 * reply that fails on its way ends in its {@link io.cascadeflow.provider.ProviderException}, thrown by {@code next} or given to
 * {@code onError}. Who stops before the end has to {@link #close} it, or cancel the subscription; else the call goes on until
 * its deadline, as far as there is room for its pieces.
 *
 * <p>Thread-safe.
 */
public final class ReplyStream implements Iterable<Object>, Flow.Publisher<Object>, AutoCloseable {

    /** So many pieces wait at most; the provider is not read on before one is taken. */
    private static final int ROOM = 64;

    private final StreamedPieces pieces;
    private final Function<ReplyEvent, @Nullable Object> pieceOf;
    private final Object lock = new Object();
    private final WaitingPieces waiting;
    private final CompletableFuture<Void> begun = new CompletableFuture<>();
    private final CompletableFuture<Map<String, Object>> headers = new CompletableFuture<>();
    private ReplyEvent.@Nullable Start start;
    private boolean taken;

    private ReplyStream(StreamedPieces pieces, Function<ReplyEvent, @Nullable Object> pieceOf, int room) {
        this.pieces = pieces;
        this.pieceOf = pieceOf;
        this.waiting = new WaitingPieces(room);
    }

    public static ReplyStream of(StreamedPieces pieces) {
        return switch (pieces) {
            case TEXT -> new ReplyStream(pieces, ReplyStream::text, ROOM);
            case EVENTS -> new ReplyStream(pieces, event -> event, ROOM);
            case DRAFTS -> new ReplyStream(pieces, event -> new DraftEvent.Piece("", event), ROOM);
        };
    }

    /** The same, with room for the whole reply. */
    ReplyStream unbounded() {
        return new ReplyStream(pieces, pieceOf, Integer.MAX_VALUE);
    }

    private static @Nullable Object text(ReplyEvent event) {
        return event instanceof ReplyEvent.Text piece ? piece.text() : null;
    }

    /** What a piece adds to the answer's text; empty when it is something else. */
    public static String textOf(Object piece) {
        if (piece instanceof ReplyEvent.Text text) {
            return text.text();
        }
        return piece instanceof String text ? text : "";
    }

    /**
     * The result headers of the call, once it is over: those that an exchange would have had without streaming, such as
     * {@code CamelCascadeFlowCost}. Fails when the reply does.
     */
    public CompletionStage<Map<String, Object>> headers() {
        return headers.minimalCompletionStage();
    }

    /** Ends the call if it is still going on; the pieces that wait are lost. */
    @Override
    public void close() {
        waiting.close();
    }

    /**
     * Takes the pieces one by one; {@code hasNext} and {@code next} wait for the provider. For one thread.
     *
     * @throws IllegalStateException when the reply is taken already
     */
    @Override
    public Iterator<Object> iterator() {
        take();
        return new Pieces(waiting);
    }

    /** The same as a stream, whose closing closes this. */
    public Stream<Object> stream() {
        return StreamSupport.stream(spliterator(), false).onClose(this::close);
    }

    /** A second subscriber is told an {@link IllegalStateException}. Cancelling ends the call. */
    @Override
    public void subscribe(Flow.Subscriber<? super Object> subscriber) {
        Delivery delivery = new Delivery(waiting, subscriber);
        try {
            take();
        } catch (IllegalStateException taken) {
            delivery.refuse(taken);
            return;
        }
        waiting.onArrival(delivery::run);
        delivery.begin();
    }

    private void take() {
        synchronized (lock) {
            if (taken) {
                throw new IllegalStateException(
                        "this reply is taken already, and a stream can be taken once; use streaming=false, or keep what was read");
            }
            taken = true;
        }
    }

    /** Completes at the first piece of content, or at the end if there is none; fails when the reply does before that. */
    CompletableFuture<Void> begun() {
        return begun;
    }

    /** As the provider names it; empty while it is not known. */
    String model() {
        synchronized (lock) {
            return start == null ? "" : start.model();
        }
    }

    ReplySink sink() {
        return pieces == StreamedPieces.DRAFTS ? new DraftInlet() : new Inlet();
    }

    private class Inlet implements ReplySink {

        @Override
        public CompletionStage<Void> accept(ReplyEvent event) {
            return add(event, pieceOf.apply(event));
        }

        @Override
        public CompletableFuture<Void> stop() {
            return waiting.stopped();
        }

        @Override
        public boolean restart() {
            return forget();
        }
    }

    private final class DraftInlet extends Inlet implements DraftSink {

        @Override
        public CompletionStage<Void> accept(ReplyEvent event) {
            return take(new DraftEvent.Piece("", event));
        }

        @Override
        public CompletionStage<Void> take(DraftEvent event) {
            return add(event instanceof DraftEvent.Piece piece ? piece.event() : null, event);
        }
    }

    /** All pieces are told. */
    void finish(Map<String, Object> result) {
        end(null);
        headers.complete(result);
    }

    /** No further piece comes. */
    void fail(Throwable why) {
        end(why);
        headers.completeExceptionally(why);
    }

    /**
     * @param event of a reply; absent when something else is told
     * @param piece what the taker gets; absent for nothing
     */
    private CompletionStage<Void> add(@Nullable ReplyEvent event, @Nullable Object piece) {
        if (event instanceof ReplyEvent.Start head) {
            synchronized (lock) {
                start = head;
            }
        }
        CompletionStage<Void> room = waiting.add(piece);
        if (event != null && !(event instanceof ReplyEvent.Start || event instanceof ReplyEvent.Usage)) {
            begun.complete(null);
        }
        return room;
    }

    /** Only while nobody knows of it. */
    private boolean forget() {
        synchronized (lock) {
            if (begun.isDone() || taken) {
                return false;
            }
            waiting.clear();
            return true;
        }
    }

    private void end(@Nullable Throwable why) {
        if (!waiting.end(why)) {
            return;
        }
        if (why == null) {
            begun.complete(null);
        } else {
            begun.completeExceptionally(why);
        }
    }
}
