package io.cascadeflow.confidence.fit;

import java.util.Arrays;
import java.util.List;

/**
 * The confidence each draft gets from a gate that was fitted without its question, every choice included. Thread-safe as long
 * as the listener is.
 */
public final class CrossFit {

    public static final int FOLDS = 5;

    private CrossFit() {}

    /**
     * Fits as often as there are folds.
     *
     * @param questions above every {@link Example#question()}
     * @param seed of the division into folds
     * @param afterFold called after each fold
     * @return by question, of its first draft; NaN for a question without one
     */
    public static double[] confidences(List<Example> examples, int questions, long seed, Runnable afterFold) {
        Folds folds = Folds.of(questions, FOLDS, seed);
        double[] confidences = new double[questions];
        Arrays.fill(confidences, Double.NaN);
        for (int fold = 0; fold < FOLDS; fold++) {
            int out = fold;
            Fitted fitted =
                    Fitter.fit(examples.stream().filter(e -> folds.of(e) != out).toList(), questions);
            for (Example example : examples) {
                if (example.first() && folds.of(example) == out) {
                    confidences[example.question()] = fitted.confidence(example.features());
                }
            }
            afterFold.run();
        }
        return confidences;
    }
}
