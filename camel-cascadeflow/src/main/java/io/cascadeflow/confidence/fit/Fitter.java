package io.cascadeflow.confidence.fit;

import io.cascadeflow.confidence.Calibration;
import io.cascadeflow.confidence.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Fits a gate to examples: chooses penalties by cross-validation, learns weights from all examples, and calibrates by scores
 * of drafts that were left out. The same examples give the same gate.
 */
public final class Fitter {

    private static final int FOLDS = 5;
    private static final long SEED = 20_261_127;

    private final List<Example> examples;
    private final int questions;
    private final Folds folds;
    private final Learning[] parts = new Learning[FOLDS];

    private Fitter(List<Example> examples, int questions) {
        this.examples = examples;
        this.questions = questions;
        this.folds = Folds.of(questions, FOLDS, SEED);
        Arrays.setAll(
                parts,
                fold -> new Learning(
                        examples.stream().filter(e -> folds.of(e) != fold).toList()));
    }

    /** @param questions above every {@link Example#question()} */
    public static Fitted fit(List<Example> examples, int questions) {
        return new Fitter(examples, questions).fit();
    }

    /** Scores that a draft got when its question was left out, under some penalties. */
    private record Trial(Penalties penalties, double[] scores, double loss) {}

    private Fitted fit() {
        Trial plain = best(Penalties.withoutGrams());
        Trial worded = best(plain.penalties.withGrams());
        Trial chosen = worded.loss < plain.loss ? worded : plain;
        Weights weights = new Learning(examples).fit(chosen.penalties);
        Calibration calibration = calibration(chosen);
        return new Fitted(weights, calibration, chosen.penalties, expected(chosen, calibration));
    }

    private List<Double> expected(Trial trial, Calibration calibration) {
        List<Double> expected = new ArrayList<>(Collections.nCopies(questions, Double.NaN));
        for (int i = 0; i < examples.size(); i++) {
            if (examples.get(i).first()) {
                expected.set(examples.get(i).question(), calibration.confidence(trial.scores[i]));
            }
        }
        return expected;
    }

    private Trial best(List<Penalties> candidates) {
        return candidates.stream()
                .map(this::trial)
                .min(Comparator.comparingDouble(Trial::loss))
                .orElseThrow();
    }

    private Trial trial(Penalties penalties) {
        double[] scores = new double[examples.size()];
        for (int fold = 0; fold < FOLDS; fold++) {
            Weights weights = parts[fold].fit(penalties);
            for (int i = 0; i < scores.length; i++) {
                if (folds.of(examples.get(i)) == fold) {
                    scores[i] = weights.score(examples.get(i).features(), true);
                }
            }
        }
        return new Trial(penalties, scores, loss(scores));
    }

    /** Of the drafts that a cascade would use. */
    private double loss(double[] scores) {
        double loss = 0;
        for (int i = 0; i < scores.length; i++) {
            Example example = examples.get(i);
            double against = example.right() ? -scores[i] : scores[i];
            double own = Math.log1p(Math.exp(-Math.abs(against))) + Math.max(against, 0);
            loss += example.first() ? example.weight() * own : 0;
        }
        return loss;
    }

    private Calibration calibration(Trial trial) {
        int[] first = IntStream.range(0, examples.size())
                .filter(i -> examples.get(i).first())
                .toArray();
        boolean[] right = new boolean[first.length];
        for (int i = 0; i < first.length; i++) {
            right[i] = examples.get(first[i]).right();
        }
        return Calibrating.of(
                Arrays.stream(first).mapToDouble(i -> trial.scores[i]).toArray(),
                right,
                Arrays.stream(first).mapToDouble(i -> examples.get(i).weight()).toArray());
    }
}
