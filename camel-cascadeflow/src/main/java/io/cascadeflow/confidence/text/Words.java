package io.cascadeflow.confidence.text;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * A text cut into words, numbers and signs, each as a hash, with what can be counted on the way. One pass, any script: where
 * a character is a syllable or a word, it is a token by itself.
 */
public final class Words {

    private static final int FIRST_SIZE = 64;
    /** Numbers are told apart by how many digits they have, not by their value; more digits than this are alike. */
    private static final int MOST_DIGITS = 4;

    private static final int PRIME = 0x01000193;
    private static final int SEED = 0x811C9DC5;

    private final CharSequence text;
    private final IntSet distinct;
    private int[] tokens = new int[FIRST_SIZE];
    private int size;
    private int lines = 1;
    private double lastLine;

    Words(CharSequence text) {
        this.text = text;
        this.distinct = new IntSet(text.length() / 8);
        int at = 0;
        while (at < text.length()) {
            at = step(at);
        }
    }

    private int step(int at) {
        char c = text.charAt(at);
        if (c == '\n') {
            lines++;
            lastLine = 0;
            return at + 1;
        }
        if (c <= ' ' || Character.isSpaceChar(c)) {
            return at + 1;
        }
        int end = Glyphs.isDigit(c) ? number(at) : Glyphs.isWordPart(c) ? word(at) : sign(at, c);
        lastLine += end == at + 1 ? Glyphs.size(c) : end - at;
        return end;
    }

    private int number(int from) {
        int at = from;
        int count = 0;
        while (at < text.length() && (Glyphs.isDigit(text.charAt(at)) || joinsDigits(at))) {
            count += Glyphs.isDigit(text.charAt(at)) ? 1 : 0;
            at++;
        }
        add(SEED + Math.min(MOST_DIGITS, count));
        return at;
    }

    private boolean joinsDigits(int at) {
        char c = text.charAt(at);
        return (c == '.' || c == ',') && at + 1 < text.length() && Glyphs.isDigit(text.charAt(at + 1));
    }

    private int word(int from) {
        int hash = SEED;
        int at = from;
        do {
            char c = text.charAt(at++);
            hash = (hash ^ lower(c)) * PRIME;
        } while (at < text.length() && continuesWord(at));
        distinct.add(hash);
        add(hash);
        return at;
    }

    private boolean continuesWord(int at) {
        char c = text.charAt(at);
        return Glyphs.isWordPart(c) && c < Glyphs.FIRST_WIDE && text.charAt(at - 1) < Glyphs.FIRST_WIDE;
    }

    private int sign(int at, char c) {
        add((SEED ^ c) * PRIME + 1);
        return at + 1;
    }

    private void add(int token) {
        if (size == tokens.length) {
            tokens = Arrays.copyOf(tokens, size * 2);
        }
        tokens[size++] = token;
    }

    private static int lower(char c) {
        return c < 0x80 ? c | 0x20 : Character.toLowerCase(c);
    }

    /** Words, numbers and signs. */
    public int tokens() {
        return size;
    }

    /** The hash of token {@code i}; equal for words that differ in case only, and for numbers of as many digits. */
    public int token(int i) {
        return tokens[i];
    }

    /** The share of the different words that {@code known} knows by their hashes, 0 to 1; NaN without words. */
    public double knownShare(IntPredicate known) {
        return distinct.size() == 0 ? Double.NaN : distinct.count(known) / (double) distinct.size();
    }

    public int lines() {
        return lines;
    }

    /** Size of the last line, blanks left out, a wide character counted as the several letters it stands for. */
    public double lastLine() {
        return lastLine;
    }

    /** The share of these words that any of {@code others} has too, 0 to 1; NaN without words. */
    public double shareIn(List<Words> others) {
        return knownShare(word -> others.stream().anyMatch(other -> other.distinct.contains(word)));
    }

    /** Words of both as a share of the words of either, 0 to 1; NaN without words. */
    public double similarity(Words other) {
        int shared = distinct.shared(other.distinct);
        int either = distinct.size() + other.distinct.size() - shared;
        return either == 0 ? Double.NaN : shared / (double) either;
    }
}
