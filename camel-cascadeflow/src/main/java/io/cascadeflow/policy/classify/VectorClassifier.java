package io.cascadeflow.policy.classify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Learned from examples like {@link LearnedClassifier}, over vectors that another model makes of whole texts. It knows words that no
 * example has, but one more word may change the vector in any way. As slow as that model, and it fails when that one fails. Of a
 * text longer than 4,000 characters it sees the first and the last 2,000. Immutable, safe to share between threads.
 */
public final class VectorClassifier implements Classifier {

    private static final Learner LEARNER = new Learner(40, 0.3, 1e-3);
    private static final int PARTS = 3;
    private static final int AT_ONCE = 32;

    private final Vectors vectors;
    private final String[] labels;
    private final int[] rows;
    private final Linear linear;
    private final Calibration calibration;

    private VectorClassifier(Vectors vectors, String[] labels, int[] rows, Linear linear, Calibration calibration) {
        this.vectors = vectors;
        this.labels = labels;
        this.rows = rows;
        this.linear = linear;
        this.calibration = calibration;
    }

    /**
     * Makes a vector of each example, which takes its time.
     *
     * @throws IllegalArgumentException when there are not two labels
     * @throws IllegalStateException when the vectors are not what they should be
     */
    public static VectorClassifier learn(List<Example> examples, Vectors vectors) {
        String[] labels = LearnedClassifier.labels(examples);
        List<float[]> all = new ArrayList<>();
        for (int from = 0; from < examples.size(); from += AT_ONCE) {
            List<Example> some = examples.subList(from, Math.min(examples.size(), from + AT_ONCE));
            List<float[]> made = vectors.of(
                    some.stream().map(example -> Reading.cut(example.text())).toList());
            check(made, some.size(), all.isEmpty() ? -1 : all.get(0).length);
            all.addAll(made);
        }
        int[] rows = IntStream.range(0, all.get(0).length).toArray();
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            samples.add(new Sample(rows, unit(all.get(i)), LearnedClassifier.fits(examples.get(i), labels)));
        }
        Linear linear = LEARNER.learn(rows.length, labels.length, samples);
        Calibration calibration = Calibration.of(LEARNER, rows.length, labels.length, samples, PARTS);
        return new VectorClassifier(vectors, labels, rows, linear, calibration);
    }

    /** @param length that they must have; below 0 for any */
    private static void check(List<float[]> made, int texts, int length) {
        boolean good = made.size() == texts
                && made.stream()
                        .allMatch(each -> each.length > 0 && (length < 0 || each.length == length) && isFinite(each));
        if (!good) {
            throw new IllegalStateException(
                    "the embedding model gave too few or too many vectors, or vectors of different lengths");
        }
    }

    private static boolean isFinite(float[] vector) {
        for (float each : vector) {
            if (!Float.isFinite(each)) {
                return false;
            }
        }
        return true;
    }

    private static float[] unit(float[] vector) {
        double squares = 0;
        for (float each : vector) {
            squares += each * each;
        }
        float[] unit = vector.clone();
        for (int i = 0; i < unit.length && squares > 0; i++) {
            unit[i] /= (float) Math.sqrt(squares);
        }
        return unit;
    }

    /** @throws RuntimeException when no vector can be made */
    @Override
    public Scores classify(String text) {
        if (text.isBlank()) {
            return Scores.NONE;
        }
        List<float[]> made = vectors.of(List.of(Reading.cut(text)));
        check(made, 1, rows.length);
        float[] evidence = linear.evidence(new Sample(rows, unit(made.get(0)), new boolean[labels.length]));
        Map<String, Double> scores = new HashMap<>();
        for (int label = 0; label < labels.length; label++) {
            scores.put(labels[label], calibration.score(evidence[label]));
        }
        return new Scores(scores);
    }

    @Override
    public Set<String> labels() {
        return new TreeSet<>(Arrays.asList(labels));
    }
}
