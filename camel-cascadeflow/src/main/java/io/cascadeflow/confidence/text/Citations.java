package io.cascadeflow.confidence.text;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a text cites: {@code [1]}, {@code [1, 3]}, {@code [2-4]}, {@code [1][2]}, the id of a passage as in {@code [docs/gate.md]}, and
 * {@code [none]}. Right after a word, and in code, brackets may be an index: there they count only where they point to a
 * passage, and never against the text. Linear in the text.
 *
 * @param places of the passages that are cited, from 1, each once, in the order of the text
 * @param unknown what is cited and was not given, each once; at most {@value #MOST_UNKNOWN}
 * @param none whether the text says that no passage tells
 * @param valid how many citations point to a passage
 * @param cited how many citations there are
 */
public record Citations(List<Integer> places, List<String> unknown, boolean none, int valid, int cited) {

    static final int MOST_UNKNOWN = 64;

    /** No passage has a longer id, and no list of numbers is longer. */
    private static final int LONGEST = 160;

    public Citations {
        places = List.copyOf(places);
        unknown = List.copyOf(unknown);
    }

    /** @param ids of the passages in their order; empty where one has none. Case does not count */
    public static Citations of(String text, List<String> ids) {
        return new Scan(text, new CitedItems(ids)).result();
    }

    /** Of the citations, those that point to a passage; NaN without any. */
    public double share() {
        return cited == 0 ? Double.NaN : valid / (double) cited;
    }

    private static final class Scan {

        private final String text;
        private final CitedItems items;
        private final Set<Integer> places = new LinkedHashSet<>();
        private final Set<String> unknown = new LinkedHashSet<>();
        private boolean none;
        private int valid;
        private int cited;

        /** Where the last citation ended, and whether it could have been an index. */
        private int chained = -1;

        private boolean loose;
        private boolean code;

        Scan(String text, CitedItems items) {
            this.text = text;
            this.items = items;
        }

        Citations result() {
            for (int at = 0; at < text.length(); at++) {
                char c = text.charAt(at);
                if (c == '`') {
                    code = !code;
                } else if (c == '[' || c == '\u3010') {
                    at = bracket(at, c == '[' ? ']' : '\u3011');
                }
            }
            return new Citations(List.copyOf(places), List.copyOf(unknown), none, valid, cited);
        }

        /** @return the place of the last character that is done with */
        private int bracket(int open, char closing) {
            int end = end(open, closing);
            if (end < 0) {
                return open;
            }
            boolean mayBeIndex = code || (open == chained ? loose : followsWord(open));
            boolean link = end + 1 < text.length() && text.charAt(end + 1) == '(';
            List<CitedItems.Item> found = items.of(text.substring(open + 1, end), link);
            if (found.isEmpty()) {
                return open;
            }
            found.forEach(item -> count(item, mayBeIndex));
            chained = end + 1;
            loose = mayBeIndex;
            return end;
        }

        /** Where the bracket closes; -1 when it does not, or too far away. */
        private int end(int open, char closing) {
            int last = Math.min(text.length(), open + LONGEST);
            for (int at = open + 1; at < last; at++) {
                char c = text.charAt(at);
                if (c == closing) {
                    return at;
                }
                if (c == '\n' || c == '[') {
                    return -1;
                }
            }
            return -1;
        }

        private boolean followsWord(int open) {
            if (open == 0) {
                return false;
            }
            char before = text.charAt(open - 1);
            return Character.isLetterOrDigit(before) || before == ']' || before == ')' || before == '_';
        }

        private void count(CitedItems.Item item, boolean mayBeIndex) {
            if (item.none()) {
                none = true;
                return;
            }
            places.addAll(item.places());
            valid += item.places().size();
            cited += item.places().size();
            if (item.unknown() != null && !mayBeIndex) {
                cited++;
                if (unknown.size() < MOST_UNKNOWN) {
                    unknown.add(item.unknown());
                }
            }
        }
    }

    /** The text with brackets that could be taken for citations of places in round ones, so that who copies it cites nothing. */
    public static String without(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            int end = c == '[' || c == '\u3010' ? numbersEnd(text, at) : -1;
            if (end < 0) {
                plain.append(c);
            } else {
                plain.append('(').append(text, at + 1, end).append(')');
                at = end;
            }
        }
        return plain.toString();
    }

    /** Of a bracket with nothing but short numbers, or with none; -1 of any other. */
    private static int numbersEnd(String text, int open) {
        int last = Math.min(text.length(), open + LONGEST);
        int at = open + 1;
        while (at < last && text.charAt(at) != ']' && text.charAt(at) != '\u3011') {
            char c = text.charAt(at);
            if (c == '\n' || c == '[') {
                return -1;
            }
            at++;
        }
        if (at >= last) {
            return -1;
        }
        String content = text.substring(open + 1, at).strip().toLowerCase(Locale.ROOT);
        boolean numbers = !content.isEmpty() && content.chars().allMatch(c -> "0123456789,;-\u2013^ ".indexOf(c) >= 0);
        return (numbers && content.chars().anyMatch(Character::isDigit)) || content.equals("none") ? at : -1;
    }
}
