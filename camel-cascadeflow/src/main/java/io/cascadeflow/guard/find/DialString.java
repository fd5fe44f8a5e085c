package io.cascadeflow.guard.find;

import java.util.ArrayList;
import java.util.List;

/**
 * Groups of digits that can be a phone number.
 *
 * @param start of its first character
 * @param digits how many it has, at the most
 * @param ends where it can end, the farthest first
 * @param firstEnd the end of its first group of digits
 * @param tooLong whether more digits follow than any number has
 */
record DialString(int start, int digits, List<Integer> ends, int firstEnd, boolean tooLong) {

    private static final int FEWEST = 7;
    private static final int MOST = 17;
    private static final int SEVERAL = 3;
    private static final String MARKS = ".()/";
    private static final List<Form> DATES =
            List.of(new Form("##.##.####"), new Form("##/##/####"), new Form("##-##-####"));
    private static final List<Form> NORTH_AMERICAN = List.of(
            new Form("(###) ###-####"),
            new Form("(###)###-####"),
            new Form("###-###-####"),
            new Form("###.###.####"),
            new Form("(###) ### ####"));

    DialString {
        ends = List.copyOf(ends);
    }

    /** Whether a bracket that it begins with is closed within it. */
    static boolean isClosed(String text, int start) {
        if (text.charAt(start) != '(') {
            return true;
        }
        int end = start + 1;
        while (end < text.length() && end - start < FEWEST && Characters.isDigit(text.charAt(end))) {
            end++;
        }
        return end > start + 1 && end < text.length() && text.charAt(end) == ')';
    }

    /** What begins at a digit, a plus or a bracket. */
    static DialString at(String text, int start) {
        List<Integer> ends = new ArrayList<>();
        int digits = 0;
        int firstEnd = start;
        int marks = 0;
        int brackets = 0;
        boolean tooLong = false;
        int at = PhoneDetector.isPlus(text.charAt(start)) ? start + 1 : start;
        while (at < text.length() && marks <= 2) {
            int end = endOfDigits(text, at);
            if (end > at) {
                firstEnd = digits == 0 ? end : firstEnd;
                tooLong = digits + end - at > MOST;
                if (tooLong) {
                    break;
                }
                digits += end - at;
                marks = 0;
                if (digits >= FEWEST && isEnd(text, end)) {
                    ends.add(0, end);
                }
                at = end;
            } else if (isMark(text.charAt(at)) && (text.charAt(at) != '(' || (brackets++ == 0 && isClosed(text, at)))) {
                marks++;
                at++;
            } else {
                break;
            }
        }
        return new DialString(start, digits, ends.subList(0, Math.min(SEVERAL, ends.size())), firstEnd, tooLong);
    }

    private static int endOfDigits(String text, int from) {
        int end = from;
        while (end < text.length() && Characters.isDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isMark(char c) {
        return Characters.isSpace(c) || Characters.isHyphen(c) || MARKS.indexOf(c) >= 0;
    }

    /** Not where digits go on after a mark that belongs to numbers. */
    private static boolean isEnd(String text, int end) {
        return Characters.isEnd(text, end) && !Form.goesOn(text, end, false);
    }

    /** Without a country's code nothing tells a number from a part of a longer one. */
    boolean isAlone(String text) {
        return !tooLong && !ends.isEmpty() && !Form.goesOn(text, ends.get(0), true);
    }

    boolean isInternational(String text) {
        return PhoneDetector.isPlus(text.charAt(start))
                || (text.startsWith("00", start) && !text.startsWith("000", start));
    }

    /** The digits alone. */
    static String digits(String text, int from, int end) {
        StringBuilder digits = new StringBuilder(MOST);
        for (int i = from; i < end; i++) {
            if (Characters.isDigit(text.charAt(i))) {
                digits.append((char) ('0' + Characters.digit(text.charAt(i))));
            }
        }
        return digits.toString();
    }

    /** With something between its digits: one without is any number. */
    boolean beginsWithZero(String text) {
        boolean zero = text.charAt(start) == '0' || text.startsWith("(0", start);
        return zero && digits > FEWEST + 1 && ends.stream().anyMatch(end -> end > firstEnd);
    }

    boolean isNorthAmerican(String text) {
        return NORTH_AMERICAN.stream()
                .anyMatch(form -> !form.compact(text, start).isEmpty());
    }

    boolean isDate(String text) {
        return DATES.stream()
                .anyMatch(form -> text.length() >= start + form.text().length()
                        && !form.compact(
                                        text.substring(
                                                start, start + form.text().length()),
                                        0)
                                .isEmpty());
    }
}
