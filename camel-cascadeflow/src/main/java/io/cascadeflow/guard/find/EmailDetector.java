package io.cascadeflow.guard.find;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds addresses for mail: of any script, with a domain of two labels or more. Not those without a dot after the {@code @},
 * nor local parts in quotes with a space in them.
 */
final class EmailDetector implements Detector {

    private static final String MARKS = "!#$%&'*+-/=?^_`{|}~.";

    @Override
    public String kind() {
        return PersonalData.EMAIL.word();
    }

    @Override
    public List<Span> find(String text) {
        List<Span> found = new ArrayList<>();
        int from = 0;
        for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
            int start = start(text, from, at);
            int end = end(text, at + 1);
            if (start < at && end > at + 1) {
                found.add(new Span(start, end, kind()));
                from = end;
            } else {
                // what is before this sign is looked at once
                from = at + 1;
            }
        }
        return found;
    }

    private static int start(String text, int from, int at) {
        int start = at;
        while (start > from && isLocal(text.charAt(start - 1)) && isAsBefore(text, start - 1, at - 1)) {
            start--;
        }
        // a mark before an address belongs to the sentence: 'a@b.ch', =a@b.ch
        while (start < at && MARKS.indexOf(text.charAt(start)) >= 0 && text.charAt(start) != '_') {
            start++;
        }
        return start;
    }

    private static boolean isLocal(char c) {
        return isDomain(c) || MARKS.indexOf(c) >= 0;
    }

    /** Halves of characters are a part of an address as others are: whole characters are made of them. */
    private static boolean isDomain(char c) {
        return c < 0x80
                ? Characters.isAsciiLetter(c) || Characters.isDigit(c)
                : Character.isLetterOrDigit(c) || Character.isSurrogate(c) || isMark(c);
    }

    private static boolean isMark(char c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    /** Where words are not spaced, an address ends where its script does. */
    private static boolean isAsBefore(String text, int one, int other) {
        return Characters.isUnspaced(text.charAt(one)) == Characters.isUnspaced(text.charAt(other));
    }

    /** The end of a domain that begins here; {@code from} when there is none. */
    private static int end(String text, int from) {
        int end = from;
        int label = from;
        boolean letters = true;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.' && i > label) {
                label = i + 1;
                letters = true;
            } else if (c != '-' || i == label) {
                if (!isDomain(c) || !isAsBefore(text, i, label)) {
                    break;
                }
                letters &= !Characters.isDigit(c);
                // a last label with digits is a version's, as in left-pad@1.3.0, but for names in Punycode
                if (label > from && i > label && (letters || text.startsWith("xn--", label))) {
                    end = i + 1;
                }
            }
        }
        return end;
    }
}
