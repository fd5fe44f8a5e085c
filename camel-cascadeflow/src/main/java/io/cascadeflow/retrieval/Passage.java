package io.cascadeflow.retrieval;

import org.jspecify.annotations.Nullable;

/**
 * A text that an answer may rest on.
 *
 * @param id how its source calls it, such as {@code docs/gate.md#thresholds}; absent when it has no name
 * @param text what it says
 * @param score how well it fits the question by its source's own measure, higher is better; absent when that is not told
 */
public record Passage(
        @Nullable String id, String text, @Nullable Double score) {

    public Passage {
        if (score != null && score.isNaN()) {
            throw new IllegalArgumentException("the score of a passage is not a number");
        }
    }

    public static Passage of(String text) {
        return new Passage(null, text, null);
    }

    public static Passage of(String id, String text) {
        return new Passage(id, text, null);
    }

    Passage withId(@Nullable String id) {
        return new Passage(id, text, score);
    }

    Passage withText(String text) {
        return new Passage(id, text, score);
    }

    /** Without the text, which is in no log. */
    @Override
    public String toString() {
        return "Passage[id=%s, characters=%d, score=%s]".formatted(id, text.length(), score);
    }
}
