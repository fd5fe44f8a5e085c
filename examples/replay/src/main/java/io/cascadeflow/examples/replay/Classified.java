package io.cascadeflow.examples.replay;

import io.cascadeflow.policy.classify.Classifier;
import io.cascadeflow.policy.classify.Example;
import io.cascadeflow.policy.classify.HeldOut;
import io.cascadeflow.policy.classify.Scores;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a classifier said of questions that it did not learn from.
 *
 * @param learned how many it learned from
 * @param guesses one for each question, in order
 * @param micros CPU time of one question, median
 */
record Classified(int learned, List<Guess> guesses, double micros) {

    private static final int LEAST_TIMED = 2_000;

    /**
     * The best label of one question.
     *
     * @param score of it
     * @param right whether it is one of those that fit
     * @param none whether none fits, so that it is right to say nothing
     * @param fitting the labels that fit
     */
    record Guess(double score, boolean right, boolean none, List<String> fitting) {}

    static Classified of(Classifier classifier, HeldOut parts) {
        List<Guess> guesses = new ArrayList<>();
        for (Example example : parts.heldOut()) {
            Scores scores = classifier.classify(example.text());
            String best = scores.best().orElse(Classifier.UNKNOWN);
            guesses.add(new Guess(
                    scores.of(best),
                    example.labels().contains(best),
                    example.labels().isEmpty(),
                    example.labels().stream().sorted().toList()));
        }
        return new Classified(parts.learned().size(), guesses, micros(classifier, parts.heldOut()));
    }

    private static double micros(Classifier classifier, List<Example> questions) {
        var threads = ManagementFactory.getThreadMXBean();
        long[] nanos = new long[questions.size()];
        long begin = threads.getCurrentThreadCpuTime();
        // so that the compiler has done its work, unless a question takes long
        for (int i = 0; i < LEAST_TIMED && threads.getCurrentThreadCpuTime() - begin < 1_000_000_000L; i++) {
            classifier.classify(questions.get(i % questions.size()).text());
        }
        for (int i = 0; i < nanos.length; i++) {
            long from = threads.getCurrentThreadCpuTime();
            classifier.classify(questions.get(i).text());
            nanos[i] = threads.getCurrentThreadCpuTime() - from;
        }
        Arrays.sort(nanos);
        return nanos[nanos.length / 2] / 1000.0;
    }

    /** Questions that a label fits. */
    long labelled() {
        return guesses.stream().filter(guess -> !guess.none()).count();
    }

    /** The share of those that it gets right, whatever the score; a question that no label fits is not among them. */
    double accuracy() {
        return share(guesses.stream().filter(Guess::right).count(), labelled());
    }

    /** The share of all questions that get a label. */
    double answered(double least) {
        return share(guesses.stream().filter(guess -> guess.score() >= least).count(), guesses.size());
    }

    /** The share of those that is right. */
    double precision(double least) {
        return share(
                guesses.stream()
                        .filter(guess -> guess.score() >= least && guess.right())
                        .count(),
                guesses.stream().filter(guess -> guess.score() >= least).count());
    }

    /** The share of the questions that no label fits, and that get none. */
    double rejected(double least) {
        return share(
                guesses.stream()
                        .filter(guess -> guess.none() && guess.score() < least)
                        .count(),
                guesses.size() - labelled());
    }

    /** By label how many there are, and how many of them are right. */
    Map<String, int[]> byLabel() {
        Map<String, int[]> counts = new TreeMap<>();
        for (Guess guess : guesses) {
            for (String label : guess.fitting()) {
                int[] count = counts.computeIfAbsent(label, fresh -> new int[2]);
                count[0]++;
                count[1] += guess.right() ? 1 : 0;
            }
        }
        return counts;
    }

    private static double share(long part, long whole) {
        return whole == 0 ? Double.NaN : part / (double) whole;
    }
}
