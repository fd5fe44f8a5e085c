package io.cascadeflow.policy.classify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Learned from examples, over hashed parts of words, in any language that the examples have. Of each label it adds up what the
 * different words of a text say, independently of each other and of their order:
 *
 * <ul>
 *   <li>a word that is not known changes nothing, so that gibberish comes to no label;
 *   <li>a further word raises a label against another only if it itself says more for it;
 *   <li>the same word again, and its case, change nothing.
 * </ul>
 *
 * <p>Of a text longer than 4,000 characters only the first and the last 2,000 are read. Learning is deterministic. Immutable, safe
 * to share between threads.
 */
public final class LearnedClassifier implements Classifier {

    private static final Learner WORDS = new Learner(10, 0.1, 1e-3);
    private static final Learner LETTERS = new Learner(10, 0.1, 1e-4);
    private static final int PARTS = 3;

    private final Grams kind;
    private final String[] labels;
    private final GramTable table;
    private final Linear linear;
    private final Calibration calibration;

    private LearnedClassifier(Grams kind, String[] labels, GramTable table, Linear linear, Calibration calibration) {
        this.kind = kind;
        this.labels = labels;
        this.table = table;
        this.linear = linear;
        this.calibration = calibration;
    }

    /**
     * Learns what texts are about, from their words.
     *
     * @throws IllegalArgumentException when there are not two labels
     */
    public static LearnedClassifier ofSubjects(List<Example> examples) {
        return learn(examples, Grams.WORDS, WORDS);
    }

    /** Learns in which language texts are, from their letters, likewise. */
    public static LearnedClassifier ofLanguages(List<Example> examples) {
        return learn(examples, Grams.LETTERS, LETTERS);
    }

    private static LearnedClassifier learn(List<Example> examples, Grams kind, Learner learner) {
        String[] labels = labels(examples);
        List<Reading> readings = examples.stream()
                .map(example -> Reading.of(example.text(), kind))
                .toList();
        GramTable table = table(readings);
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < examples.size(); i++) {
            samples.add(sample(readings.get(i), table, fits(examples.get(i), labels)));
        }
        Linear linear = learner.learn(table.size(), labels.length, samples);
        Calibration calibration = Calibration.of(learner, table.size(), labels.length, samples, PARTS);
        return new LearnedClassifier(kind, labels, table, linear, calibration);
    }

    static String[] labels(List<Example> examples) {
        Set<String> labels = new TreeSet<>();
        examples.forEach(example -> labels.addAll(example.labels()));
        if (labels.size() < 2) {
            throw new IllegalArgumentException(
                    "the examples have fewer than two labels; there is nothing to tell apart");
        }
        return labels.toArray(String[]::new);
    }

    static boolean[] fits(Example example, String[] labels) {
        boolean[] fits = new boolean[labels.length];
        for (int label = 0; label < labels.length; label++) {
            fits[label] = example.labels().contains(labels[label]);
        }
        return fits;
    }

    private static GramTable table(List<Reading> readings) {
        GramTable table =
                new GramTable(readings.stream().mapToInt(Reading::size).sum());
        for (Reading reading : readings) {
            for (int i = 0; i < reading.size(); i++) {
                table.add(reading.gram(i));
            }
        }
        return table;
    }

    private static Sample sample(Reading reading, GramTable table, boolean[] fits) {
        Map<Integer, Float> values = new TreeMap<>();
        for (int i = 0; i < reading.size(); i++) {
            int row = table.row(reading.gram(i));
            if (row >= 0) {
                values.merge(row, 1f, Float::sum);
            }
        }
        int[] rows = values.keySet().stream().mapToInt(Integer::intValue).toArray();
        float[] all = new float[rows.length];
        for (int i = 0; i < rows.length; i++) {
            all[i] = values.getOrDefault(rows[i], 0f);
        }
        return new Sample(rows, all, fits);
    }

    @Override
    public Scores classify(String text) {
        float[] evidence = evidence(text);
        Map<String, Double> scores = new HashMap<>();
        for (int label = 0; label < labels.length; label++) {
            scores.put(labels[label], calibration.score(evidence[label]));
        }
        return new Scores(scores);
    }

    /** In the order of the labels' names. */
    private float[] evidence(String text) {
        float[] evidence = linear.biases().clone();
        Reading reading = Reading.of(text, kind);
        for (int i = 0; i < reading.size(); i++) {
            int row = table.row(reading.gram(i));
            if (row >= 0) {
                linear.add(row, 1, evidence);
            }
        }
        return evidence;
    }

    @Override
    public Set<String> labels() {
        return new TreeSet<>(Arrays.asList(labels));
    }
}
