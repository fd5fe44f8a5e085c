package io.cascadeflow.camel.stream;

import io.cascadeflow.model.ReplyEvent;
import io.cascadeflow.provider.ReplySink;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
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

    private static final CompletionStage<Void> AT_ONCE = CompletableFuture.completedFuture(null);

    private final StreamedPieces pieces;
    private final Function<ReplyEvent, @Nullable Object> pieceOf;
    private final Object lock = new Object();
    private final Queue<Object> waiting = new ArrayDeque<>();
    private final int room;
    private final CompletableFuture<Void> begun = new CompletableFuture<>();
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private final CompletableFuture<Map<String, Object>> headers = new CompletableFuture<>();
    private ReplyEvent.@Nullable Start start;
    private CompletableFuture<Void> space = new CompletableFuture<>();
    private boolean over;
    private @Nullable Throwable failure;
    private boolean taken;
    private Runnable arrived = () -> {};

    private ReplyStream(StreamedPieces pieces, Function<ReplyEvent, @Nullable Object> pieceOf, int room) {
        this.pieces = pieces;
        this.pieceOf = pieceOf;
        this.room = room;
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
        synchronized (lock) {
            waiting.clear();
            space.complete(null);
        }
        stopped.complete(null);
    }

    /**
     * Takes the pieces one by one; {@code hasNext} and {@code next} wait for the provider. For one thread.
     *
     * @throws IllegalStateException when the reply is taken already
     */
    @Override
    public Iterator<Object> iterator() {
        take();
        return new Pieces();
    }

    /** The same as a stream, whose closing closes this. */
    public Stream<Object> stream() {
        return StreamSupport.stream(spliterator(), false).onClose(this::close);
    }

    /** A second subscriber is told an {@link IllegalStateException}. Cancelling ends the call. */
    @Override
    public void subscribe(Flow.Subscriber<? super Object> subscriber) {
        Delivery delivery = new Delivery(this, subscriber);
        try {
            take();
        } catch (IllegalStateException taken) {
            delivery.refuse(taken);
            return;
        }
        synchronized (lock) {
            arrived = delivery::run;
        }
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
            return stopped;
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
        Runnable tell;
        CompletionStage<Void> next;
        synchronized (lock) {
            if (event instanceof ReplyEvent.Start head) {
                start = head;
            }
            if (piece != null && !stopped.isDone()) {
                waiting.add(piece);
            }
            if (waiting.size() >= room && space.isDone()) {
                space = new CompletableFuture<>();
            }
            next = waiting.size() >= room ? space : AT_ONCE;
            lock.notifyAll();
            tell = arrived;
        }
        if (event != null && !(event instanceof ReplyEvent.Start || event instanceof ReplyEvent.Usage)) {
            begun.complete(null);
        }
        tell.run();
        return next;
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
        Runnable tell;
        synchronized (lock) {
            if (over) {
                return;
            }
            over = true;
            failure = why;
            lock.notifyAll();
            tell = arrived;
        }
        if (why == null) {
            begun.complete(null);
        } else {
            begun.completeExceptionally(why);
        }
        tell.run();
    }

    /** What is there now: a piece, the end, or nothing yet. */
    @Nullable
    Object poll() {
        CompletableFuture<Void> freed;
        Object piece;
        synchronized (lock) {
            piece = waiting.poll();
            freed = waiting.size() < room ? space : null;
        }
        if (freed != null) {
            freed.complete(null);
        }
        return piece;
    }

    /** Whether all pieces are taken and no further one comes. */
    boolean isExhausted() {
        synchronized (lock) {
            return over && waiting.isEmpty();
        }
    }

    @Nullable
    Throwable failure() {
        synchronized (lock) {
            return failure;
        }
    }

    private final class Pieces implements Iterator<Object> {

        private @Nullable Object next;

        @Override
        public boolean hasNext() {
            if (next == null) {
                next = await();
            }
            return next != null;
        }

        @Override
        public Object next() {
            if (!hasNext() || next == null) {
                throw new NoSuchElementException("the reply has ended");
            }
            Object piece = next;
            next = null;
            return piece;
        }

        private @Nullable Object await() {
            while (true) {
                Object piece = poll();
                if (piece != null) {
                    return piece;
                }
                synchronized (lock) {
                    if (waiting.isEmpty() && over) {
                        throwFailure();
                        return null;
                    }
                    if (waiting.isEmpty()) {
                        pause();
                    }
                }
            }
        }

        private void pause() {
            try {
                lock.wait();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                close();
                throw new IllegalStateException("interrupted while waiting for a reply; it was given up", interrupted);
            }
        }

        private void throwFailure() {
            if (failure instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            if (failure != null) {
                throw new CompletionException(failure);
            }
        }
    }
}
