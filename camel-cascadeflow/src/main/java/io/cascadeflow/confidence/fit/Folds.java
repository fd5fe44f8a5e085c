package io.cascadeflow.confidence.fit;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A division of questions into parts of nearly the same size; the same for the same numbers, whatever the machine.
 *
 * @param count how many parts
 */
public record Folds(int[] ofQuestion, int count) {

    /** @param seed another one gives another division */
    public static Folds of(int questions, int count, long seed) {
        int[] order = new int[questions];
        Arrays.setAll(order, i -> i);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = questions - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
        int[] folds = new int[questions];
        for (int i = 0; i < questions; i++) {
            folds[order[i]] = i % count;
        }
        return new Folds(folds, count);
    }

    public int of(Example example) {
        return ofQuestion[example.question()];
    }
}
