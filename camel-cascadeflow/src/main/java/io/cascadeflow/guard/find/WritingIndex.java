package io.cascadeflow.guard.find;

import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Ways to write ids, by how many letters, or digits, they begin with: of some forty only a few have to be looked at, and at most
 * words of a text none. Immutable.
 */
final class WritingIndex {

    /** Longer beginnings are all the same. */
    private static final int LONGEST = 24;

    private final boolean letters;
    private final List<List<Writing>> byRun;

    private WritingIndex(boolean letters, List<List<Writing>> byRun) {
        this.letters = letters;
        this.byRun = byRun;
    }

    /** @param letters those that begin with one; else the others */
    static WritingIndex of(Collection<Writing> all, boolean letters) {
        List<Writing> some = all.stream()
                .filter(one -> one.form().beginsWithLetter() == letters)
                .toList();
        return new WritingIndex(
                letters,
                IntStream.rangeClosed(0, LONGEST)
                        .mapToObj(run -> some.stream()
                                .filter(one -> one.form().mayBegin(letters ? '@' : '#', run))
                                .toList())
                        .toList());
    }

    /** The end of the longest id that begins here; here when none does. */
    int end(String text, int from) {
        int longest = from;
        for (Writing writing : byRun.get(run(text, from))) {
            longest = Math.max(longest, writing.end(text, from));
        }
        return longest;
    }

    private int run(String text, int from) {
        int most = Math.min(text.length(), from + LONGEST);
        int end = from;
        while (end < most && is(text.charAt(end))) {
            end++;
        }
        return end - from;
    }

    private boolean is(char c) {
        return letters ? Characters.isAsciiLetter(c) : Characters.isDigit(c);
    }
}
