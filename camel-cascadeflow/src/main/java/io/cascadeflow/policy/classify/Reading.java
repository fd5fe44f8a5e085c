package io.cascadeflow.policy.classify;

import java.text.Normalizer;
import java.util.Arrays;

/**
 * The grams of the different words of a text; a word that comes again adds nothing. Where a script has no blanks, every character
 * and every two neighbours are words. Of a long text only the beginning and the end are read, so that the time is bounded.
 */
final class Reading {

    /** Characters that are read at the beginning of a text, and as many at its end: there a question says what it wants. */
    static final int MOST_AT_EITHER_END = 2000;

    /** Letters of a word that count; nobody writes longer ones. */
    private static final int LONGEST_WORD = 48;
    /** Digits of a number that count. */
    private static final int MOST_DIGITS = 4;

    private final Grams kind;
    private final LongSet words = new LongSet();
    private final int[] word = new int[LONGEST_WORD];
    private int length;
    private int before = -1;
    private long[] grams = new long[128];
    private int size;

    private Reading(Grams kind) {
        this.kind = kind;
    }

    static Reading of(String text, Grams kind) {
        Reading reading = new Reading(kind);
        reading.read(cut(text));
        return reading;
    }

    /** What is read of a text, in one piece. */
    static String cut(String text) {
        return text.length() <= 2 * MOST_AT_EITHER_END
                ? text
                : text.substring(0, MOST_AT_EITHER_END) + "\n" + text.substring(text.length() - MOST_AT_EITHER_END);
    }

    int size() {
        return size;
    }

    long gram(int i) {
        return grams[i];
    }

    void add(long gram) {
        if (size == grams.length) {
            grams = Arrays.copyOf(grams, size * 2);
        }
        grams[size++] = gram;
    }

    private void read(String raw) {
        String text = Normalizer.normalize(raw, Normalizer.Form.NFKC);
        int digits = 0;
        for (int at = 0; at < text.length(); ) {
            int c = text.codePointAt(at);
            at += Character.charCount(c);
            digits = Letters.isDigit(c) ? digits + 1 : number(digits);
            if (!Letters.isLetter(c)) {
                letterless(c);
            } else if (Letters.isUnspaced(c)) {
                unspaced(c);
            } else {
                before = -1;
                letter(c);
            }
        }
        number(digits);
        word();
        before = -1;
    }

    private void letter(int c) {
        if (length < LONGEST_WORD) {
            word[length++] = Letters.lower(c);
        }
    }

    private void unspaced(int c) {
        word();
        take(c);
        if (before >= 0) {
            take(before, c);
        }
        before = c;
    }

    private void letterless(int c) {
        word();
        before = -1;
        if (kind.signs() && !Letters.isDigit(c) && !Letters.isInvisible(c)) {
            take(c);
        }
    }

    /** @return how many digits the number has now: none */
    private int number(int digits) {
        if (digits > 0 && kind.signs()) {
            take('0', Math.min(digits, MOST_DIGITS));
        }
        return 0;
    }

    private void take(int... letters) {
        System.arraycopy(letters, 0, word, 0, letters.length);
        length = letters.length;
        word();
    }

    private void word() {
        if (length > 0) {
            long hash = length;
            for (int i = 0; i < length; i++) {
                hash = Grams.step(hash, word[i]);
            }
            if (words.add(Grams.mix(hash))) {
                kind.of(word, length, this);
            }
            length = 0;
        }
    }
}
