package io.cascadeflow.benchmarks.stream;

import io.cascadeflow.benchmarks.server.Answers;
import io.cascadeflow.benchmarks.server.Connection;
import io.cascadeflow.benchmarks.server.LoopbackServer;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * A model server that answers every request with a stream of {@link Token}s at a steady pace. A token says when it was due
 * and when it was sent, so the client knows how late the server was as well as how long the token took.
 *
 * <p>When a client goes away before its stream is at its end, it prints {@code closed}, the stream's number, and the
 * {@code System.nanoTime()} at which it noticed.
 */
@Command(name = "stream-server", hidden = true, description = "Answers every request with a stream of tokens.")
public final class StreamServer implements Callable<Integer>, Answers {

    static final String CLOSED = "closed";

    @Option(names = "--tokens", defaultValue = "100", description = "Tokens of each stream.")
    private int tokens;

    @Option(names = "--tokens-per-second", defaultValue = "20", description = "How fast each stream is.")
    private double rate;

    @Option(names = "--first-millis", defaultValue = "10", description = "From the request to the first token.")
    private long firstMillis;

    private final PriorityQueue<Sending> waiting = new PriorityQueue<>();
    private final Map<Connection, Sending> streams = new HashMap<>();
    private int count;

    @Override
    public Integer call() throws IOException {
        new LoopbackServer(this).run();
        return 0;
    }

    @Override
    public void requested(Connection by) {
        long every = (long) (TimeUnit.SECONDS.toNanos(1) / rate);
        Sending stream =
                new Sending(count++, by, new Sending.Pace(tokens, TimeUnit.MILLISECONDS.toNanos(firstMillis), every));
        streams.put(by, stream);
        step(by, stream, stream::begin);
    }

    @Override
    public void gone(Connection by, long nanoTime) {
        Sending stream = streams.remove(by);
        if (stream != null) {
            waiting.remove(stream);
            System.out.println(CLOSED + " " + stream.number() + " " + nanoTime);
        }
    }

    @Override
    public long sendDue() {
        for (Sending next = waiting.peek(); next != null; next = waiting.peek()) {
            if (next.due() > System.nanoTime()) {
                return next.due();
            }
            waiting.remove();
            step(next.to(), next, next::send);
        }
        return NEVER;
    }

    /** One step of a stream's sending. */
    private interface Step {
        void take() throws IOException;
    }

    private void step(Connection to, Sending stream, Step step) {
        try {
            step.take();
        } catch (IOException broken) {
            to.close();
            gone(to, System.nanoTime());
            return;
        }
        if (stream.isOver()) {
            streams.remove(to);
        } else {
            waiting.add(stream);
        }
    }
}
