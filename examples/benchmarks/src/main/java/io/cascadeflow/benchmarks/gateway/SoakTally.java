package io.cascadeflow.benchmarks.gateway;

import io.cascadeflow.benchmarks.gateway.client.Answer;
import io.cascadeflow.benchmarks.gateway.client.Question;
import io.cascadeflow.benchmarks.gateway.client.Talker;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Clients that do everything that clients do, in any order, and what came of it. */
final class SoakTally implements Talker {

    private static final int MOST_TOLD = 10;

    private final SplittableRandom random;
    private final long pauseNanos;
    private final Act[] deck;
    private final Map<Act, Counts> counts = new EnumMap<>(Act.class);
    private int told;

    /** What came of one act. */
    static final class Counts {
        private int good;
        private int refused;
        private int wrong;
        private int broken;
        private int left;

        int good() {
            return good;
        }

        /** Sound questions that were answered with an error: must be none, as the provider fails only others. */
        int refused() {
            return refused;
        }

        int wrong() {
            return wrong;
        }

        int broken() {
            return broken;
        }

        int left() {
            return left;
        }
    }

    /** @param pauseNanos the mean time that a client waits before it asks again */
    SoakTally(long seed, long pauseNanos) {
        this.random = new SplittableRandom(seed);
        this.pauseNanos = pauseNanos;
        this.deck = Stream.of(Act.values())
                .flatMap(act -> Stream.generate(() -> act).limit(act.weight()))
                .toArray(Act[]::new);
        for (Act act : Act.values()) {
            counts.put(act, new Counts());
        }
    }

    @Override
    public Question next(int client) {
        Act act = deck[random.nextInt(deck.length)];
        return act.question().notBefore(System.nanoTime() + (long) (2 * pauseNanos * random.nextDouble()));
    }

    @Override
    public void answered(Question question, Answer answer) {
        Act act = Act.valueOf(question.kind());
        Counts count = of(act);
        if (act.isGood(answer)) {
            count.good++;
        } else if (!act.isFault() && answer.status() >= 429 && Act.isError(answer)) {
            count.refused++;
            tell(act + " refused: " + answer.text());
        } else {
            count.wrong++;
            tell(act + " wrong: " + answer.status() + " " + answer.text());
        }
    }

    @Override
    public void failed(Question question, String why) {
        of(Act.valueOf(question.kind())).broken++;
        tell(question.kind() + " broken: " + why);
    }

    /** That is how a stream ends in which the provider failed, after it has said so. */
    @Override
    public void brokenOff(Question question, Answer begun, String why) {
        Act act = Act.valueOf(question.kind());
        if (act.isFault() && act.isGood(begun)) {
            of(act).good++;
        } else {
            failed(question, why);
        }
    }

    @Override
    public void left(Question question) {
        of(Act.valueOf(question.kind())).left++;
    }

    private void tell(String what) {
        if (told++ < MOST_TOLD) {
            System.err.println(what);
        }
    }

    private Counts of(Act act) {
        return counts.computeIfAbsent(act, some -> new Counts());
    }

    Map<Act, Counts> counts() {
        return counts;
    }
}
