package io.cascadeflow.guard.check;

import java.util.List;
import java.util.Set;

/**
 * Words that follow each other.
 *
 * @param name what it is found as
 * @param steps for each step the words that do, in lower case
 * @param gap how many words a step may come after the one before: 1 for at once
 */
record Phrase(String name, List<Set<String>> steps, int gap) {

    Phrase {
        steps = List.copyOf(steps);
        if (steps.isEmpty() || gap < 1) {
            throw new IllegalArgumentException("phrase '%s' has no words".formatted(name));
        }
    }

    /** A text as it is written, whatever the case and what is between its words. */
    static Phrase exactly(String name, String text) {
        List<Set<String>> steps =
                Words.of(text).stream().map(word -> Set.of(word.text())).toList();
        return new Phrase(name, steps, 1);
    }
}
