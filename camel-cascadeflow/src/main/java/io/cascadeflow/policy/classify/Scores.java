package io.cascadeflow.policy.classify;

import java.util.Comparator;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How well labels fit a text. Several may: a question can be about law and ask for a summary. Immutable.
 *
 * @param byLabel the probability, 0 to 1, that the label fits; they need not add up to 1
 */
public record Scores(Map<String, Double> byLabel) {

    /** Nothing fits. */
    public static final Scores NONE = new Scores(Map.of());

    public Scores {
        byLabel = Map.copyOf(byLabel);
        byLabel.forEach((label, score) -> {
            if (!(score >= 0 && score <= 1)) {
                throw new IllegalArgumentException("the score of '%s' is %s; it is 0 to 1".formatted(label, score));
            }
        });
    }

    /** The score of a label; 0 when it has none. */
    public double of(String label) {
        return byLabel.getOrDefault(label, 0.0);
    }

    /** The label with the highest score, of equal ones the first by name; empty when there is none. */
    public Optional<String> best() {
        return byLabel.entrySet().stream()
                .max(Comparator.comparingDouble((Entry<String, Double> entry) -> entry.getValue())
                        .thenComparing(Entry::getKey, Comparator.reverseOrder()))
                .map(Entry::getKey);
    }

    /** The labels with at least this score. */
    public Set<String> atLeast(double least) {
        Set<String> fitting = new TreeSet<>();
        byLabel.forEach((label, score) -> {
            if (score >= least) {
                fitting.add(label);
            }
        });
        return fitting;
    }

    /** The same, or that it is not known: never empty. */
    public Set<String> said(double least) {
        Set<String> fitting = atLeast(least);
        return fitting.isEmpty() ? Set.of(Classifier.UNKNOWN) : fitting;
    }
}
