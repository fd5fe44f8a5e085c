package io.cascadeflow.benchmarks.stream;

import io.cascadeflow.benchmarks.server.Connection;
import java.io.IOException;
import java.nio.ByteBuffer;

/** One stream at the server: what it sends next, and when. */
final class Sending implements Comparable<Sending> {

    private final int number;
    private final Connection to;
    private final Pace pace;
    private final Chunks chunks;
    private ByteBuffer unsent = ByteBuffer.allocate(0);
    private int index;
    private long due;
    private boolean ending;
    private boolean over;

    /**
     * What every stream gets.
     *
     * @param tokens how many
     * @param firstNanos from the request to the first
     * @param everyNanos from one to the next
     */
    record Pace(int tokens, long firstNanos, long everyNanos) {}

    Sending(int number, Connection to, Pace pace) {
        this.number = number;
        this.to = to;
        this.pace = pace;
        this.chunks = new Chunks(number);
    }

    int number() {
        return number;
    }

    Connection to() {
        return to;
    }

    long due() {
        return due;
    }

    /** Nothing more is to be sent. */
    boolean isOver() {
        return over;
    }

    void begin() throws IOException {
        due = System.nanoTime() + pace.firstNanos();
        unsent = ByteBuffer.wrap(chunks.head());
        flush();
    }

    /** Sends the next token, or what the client had no room for before. */
    void send() throws IOException {
        if (flush() && index < pace.tokens()) {
            unsent = ByteBuffer.wrap(chunks.token(new Token(number, index++, due, System.nanoTime())));
        }
        if (flush() && index == pace.tokens() && !ending) {
            ending = true;
            unsent = ByteBuffer.wrap(chunks.end(index));
        }
        over = flush() && ending;
        due += pace.everyNanos();
    }

    private boolean flush() throws IOException {
        if (unsent.hasRemaining()) {
            to.write(unsent);
        }
        return !unsent.hasRemaining();
    }

    @Override
    public int compareTo(Sending other) {
        return Long.compare(due, other.due);
    }
}
