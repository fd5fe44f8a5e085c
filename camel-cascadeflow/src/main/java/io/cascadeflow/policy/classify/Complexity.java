package io.cascadeflow.policy.classify;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * How much there is in a question, 0 to 1. It looks at no word's meaning, so that no word makes a question trivial or hard in any
 * language: it counts letters, statements and lines, different numbers, and signs such as those of formulas and code, the more the
 * less each further one adds. Whatever words are added, it never falls, and words of equal length add the same. How hard the matter
 * of a short question is, it cannot see. Reads the first 65,536 characters.
 */
public final class Complexity {

    /** What it is for somebody who says it in a word. */
    private static final Map<String, Double> WORDS =
            Map.of("trivial", 0.1, "simple", 0.3, "moderate", 0.5, "hard", 0.7, "expert", 0.9);

    private static final int MOST = 1 << 16;

    /** So many give half of the most that each adds. */
    private static final double LETTERS = 400;

    private static final double STATEMENTS = 8;
    private static final double NUMBERS = 8;
    private static final double SIGNS = 40;

    private static final double OF_LETTERS = 0.4;
    private static final double OF_STATEMENTS = 0.2;
    private static final double OF_NUMBERS = 0.2;
    private static final double OF_SIGNS = 0.2;

    /** An ideograph says about as much as so many letters. */
    private static final int WIDE = 3;

    private final LongSet numbers = new LongSet();
    private int letters;
    private int statements;
    private int different;
    private int signs;
    private long number;

    private Complexity() {}

    /** The words that {@link #said} understands. */
    public static Set<String> words() {
        return WORDS.keySet();
    }

    /** What somebody says, in a word, or as a number 0 to 1; empty when it is neither. */
    public static OptionalDouble said(String hint) {
        Double word = WORDS.get(hint.strip().toLowerCase(Locale.ROOT));
        if (word != null) {
            return OptionalDouble.of(word);
        }
        try {
            double number = Double.parseDouble(hint.strip());
            return number >= 0 && number <= 1 ? OptionalDouble.of(number) : OptionalDouble.empty();
        } catch (NumberFormatException neither) {
            return OptionalDouble.empty();
        }
    }

    /** @param text any text, also an empty one */
    public static double of(String text) {
        Complexity seen = new Complexity();
        seen.read(text);
        return OF_LETTERS * share(seen.letters, LETTERS)
                + OF_STATEMENTS * share(seen.statements, STATEMENTS)
                + OF_NUMBERS * share(seen.different, NUMBERS)
                + OF_SIGNS * share(seen.signs, SIGNS);
    }

    private static double share(int count, double half) {
        return count / (count + half);
    }

    private void read(String text) {
        int end = Math.min(text.length(), MOST);
        boolean open = false;
        for (int at = 0; at < end; ) {
            int c = text.codePointAt(at);
            at += Character.charCount(c);
            if (Letters.isDigit(c)) {
                number = Grams.step(number == 0 ? 1 : number, Character.digit(c, 10));
                open = true;
                continue;
            }
            number();
            if (Letters.isLetter(c)) {
                letters += Letters.isUnspaced(c) ? WIDE : 1;
                open = true;
            } else if (endsStatement(c)) {
                statements += open ? 1 : 0;
                open = false;
            } else if (!Letters.isInvisible(c)) {
                signs++;
            }
        }
        number();
        statements += open ? 1 : 0;
    }

    private void number() {
        if (number != 0) {
            different += numbers.add(Grams.mix(number)) ? 1 : 0;
            number = 0;
        }
    }

    private static boolean endsStatement(int c) {
        return switch (c) {
            case '\n', '.', '!', '?', ';', ':', '。', '！', '？', '；', '：', '।', '؟', '؛', '۔' -> true;
            default -> false;
        };
    }
}
