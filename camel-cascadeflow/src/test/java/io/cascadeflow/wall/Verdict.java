package io.cascadeflow.wall;

import io.cascadeflow.pricing.Usd;
import io.cascadeflow.provider.FakeModel;
import io.cascadeflow.wall.Expected.Paid;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What a trial is worth, in the words of FailoverBench.
 *
 * @param level how well it went
 * @param complaints what was not as it must be; none when it passed
 */
public record Verdict(Level level, List<String> complaints, Outcome outcome) {

    /** From best to worst. */
    public enum Level {
        /** The right answer from the right server, or the right failure; all conduct as it must be. */
        PASS,
        /** The right answer, but something on the way to it was not as it must be. */
        PARTIAL,
        /** No answer where there could have been one, and a clear failure in its place. */
        SAFE,
        /** No end, part of an answer as an answer, or money that is not right. */
        FAIL
    }

    private static final Duration LONGEST = Duration.ofSeconds(25);

    /** A pure function of what must come out and what did. */
    static Verdict of(Trial trial, Outcome outcome) {
        List<String> grave = new ArrayList<>(wrongs(trial, outcome));
        grave.addAll(money(trial, outcome));
        if (!grave.isEmpty()) {
            return new Verdict(Level.FAIL, grave, outcome);
        }
        if (outcome.text() == null && trial.isAnswered()) {
            return new Verdict(Level.SAFE, List.of("no answer: " + outcome.failure()), outcome);
        }
        List<String> conduct = conduct(trial, outcome);
        Level level = conduct.isEmpty() ? Level.PASS : outcome.text() == null ? Level.SAFE : Level.PARTIAL;
        return new Verdict(level, conduct, outcome);
    }

    private static List<String> wrongs(Trial trial, Outcome outcome) {
        List<String> wrongs = new ArrayList<>();
        if (outcome.took().compareTo(LONGEST) > 0) {
            wrongs.add("it took " + outcome.took());
        }
        String right = outcome.servedBy().equals(Wall.FALLBACK.name())
                ? Wall.FALLBACK.text()
                : trial.scenario().model().text();
        if (outcome.text() != null && !outcome.text().equals(right)) {
            wrongs.add("what came as the answer is not it: %d characters of %d"
                    .formatted(outcome.text().length(), right.length()));
        }
        return wrongs;
    }

    private static List<String> money(Trial trial, Outcome outcome) {
        List<String> wrongs = new ArrayList<>();
        Outcome.Money money = outcome.money();
        if (!money.held().equals(Usd.ZERO)) {
            wrongs.add("still held: " + money.held());
        }
        Usd told = outcome.totalCost() == null ? Usd.ZERO : outcome.totalCost();
        if (!outcome.brokeOff() && !told.equals(money.sum())) {
            wrongs.add("the headers say %s, the ledger %s".formatted(outcome.totalCost(), money.sum()));
        }
        int lines = paidAttempts(trial, outcome);
        if (money.primary().size() != lines) {
            wrongs.add("%d paid attempts at the faulty server instead of %d"
                    .formatted(money.primary().size(), lines));
        }
        if (money.fallback().size() != outcome.seen().fallback()) {
            wrongs.add("%d paid attempts at the sound server instead of %d"
                    .formatted(money.fallback().size(), outcome.seen().fallback()));
        }
        return wrongs;
    }

    private static int paidAttempts(Trial trial, Outcome outcome) {
        Paid paid = trial.expected().paid();
        return switch (paid) {
            case NONE -> 0;
            // the attempts before it failed in ways that cost nothing
            case LAST -> outcome.servedBy().equals(trial.scenario().model().name()) ? 1 : 0;
            case ALL -> outcome.seen().primary();
        };
    }

    private static List<String> conduct(Trial trial, Outcome outcome) {
        List<String> faults = new ArrayList<>();
        Expected expected = trial.expected();
        int attempts = outcome.seen().primary();
        if (attempts < expected.attempts() || attempts > expected.mostAttempts()) {
            faults.add("%d requests instead of %d to %d"
                    .formatted(attempts, expected.attempts(), expected.mostAttempts()));
        }
        if (outcome.seen().gap().compareTo(expected.apart()) < 0) {
            faults.add("asked again after %s, not after %s"
                    .formatted(outcome.seen().gap(), expected.apart()));
        }
        if (trial.scenario().healed() && !outcome.seen().healed()) {
            faults.add("the next call was not answered by the same server");
        }
        faults.addAll(trial.isAnswered() ? answer(trial, outcome) : failure(expected, outcome));
        return faults;
    }

    private static List<String> answer(Trial trial, Outcome outcome) {
        List<String> faults = new ArrayList<>();
        FakeModel right = trial.isPassedOn() ? Wall.FALLBACK : trial.scenario().model();
        if (!outcome.servedBy().equals(right.name())) {
            faults.add("answered by '%s' instead of '%s'".formatted(outcome.servedBy(), right.name()));
        }
        if (outcome.seen().fallback() != (trial.isPassedOn() ? 1 : 0)) {
            faults.add("the sound server was asked %d times"
                    .formatted(outcome.seen().fallback()));
        }
        List<Long> paid = trial.isPassedOn()
                ? outcome.money().fallback()
                : outcome.money().primary();
        long tokens = right.inputTokens() + right.outputTokens();
        if (paid.isEmpty() || paid.get(paid.size() - 1) != tokens) {
            faults.add("the answer was paid as %s tokens, not as %d".formatted(paid, tokens));
        }
        if ((trial.isPassedOn() || trial.expected().paid() == Paid.LAST)
                && !Objects.equals(outcome.outputTokens(), (long) right.outputTokens())) {
            faults.add("%s tokens were told instead of %d".formatted(outcome.outputTokens(), right.outputTokens()));
        }
        return faults;
    }

    private static List<String> failure(Expected expected, Outcome outcome) {
        if (outcome.text() != null) {
            return List.of("answered by '%s', what was refused".formatted(outcome.servedBy()));
        }
        if (outcome.seen().fallback() > 0) {
            return List.of("the sound server was asked what was refused");
        }
        return expected.kinds().contains(outcome.kind())
                ? List.of()
                : List.of("failed as %s instead of %s: %s"
                        .formatted(outcome.kind(), expected.kinds(), outcome.failure()));
    }
}
