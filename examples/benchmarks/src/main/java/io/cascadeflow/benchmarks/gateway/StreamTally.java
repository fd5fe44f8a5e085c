package io.cascadeflow.benchmarks.gateway;

import io.cascadeflow.benchmarks.gateway.client.Answer;
import io.cascadeflow.benchmarks.gateway.client.Question;
import io.cascadeflow.benchmarks.gateway.client.Talker;
import io.cascadeflow.benchmarks.measure.Quantiles;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Clients with one stream each, and what came of it. */
final class StreamTally implements Talker {

    private final boolean[] asked;
    private final Question question;
    private final long start;
    private final long apartNanos;
    private final List<Long> firstBytes = new ArrayList<>();
    private int whole;
    private int failures;

    /** @param apartNanos from the beginning of one stream to that of the next */
    StreamTally(int streams, Question question, long apartNanos) {
        this.asked = new boolean[streams];
        this.question = question;
        this.apartNanos = apartNanos;
        this.start = System.nanoTime();
    }

    @Override
    public @Nullable Question next(int client) {
        if (asked[client]) {
            return null;
        }
        asked[client] = true;
        return question.notBefore(start + client * apartNanos);
    }

    @Override
    public void answered(Question asked, Answer answer) {
        if (!Act.isTextStream(answer)) {
            failed(asked, answer.status() + ": " + answer.text());
            return;
        }
        whole++;
        firstBytes.add(answer.first() - answer.sent());
    }

    @Override
    public void failed(Question asked, String why) {
        if (failures++ == 0) {
            System.err.println("first failure: " + why);
        }
    }

    int whole() {
        return whole;
    }

    int failures() {
        return failures;
    }

    Quantiles firstBytes() {
        return Quantiles.ofNanos(firstBytes);
    }
}
