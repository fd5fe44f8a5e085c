package io.cascadeflow.policy.classify;

import java.util.Set;

/**
 * A text and what it is, to learn from.
 *
 * @param labels all that fit; empty for a text that none fits, such as gibberish
 */
public record Example(String text, Set<String> labels) {

    public Example {
        labels = Set.copyOf(labels);
        if (text.isBlank()) {
            throw new IllegalArgumentException("there is no text");
        }
        if (labels.contains(Classifier.UNKNOWN)) {
            throw new IllegalArgumentException(
                    "'%s' is what is said when no label fits; leave the labels empty".formatted(Classifier.UNKNOWN));
        }
    }
}
