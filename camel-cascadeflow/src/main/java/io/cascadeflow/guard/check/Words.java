package io.cascadeflow.guard.check;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Splits texts into words, one after the other, in linear time. Halves of characters are no part of a word. */
final class Words {

    /** From here on words stand side by side, and each character is one. */
    private static final char FIRST_OF_EASTERN_ASIA = '\u2e80';

    /** Longer ones are cut: no phrase has such a word. */
    private static final int LONGEST = 64;

    /**
     * A word.
     *
     * @param text in lower case, without what cannot be seen
     * @param end after its last character
     */
    record Word(String text, int start, int end) {}

    private Words() {}

    static List<Word> of(String text) {
        List<Word> words = new ArrayList<>();
        each(text, words::add);
        return words;
    }

    static void each(String text, Consumer<Word> to) {
        StringBuilder word = new StringBuilder();
        int start = 0;
        int end = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isUnseen(c)) {
                continue;
            }
            boolean alone = c >= FIRST_OF_EASTERN_ASIA && Character.isLetterOrDigit(c);
            if (word.length() > 0 && (alone || !Character.isLetterOrDigit(c))) {
                to.accept(new Word(word.toString(), start, end));
                word.setLength(0);
            }
            if (alone) {
                to.accept(new Word(String.valueOf(folded(c)), i, i + 1));
            } else if (Character.isLetterOrDigit(c)) {
                start = word.length() == 0 ? i : start;
                end = i + 1;
                if (word.length() < LONGEST) {
                    word.append(folded(c));
                }
            }
        }
        if (word.length() > 0) {
            to.accept(new Word(word.toString(), start, end));
        }
    }

    /** Such as a space of no width, or a soft hyphen: words are hidden with it. */
    private static boolean isUnseen(char c) {
        return c >= '\u00ad' && Character.getType(c) == Character.FORMAT;
    }

    private static char folded(char c) {
        return Character.toLowerCase(c);
    }
}
