package io.cascadeflow.benchmarks.stream;

import io.cascadeflow.camel.stream.ReplyStream;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Takes a body on the thread on which the route goes on, which waits for each piece. */
final class Waiting implements Taking {

    private final CompletableFuture<ReplyStream> body = new CompletableFuture<>();
    private final CompletableFuture<Void> settled = new CompletableFuture<>();
    private final CompletableFuture<Void> read = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = settled.thenCombine(read, (call, pieces) -> call);
    private volatile @Nullable Thread reader;

    /** Reads a body to its end. */
    interface Reading {
        void read(ReplyStream body) throws IOException;
    }

    static Waiting on(AsyncProducer producer, Exchange exchange, Reading reading) {
        Waiting waiting = new Waiting();
        Begun.send(producer, exchange, waiting.settled, body -> waiting.read(body, reading));
        waiting.settled.whenComplete((nothing, failure) -> {
            if (failure != null) {
                // there may never have been a body
                waiting.read.completeExceptionally(failure);
            }
        });
        return waiting;
    }

    private void read(ReplyStream from, Reading reading) {
        reader = Thread.currentThread();
        body.complete(from);
        try {
            reading.read(from);
            read.complete(null);
        } catch (IOException | RuntimeException failure) {
            read.completeExceptionally(failure);
        }
    }

    @Override
    public CompletableFuture<Void> ended() {
        return ended;
    }

    @Override
    public void leave() {
        body.join().close();
    }

    /** The thread that reads is interrupted. */
    void interrupt() {
        body.join();
        if (reader != null) {
            reader.interrupt();
        }
    }
}
