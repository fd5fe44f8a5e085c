package io.cascadeflow.confidence.text;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a text comes to, read so that two answers to one question can be compared whatever their language and notation: a
 * number, a date, a choice, a few words. Immutable.
 */
public final class Conclusion {

    /** An answer of so many words is compared as a whole; a longer one has no conclusion to compare. */
    private static final int FEW_WORDS = 6;
    /** Letters in a label such as {@code (C)} or {@code (iv)}. */
    private static final int LABEL_LETTERS = 4;

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

    private final double[] numbers;
    private final NumberSet set = new NumberSet();
    private final @Nullable String date;
    private final @Nullable String label;

    private Conclusion(double[] numbers, @Nullable String date, @Nullable String label) {
        this.numbers = numbers;
        this.date = date;
        this.label = label;
        for (double number : numbers) {
            set.add(number);
        }
    }

    /** @param asked the question's numbers: what it names is the result only if there is nothing else */
    public static Conclusion of(String text, Numbers asked) {
        String boxed = Closing.boxed(text);
        String line = boxed != null && !Text.isBlank(boxed) ? boxed : Closing.lastLine(text);
        String statement = Closing.lastStatementWithNumber(boxed != null ? boxed : text);
        double[] numbers = Numbers.in(statement).values();
        boolean closes = boxed != null || line.contains(statement);
        return new Conclusion(
                boxed != null ? numbers : newOnes(numbers, asked),
                closes ? Dates.in(statement) : null,
                closes && numbers.length > 0 ? null : label(line));
    }

    /** From the start of the last line that says something to the end of the text, in characters. */
    public static int lengthOfLastLine(String text) {
        String line = Closing.lastLine(text);
        return line.isEmpty() ? 0 : text.length() - text.lastIndexOf(line);
    }

    private static double[] newOnes(double[] numbers, Numbers asked) {
        double[] fresh =
                Arrays.stream(numbers).filter(number -> !asked.names(number)).toArray();
        return fresh.length > 0 ? fresh : numbers;
    }

    /** A letter in brackets or at the end, else the whole of a few words; absent when it is neither. */
    private static @Nullable String label(String line) {
        String normal = Normalizer.normalize(line, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        int close = Math.max(normal.lastIndexOf(')'), normal.lastIndexOf(']'));
        int open = Math.max(normal.lastIndexOf('('), normal.lastIndexOf('['));
        if (open >= 0 && close > open + 1 && close - open - 1 <= LABEL_LETTERS) {
            return normal.substring(open + 1, close).strip();
        }
        String[] words = BETWEEN_WORDS.matcher(normal).replaceAll(" ").strip().split(" ");
        String last = words[words.length - 1];
        if (last.length() == 1 && last.charAt(0) < Glyphs.FIRST_WIDE) {
            return last;
        }
        return words.length <= FEW_WORDS && !last.isEmpty() ? String.join(" ", words) : null;
    }

    /** The number that the text comes to; NaN when it names none. */
    public double number() {
        return numbers.length == 0 ? Double.NaN : numbers[numbers.length - 1];
    }

    /** Whether both come to the same; absent when they cannot be compared. */
    public @Nullable Boolean sameAs(Conclusion other) {
        if (label != null || other.label != null) {
            boolean comparable =
                    (label != null || numbers.length > 0) && (other.label != null || other.numbers.length > 0);
            return comparable ? Boolean.valueOf(label != null && label.equals(other.label)) : null;
        }
        if (date != null && other.date != null) {
            return date.equals(other.date);
        }
        if (numbers.length == 0 || other.numbers.length == 0) {
            return null;
        }
        for (double number : numbers) {
            if (other.set.contains(number)) {
                return true;
            }
        }
        return false;
    }
}
