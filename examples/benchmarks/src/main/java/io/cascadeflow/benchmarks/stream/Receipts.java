package io.cascadeflow.benchmarks.stream;

import java.util.concurrent.atomic.AtomicInteger;

/** When the tokens of one stream came. Told by one thread at a time; to be read when the stream has ended. */
final class Receipts {

    private final long[] due;
    private final long[] sent;
    private final long[] received;
    private final StringBuilder part = new StringBuilder();
    private final Runnable onToken;
    private final AtomicInteger count = new AtomicInteger();
    private volatile int stream = -1;

    /** @param expected how many tokens the server sends */
    Receipts(int expected) {
        this(expected, () -> {});
    }

    /** @param onToken told after each */
    Receipts(int expected, Runnable onToken) {
        due = new long[expected];
        sent = new long[expected];
        received = new long[expected];
        this.onToken = onToken;
    }

    /**
     * A piece of the text came: a token, several, or less than one.
     *
     * @throws IllegalStateException when one is missing before it, or it is one too many
     */
    void text(String piece) {
        long now = System.nanoTime();
        part.append(piece);
        int start = 0;
        for (int end = part.indexOf("\n"); end >= 0; end = part.indexOf("\n", start)) {
            token(Token.parse(part.substring(start, end), now), now);
            start = end + 1;
        }
        part.delete(0, start);
    }

    private void token(Token token, long now) {
        int place = count.get();
        if (token.index() != place || place == due.length) {
            throw new IllegalStateException(
                    "token %d of %d came in place of token %d".formatted(token.index(), due.length, place));
        }
        due[place] = token.due();
        sent[place] = token.sent();
        received[place] = now;
        stream = token.stream();
        count.set(place + 1);
        onToken.run();
    }

    /** The number of the stream at the server; below 0 before the first token. */
    int stream() {
        return stream;
    }

    int count() {
        return count.get();
    }

    boolean isWhole() {
        return count() == due.length && part.isEmpty();
    }

    long received(int token) {
        return received[token];
    }

    long sent(int token) {
        return sent[token];
    }

    /** From the moment that the server wrote it. */
    long delayNanos(int token) {
        return received[token] - sent[token];
    }

    /** How late the server itself was. */
    long serverLateNanos(int token) {
        return sent[token] - due[token];
    }
}
