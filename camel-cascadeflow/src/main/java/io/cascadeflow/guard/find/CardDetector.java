package io.cascadeflow.guard.find;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds numbers of payment cards: 13 to 19 digits in groups or not, that begin as those of an issuer do, with a right check
 * digit. An order number of which all that holds is one too, as far as anybody can tell.
 */
final class CardDetector implements Detector {

    private static final int FEWEST = 13;
    private static final int MOST = 19;
    private static final int FIRST_GROUP = 4;

    @Override
    public String kind() {
        return PersonalData.CARD.word();
    }

    @Override
    public List<Span> find(String text) {
        List<Span> found = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            if (!Characters.isDigit(text.charAt(at))) {
                at++;
                continue;
            }
            int end = Characters.isStart(text, at) && !isInside(text, at) ? end(text, at) : at;
            if (end > at) {
                found.add(new Span(at, end, kind()));
                at = end;
            } else {
                at = endOfGroup(text, at);
            }
        }
        return found;
    }

    /** After a decimal point, or a group of something longer, such as {@code DE26 }. */
    private static boolean isInside(String text, int at) {
        if (at < 2 || !Characters.isDigit(text.charAt(at - 2))) {
            return false;
        }
        char c = text.charAt(at - 1);
        int before = at - 1;
        while (before > 0 && at - before < FIRST_GROUP && Characters.isGlue(text.charAt(before - 1))) {
            before--;
        }
        boolean group = Characters.isHyphen(c) || (Characters.isSpace(c) && at - before >= FIRST_GROUP);
        return group || c == '.' || c == ',';
    }

    private static int endOfGroup(String text, int from) {
        int end = from;
        while (end < text.length() && Characters.isDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /** The end of the longest card's number that begins here; {@code from} when there is none. */
    private static int end(String text, int from) {
        StringBuilder digits = new StringBuilder(MOST);
        int longest = from;
        char separator = 0;
        int at = from;
        while (true) {
            int group = endOfGroup(text, at);
            if ((digits.isEmpty() && group - at < FIRST_GROUP) || digits.length() + group - at > MOST) {
                return longest;
            }
            for (int i = at; i < group; i++) {
                digits.append((char) ('0' + Characters.digit(text.charAt(i))));
            }
            boolean ends = Characters.isEnd(text, group) && !Form.goesOn(text, group, false);
            if (digits.length() >= FEWEST && ends && isCard(digits)) {
                longest = group;
            }
            if (group + 1 >= text.length() || !Characters.isDigit(text.charAt(group + 1))) {
                return longest;
            }
            char c = text.charAt(group);
            boolean isSeparator = Characters.isSpace(c) || Characters.isHyphen(c);
            if (!isSeparator || (separator != 0 && separator != c)) {
                return longest;
            }
            separator = c;
            at = group + 1;
        }
    }

    private static boolean isCard(CharSequence digits) {
        return isIssued(digits) && Checksum.luhn(digits);
    }

    /** ISO/IEC 7812: what issuers' numbers begin with, and how long they are. */
    private static boolean isIssued(CharSequence digits) {
        int length = digits.length();
        int two = number(digits, 2);
        int four = number(digits, 4);
        return switch (digits.charAt(0)) {
            case '2' -> isWithin(four, 2200, 2204) ? length >= 16 : isWithin(four, 2221, 2720) && length == 16;
            case '3' -> isOfThree(length, two, four);
            case '4' -> length == 13 || length == 16 || length == 19;
            case '5' -> isWithin(two, 51, 55) ? length == 16 : two != 59;
            case '6' -> length >= 16 || two == 63 || two == 67;
            case '9' -> four == 9792 && length == 16;
            default -> false;
        };
    }

    private static boolean isOfThree(int length, int two, int four) {
        return switch (two) {
            case 34, 37 -> length == 15;
            case 35 -> isWithin(four, 3528, 3589) && length >= 16;
            case 36, 38, 39 -> length >= 14;
            default -> isWithin(four, 3000, 3059) && length >= 14;
        };
    }

    private static boolean isWithin(int number, int low, int high) {
        return number >= low && number <= high;
    }

    private static int number(CharSequence digits, int count) {
        int number = 0;
        for (int i = 0; i < count; i++) {
            number = number * 10 + digits.charAt(i) - '0';
        }
        return number;
    }
}
