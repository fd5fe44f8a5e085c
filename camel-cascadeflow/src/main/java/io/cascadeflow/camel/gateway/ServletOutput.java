package io.cascadeflow.camel.gateway;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Writes as fast as the client reads, on whatever thread has something to say or is told that there is room. One of them writes at a
 * time; the others leave a note and go, so that none waits for another while it has a lock of the container's.
 */
final class ServletOutput implements WriteListener {

    private static final CompletionStage<Void> AT_ONCE = CompletableFuture.completedFuture(null);

    private final CompletableFuture<Void> gone;
    private final Runnable complete;
    private final Queue<byte[]> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger notes = new AtomicInteger();
    private volatile @Nullable ServletOutputStream out;
    private volatile @Nullable CompletableFuture<Void> room;
    private volatile boolean ends;
    /** Of the one who writes. */
    private boolean unflushed;

    private boolean completed;

    /**
     * @param gone completed when the client turns out to have left
     * @param complete gives the exchange back to the container, once
     */
    ServletOutput(CompletableFuture<Void> gone, Runnable complete) {
        this.gone = gone;
        this.complete = complete;
        gone.thenRun(this::giveRoom);
    }

    void open(ServletOutputStream stream) {
        out = stream;
        stream.setWriteListener(this);
    }

    /** Not to be used by two threads at once. */
    CompletionStage<Void> write(byte[] bytes) {
        if (gone.isDone()) {
            return AT_ONCE;
        }
        CompletableFuture<Void> written = new CompletableFuture<>();
        room = written;
        waiting.add(bytes);
        push();
        if (gone.isDone()) {
            written.complete(null);
        }
        return written;
    }

    void end(byte[] last) {
        if (last.length > 0) {
            waiting.add(last);
        }
        ends = true;
        push();
    }

    private void push() {
        if (notes.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        do {
            try {
                pushOnce();
            } catch (IOException | IllegalStateException broken) {
                leave();
            }
            seen = notes.addAndGet(-seen);
        } while (seen != 0);
    }

    private void pushOnce() throws IOException {
        ServletOutputStream stream = out;
        while (stream != null && !completed && !gone.isDone() && stream.isReady()) {
            byte[] next = waiting.poll();
            if (next != null) {
                stream.write(next);
                unflushed = true;
            } else if (unflushed) {
                stream.flush();
                unflushed = false;
            } else {
                rest();
                return;
            }
        }
    }

    /** All is written. */
    private void rest() {
        giveRoom();
        if (ends && waiting.isEmpty()) {
            completed = true;
            complete.run();
        }
    }

    private void giveRoom() {
        CompletableFuture<Void> asked = room;
        if (asked != null) {
            asked.complete(null);
        }
    }

    private void leave() {
        if (!completed) {
            completed = true;
            gone.complete(null);
            waiting.clear();
            complete.run();
        }
    }

    @Override
    public void onWritePossible() {
        push();
    }

    @Override
    public void onError(Throwable broken) {
        gone.complete(null);
        complete.run();
    }
}
