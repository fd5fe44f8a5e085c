package io.cascadeflow.benchmarks.gateway;

import io.cascadeflow.benchmarks.gateway.client.Answer;
import io.cascadeflow.benchmarks.gateway.client.Question;
import io.cascadeflow.benchmarks.gateway.client.Talker;
import io.cascadeflow.benchmarks.gateway.provider.Replies;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Asks the same again and again, and notes how long each answer took. */
final class LoadTally implements Talker {

    private static final byte[] EXPECTED = Replies.TEXT.getBytes(StandardCharsets.UTF_8);

    private final Question question;
    private long[] nanos = new long[4096];
    private int count;
    private int errors;

    LoadTally(Question question) {
        this.question = question;
    }

    @Override
    public Question next(int client) {
        return question;
    }

    /** An answer without the provider's text is none. */
    @Override
    public void answered(Question asked, Answer answer) {
        if (answer.status() != 200 || !contains(answer.body())) {
            failed(asked, answer.status() + ": " + answer.text());
            return;
        }
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = answer.last() - answer.sent();
    }

    /** The text is somewhere in the first part of any answer. */
    private static boolean contains(byte[] body) {
        for (int start = 0; start + EXPECTED.length <= body.length; start++) {
            if (body[start] == 'T'
                    && Arrays.equals(EXPECTED, 0, EXPECTED.length, body, start, start + EXPECTED.length)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void failed(Question asked, String why) {
        if (errors++ == 0) {
            System.err.println("first failure: " + why);
        }
    }

    /** Forgets what was before. */
    void begin() {
        count = 0;
        errors = 0;
    }

    int count() {
        return count;
    }

    int errors() {
        return errors;
    }

    long[] sortedNanos() {
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return sorted;
    }
}
