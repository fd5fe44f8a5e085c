package io.cascadeflow.guard;

import io.cascadeflow.guard.PlaceholderMatch.Result;
import java.util.List;
import java.util.Locale;

/**
 * How values are named to a model: {@code <EMAIL_1>}. Read in any case, with a space beside the brackets, with a space or a
 * hyphen instead of the underscore, with a backslash before the underscore and the closing bracket, and with the brackets as HTML
 * or JSON writes them: models copy names so now and then. Anything else is left as it is; so is a backslash before all of it, for
 * it may have been there before.
 */
final class Placeholders {

    private static final List<String> OPENING = List.of("<", "&lt;", "\\u003c");
    private static final List<String> CLOSING = List.of(">", "\\>", "&gt;", "\\u003e");
    private static final List<String> JOINTS = List.of("_", "\\\\_", "\\_", " ", "-");
    private static final int LONGEST_KIND = 24;
    private static final int MOST_DIGITS = 7;

    private Placeholders() {}

    static String of(String kind, int number) {
        return "<" + name(kind, number) + ">";
    }

    static String name(String kind, int number) {
        return kind.toUpperCase(Locale.ROOT) + "_" + number;
    }

    /** Where one may begin, from a place on; −1 for nowhere. */
    static int next(CharSequence text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '<' || c == '\\' || c == '&') {
                return i;
            }
        }
        return -1;
    }

    static PlaceholderMatch at(CharSequence text, int from) {
        int at = oneOf(OPENING, text, from);
        if (at < 0) {
            return at == OPEN_END ? PlaceholderMatch.OPEN : PlaceholderMatch.NONE;
        }
        at = afterSpace(text, at);
        int kindEnd = at;
        while (kindEnd < text.length() && kindEnd - at <= LONGEST_KIND && isLetter(text.charAt(kindEnd))) {
            kindEnd++;
        }
        if (kindEnd == text.length()) {
            return kindEnd - at > LONGEST_KIND ? PlaceholderMatch.NONE : PlaceholderMatch.OPEN;
        }
        int digits = kindEnd == at || kindEnd - at > LONGEST_KIND ? NOTHING : oneOf(JOINTS, text, kindEnd);
        if (digits < 0) {
            return digits == OPEN_END ? PlaceholderMatch.OPEN : PlaceholderMatch.NONE;
        }
        return closed(text, text.subSequence(at, kindEnd).toString(), digits);
    }

    private static PlaceholderMatch closed(CharSequence text, String kind, int from) {
        int end = from;
        while (end < text.length() && end - from <= MOST_DIGITS && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        if (end - from > MOST_DIGITS || (end < text.length() && end == from)) {
            return PlaceholderMatch.NONE;
        }
        int close = oneOf(CLOSING, text, afterSpace(text, end));
        if (close < 0) {
            return close == OPEN_END ? PlaceholderMatch.OPEN : PlaceholderMatch.NONE;
        }
        String name = kind.toUpperCase(Locale.ROOT) + "_" + text.subSequence(from, end);
        return new PlaceholderMatch(Result.THERE, close, name);
    }

    private static final int NOTHING = -1;
    private static final int OPEN_END = -2;

    private static int afterSpace(CharSequence text, int at) {
        return at < text.length() && text.charAt(at) == ' ' ? at + 1 : at;
    }

    /** The end of one of these that is here, in any case; else whether one of them may begin at the end of the text. */
    private static int oneOf(List<String> spellings, CharSequence text, int from) {
        boolean open = false;
        for (String spelling : spellings) {
            int length = Math.min(spelling.length(), text.length() - from);
            boolean same = true;
            for (int i = 0; i < length && same; i++) {
                same = Character.toLowerCase(text.charAt(from + i)) == spelling.charAt(i);
            }
            if (same && length == spelling.length()) {
                return from + length;
            }
            open |= same;
        }
        return open ? OPEN_END : NOTHING;
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
