package io.cascadeflow.confidence.text;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
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

    /** Unicode's categories M and N. */
    private static final int MARKS_AND_NUMBERS = 1 << Character.NON_SPACING_MARK
            | 1 << Character.ENCLOSING_MARK
            | 1 << Character.COMBINING_SPACING_MARK
            | 1 << Character.DECIMAL_DIGIT_NUMBER
            | 1 << Character.LETTER_NUMBER
            | 1 << Character.OTHER_NUMBER;

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
        List<String> words = lastWords(normal);
        if (words.isEmpty()) {
            return null;
        }
        String last = words.get(words.size() - 1);
        if (last.length() == 1 && last.charAt(0) < Glyphs.FIRST_WIDE) {
            return last;
        }
        return words.size() <= FEW_WORDS ? String.join(" ", words) : null;
    }

    /** The words at the end of a line: one more than a few, if it has so many. */
    static List<String> lastWords(String line) {
        LinkedList<String> words = new LinkedList<>();
        int at = line.length();
        while (at > 0 && words.size() <= FEW_WORDS) {
            int end = backwards(line, at, false);
            at = backwards(line, end, true);
            if (at < end) {
                words.addFirst(line.substring(at, end));
            }
        }
        return words;
    }

    /** From {@code at} back over all that belongs to words, or over all that does not. */
    private static int backwards(String line, int at, boolean words) {
        int back = at;
        while (back > 0 && isOfWord(line.codePointBefore(back)) == words) {
            back -= Character.charCount(line.codePointBefore(back));
        }
        return back;
    }

    /** Letters, marks on letters, and numbers. */
    private static boolean isOfWord(int c) {
        if (c < 0x80) {
            return Character.isLetterOrDigit(c);
        }
        return Character.isLetter(c) || (MARKS_AND_NUMBERS & 1 << Character.getType(c)) != 0;
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
