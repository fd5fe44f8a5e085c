package io.cascadeflow.benchmarks.stream;

/**
 * One token of the {@link StreamServer}. Its text says when the server sent it, so whoever gets it knows how long it was on its
 * way: {@code System.nanoTime()} is CLOCK_MONOTONIC on Linux, the same for all processes of a machine. Elsewhere it is not, and
 * {@link #parse} refuses what comes before it was sent.
 *
 * @param stream the number of its stream at the server, from 0
 * @param index its place in the stream, from 0
 * @param due the {@code nanoTime} at which it was to be sent
 * @param sent the {@code nanoTime} at which the server began to write it
 */
record Token(int stream, int index, long due, long sent) {

    /** Ends each token's text, so that tokens can be told apart however their texts are put together. */
    static final char END = '\n';

    /** Numbers are short in it; a model's tokens are shorter still. */
    private static final int RADIX = 36;

    /** As it stands in a JSON string. */
    String json() {
        return digits(stream) + " " + digits(index) + " " + digits(sent) + " " + digits(sent - due) + "\\n";
    }

    private static String digits(long number) {
        return Long.toString(number, RADIX);
    }

    /**
     * @param text without its {@link #END}
     * @param received the {@code nanoTime} at which it came
     */
    static Token parse(String text, long received) {
        String[] parts = text.split(" ", 4);
        long sent = Long.parseLong(parts[2], RADIX);
        if (sent > received) {
            throw new IllegalStateException(
                    "a token came before it was sent: the clocks of two processes differ here; measure on Linux");
        }
        return new Token(
                Integer.parseInt(parts[0], RADIX),
                Integer.parseInt(parts[1], RADIX),
                sent - Long.parseLong(parts[3], RADIX),
                sent);
    }
}
