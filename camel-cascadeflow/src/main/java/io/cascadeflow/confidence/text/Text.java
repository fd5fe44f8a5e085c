package io.cascadeflow.confidence.text;

/**
 * A text with what can be read off it. Made once for each draft and shared by all signals.
 *
 * @param plain the text
 * @param numbers the numbers it names
 * @param sums its equations, recomputed
 * @param shape its length, script and ending
 * @param words its words, numbers and signs
 */
public record Text(String plain, Numbers numbers, Sums sums, Shape shape, Words words) {

    public static Text of(String plain) {
        Tokens tokens = Lexer.tokens(plain);
        return new Text(plain, new Numbers(tokens), SumChecker.check(tokens), new Shape(plain), new Words(plain));
    }

    /** Whether there is nothing to see: blanks of any kind, controls, zero-width marks. */
    public boolean isBlank() {
        return isBlank(plain);
    }

    /** Whether there is nothing to see in {@code text}. */
    public static boolean isBlank(CharSequence text) {
        return text.chars().allMatch(Text::isInvisible);
    }

    private static boolean isInvisible(int c) {
        return Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || Character.isISOControl(c)
                || Character.getType(c) == Character.FORMAT;
    }
}
