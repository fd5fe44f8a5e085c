package io.cascadeflow.benchmarks.gateway.provider;

import io.cascadeflow.benchmarks.server.Connection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** A stream on its way: which of its pieces comes next, and when. */
final class Sent implements Comparable<Sent> {

    private final Connection to;
    private final List<byte[]> pieces;
    private final long everyNanos;
    private ByteBuffer unsent = ByteBuffer.allocate(0);
    private int next;
    private long due = System.nanoTime();

    Sent(Connection to, List<byte[]> pieces, long everyNanos) {
        this.to = to;
        this.pieces = pieces;
        this.everyNanos = everyNanos;
    }

    Connection to() {
        return to;
    }

    long due() {
        return due;
    }

    boolean isOver() {
        return next == pieces.size() && !unsent.hasRemaining();
    }

    /** Sends the next piece, or what the client had no room for before. */
    void send() throws IOException {
        if (!unsent.hasRemaining()) {
            unsent = ByteBuffer.wrap(pieces.get(next++));
        }
        to.write(unsent);
        due += everyNanos;
    }

    @Override
    public int compareTo(Sent other) {
        return Long.compare(due, other.due);
    }
}
