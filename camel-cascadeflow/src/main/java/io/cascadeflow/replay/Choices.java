package io.cascadeflow.replay;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** What either way of answering each question is worth, as columns. */
record Choices(
        double[] confidences, double[] smallQuality, double[] largeQuality, Outlay draft, Outlay small, Outlay large) {

    private static final int STEPS = 200;

    static Choices of(List<Replayed> drafts, Outlay draft, Outlay small, Outlay large) {
        int size = drafts.size();
        double[] confidences = new double[size];
        double[] smallQuality = new double[size];
        double[] largeQuality = new double[size];
        for (int i = 0; i < size; i++) {
            Labels labels = drafts.get(i).labels();
            Double confidence = drafts.get(i).confidence();
            if (labels == null) {
                throw new IllegalArgumentException("question %d has no labels of both models".formatted(i + 1));
            }
            confidences[i] = confidence == null ? Double.NEGATIVE_INFINITY : confidence;
            smallQuality[i] = labels.small();
            largeQuality[i] = labels.large();
        }
        boolean priced = draft.usd() != null && small.usd() != null && large.usd() != null;
        return new Choices(
                confidences,
                smallQuality,
                largeQuality,
                priced ? draft : Outlay.UNKNOWN,
                priced ? small : Outlay.UNKNOWN,
                priced ? large : Outlay.UNKNOWN);
    }

    int size() {
        return confidences.length;
    }

    double confidence(int question) {
        return confidences[question];
    }

    double[] quality(boolean[] accepted) {
        return IntStream.range(0, size())
                .mapToDouble(i -> accepted[i] ? smallQuality[i] : largeQuality[i])
                .toArray();
    }

    /** Drafts that are given up are paid, and waited for, as well. */
    Outlay outlay(boolean[] accepted) {
        boolean[] escalated = new boolean[accepted.length];
        for (int i = 0; i < accepted.length; i++) {
            escalated[i] = !accepted[i];
        }
        return draft.plus(large, escalated);
    }

    /** The threshold that serves the goal best on these questions. */
    double threshold(int[] questions, Goal goal) {
        double best = 1 + 1.0 / STEPS;
        double bestValue = Double.NEGATIVE_INFINITY;
        double target = goal instanceof Goal.AtLeast atLeast
                ? atLeast.quality()
                : Math.max(mean(questions, smallQuality), mean(questions, largeQuality));
        double[] perDraft = burden(draft, goal);
        double[] perLarge = burden(large, goal);
        for (int step = 0; step <= STEPS + 1; step++) {
            double threshold = step / (double) STEPS;
            double value = value(questions, goal, threshold, target, perDraft, perLarge);
            if (value > bestValue) {
                bestValue = value;
                best = threshold;
            }
        }
        return best;
    }

    private double[] burden(Outlay outlay, Goal goal) {
        if (goal instanceof Goal.Worth worth) {
            return outlay.burden(worth);
        }
        double[] usd = outlay.usd();
        return usd == null ? new double[size()] : usd;
    }

    /** What is to be maximised: quality within the budget; or acceptance where quality suffices, else quality. */
    private double value(
            int[] questions, Goal goal, double threshold, double target, double[] perDraft, double[] perLarge) {
        double quality = 0;
        double cost = 0;
        int accepted = 0;
        for (int i : questions) {
            boolean taken = confidences[i] >= threshold;
            accepted += taken ? 1 : 0;
            quality += taken ? smallQuality[i] : largeQuality[i];
            cost += perDraft[i] + (taken ? 0 : perLarge[i]);
        }
        double mean = quality / questions.length;
        if (goal instanceof Goal.Worth worth) {
            return mean * worth.usdPerAnswer() - cost / questions.length;
        }
        if (goal instanceof Goal.Within within) {
            boolean fits = cost / questions.length * 1_000 <= within.usdPerThousand();
            return fits ? mean : -cost;
        }
        return mean >= target ? 2 + accepted / (double) questions.length : mean - target;
    }

    private static double mean(int[] questions, double[] values) {
        return Arrays.stream(questions).mapToDouble(i -> values[i]).average().orElse(0);
    }
}
