package io.cascadeflow.camel.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.model.ReplyEvent;
import io.cascadeflow.provider.ReplySink;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Writes an answer to a client as it comes, only as fast as the client reads; a client that leaves stops it. */
final class ResponseSink implements ReplySink {

    private static final CompletionStage<Void> AT_ONCE = CompletableFuture.completedFuture(null);

    private final Visit visit;
    private final Asked.Stream stream;
    private final UnaryOperator<String> told;
    private final CallsInOrder calls = new CallsInOrder();
    private final CompletableFuture<Void> stop = new CompletableFuture<>();
    private Client.@Nullable Outlet outlet;

    /** @param told which model the client is told, of the one that answers */
    ResponseSink(Visit visit, Asked.Stream stream, UnaryOperator<String> told) {
        this.visit = visit;
        this.stream = stream;
        this.told = told;
        visit.client().gone().thenRun(() -> stop.complete(null));
    }

    @Override
    public synchronized CompletionStage<Void> accept(ReplyEvent event) {
        ReplyEvent shown = event instanceof ReplyEvent.Start start
                ? new ReplyEvent.Start(start.id(), told.apply(start.model()))
                : event;
        StringBuilder text = new StringBuilder();
        calls.of(shown).forEach(next -> text.append(stream.of(next)));
        return write(text.toString());
    }

    private CompletionStage<Void> write(String text) {
        if (text.isEmpty() || stop.isDone()) {
            return AT_ONCE;
        }
        Client.Outlet out = begun();
        return out == null ? AT_ONCE : out.write(text);
    }

    /** Absent when somebody else has answered: then nobody wants this any more. */
    private Client.@Nullable Outlet begun() {
        if (outlet == null) {
            outlet = visit.begin();
            if (outlet == null) {
                stop.complete(null);
            }
        }
        return outlet;
    }

    synchronized void end(@Nullable ObjectNode account, Map<String, String> trailers) {
        Client.Outlet out = begun();
        if (out != null) {
            out.end(stream.end(account), trailers);
            visit.streamed(null);
        }
    }

    /** In the stream where it has begun, else as an answer of its own. */
    synchronized void fail(Fault fault) {
        if (outlet == null) {
            visit.refuse(fault);
        } else if (stream.hasFailedEvent()) {
            outlet.end(stream.error(fault, visit.id()), Map.of());
            visit.streamed(fault);
        } else {
            outlet.breakOff(stream.error(fault, visit.id()));
            visit.streamed(fault);
        }
    }

    @Override
    public synchronized void waiting() {
        write(stream.waiting());
    }

    @Override
    public CompletableFuture<Void> stop() {
        return stop;
    }
}
