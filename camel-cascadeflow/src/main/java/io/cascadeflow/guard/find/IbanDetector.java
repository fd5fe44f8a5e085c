package io.cascadeflow.guard.find;

import java.util.ArrayList;
import java.util.List;

/** Finds bank accounts: the length that the country has, and a right checksum. Spaces between groups are of no account. */
final class IbanDetector implements Detector {

    private static final int LONGEST = 34;
    private static final IbanLengths LENGTHS = IbanLengths.shipped();

    @Override
    public String kind() {
        return PersonalData.IBAN.word();
    }

    @Override
    public List<Span> find(String text) {
        List<Span> found = new ArrayList<>();
        for (int at = 0; at + 4 < text.length(); at++) {
            // two letters and two digits: nearly everything ends here
            if (Characters.isAsciiLetter(text.charAt(at))
                    && isDigit(text, at + 2)
                    && Characters.isAsciiLetter(text.charAt(at + 1))
                    && isDigit(text, at + 3)
                    && Characters.isStart(text, at)) {
                int end = end(text, at);
                if (end > at) {
                    found.add(new Span(at, end, kind()));
                    at = end - 1;
                }
            }
        }
        return found;
    }

    private static boolean isDigit(String text, int at) {
        char c = text.charAt(at);
        return c >= '0' && c <= '9';
    }

    private static int end(String text, int from) {
        int length = LENGTHS.of(text.substring(from, from + 2));
        StringBuilder compact = new StringBuilder(LONGEST);
        int at = from;
        while (at < text.length() && compact.length() < length) {
            char c = text.charAt(at);
            if (isDigit(text, at) || Characters.isAsciiLetter(c)) {
                compact.append(Character.toUpperCase(c));
            } else if (!(Characters.isSpace(c) || Characters.isHyphen(c)) || !isInside(text, at)) {
                return from;
            }
            at++;
        }
        boolean whole = length > 0 && compact.length() == length && Characters.isEnd(text, at);
        return whole && Checksum.iban(compact) ? at : from;
    }

    /** A separator between two characters of the number. */
    private static boolean isInside(String text, int at) {
        return at + 1 < text.length() && Characters.isGlue(text.charAt(at + 1));
    }
}
