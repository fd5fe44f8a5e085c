package io.cascadeflow.guard.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds phrases, in one pass over a text's words: no regular expression, and no text that takes longer than its length. Immutable.
 */
final class PhraseFinder {

    /** Begun at once; a text that begins more is a text that is made to hurt, and the oldest are forgotten. */
    private static final int MOST_BEGUN = 1_000;

    private final Map<String, List<Phrase>> byFirst = new HashMap<>();

    /** @param end after the last character */
    record Found(String name, int start, int end) {}

    private record Begun(Phrase phrase, int next, int latest, int start) {}

    PhraseFinder(List<Phrase> phrases) {
        for (Phrase phrase : phrases) {
            for (String word : phrase.steps().get(0)) {
                byFirst.computeIfAbsent(word, key -> new ArrayList<>()).add(phrase);
            }
        }
    }

    List<Found> find(String text) {
        List<Found> found = new ArrayList<>();
        List<Begun> open = new ArrayList<>();
        int[] at = {0};
        Words.each(text, word -> step(word, at[0]++, open, found));
        return found;
    }

    private void step(Words.Word word, int at, List<Begun> open, List<Found> found) {
        List<Begun> next = new ArrayList<>();
        for (Begun begun : open) {
            if (begun.phrase().steps().get(begun.next()).contains(word.text())) {
                goOn(begun.phrase(), begun.next() + 1, at, begun.start(), word, next, found);
            } else if (at < begun.latest()) {
                next.add(begun);
            }
        }
        for (Phrase phrase : byFirst.getOrDefault(word.text(), List.of())) {
            goOn(phrase, 1, at, word.start(), word, next, found);
        }
        open.clear();
        open.addAll(next.size() <= MOST_BEGUN ? next : next.subList(next.size() - MOST_BEGUN, next.size()));
    }

    private static void goOn(
            Phrase phrase, int step, int at, int start, Words.Word word, List<Begun> open, List<Found> found) {
        if (step == phrase.steps().size()) {
            found.add(new Found(phrase.name(), start, word.end()));
        } else {
            open.add(new Begun(phrase, step, at + phrase.gap(), start));
        }
    }
}
