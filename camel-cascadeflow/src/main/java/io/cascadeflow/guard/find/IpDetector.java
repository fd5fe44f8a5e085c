package io.cascadeflow.guard.find;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds addresses of the Internet Protocol, version 4 and 6. Four numbers after a word such as {@code version}, or directly
 * after a {@code v}, are none.
 */
final class IpDetector implements Detector {

    private static final int NEAR = 3;
    /** Longer than any address with a port. */
    private static final int LONGEST = 52;

    @Override
    public String kind() {
        return PersonalData.IP.word();
    }

    @Override
    public List<Span> find(String text) {
        List<Span> found = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            boolean begins = (Hexadecimal.isDigit(c) || c == ':') && Characters.isStart(text, at);
            int end = begins ? end(text, at) : at;
            if (end > at) {
                found.add(new Span(at, end, kind()));
                at = end;
            } else {
                at = Math.max(at + 1, begins ? endOfGroup(text, at) : at);
            }
        }
        return found;
    }

    private static int endOfGroup(String text, int from) {
        int end = from;
        while (end < text.length() && Hexadecimal.isDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static int endOfPart(String text, int from) {
        int end = from;
        while (end < text.length() && end - from <= LONGEST && isPart(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isPart(char c) {
        return Hexadecimal.isDigit(c) || c == ':' || c == '.';
    }

    private static int end(String text, int from) {
        int end = endOfPart(text, from);
        int last = end;
        // the end of a sentence, or a port's beginning
        while (last > from && ".:".indexOf(text.charAt(last - 1)) >= 0 && !text.startsWith("::", last - 2)) {
            last--;
        }
        if (last <= from || !Characters.isEnd(text, last)) {
            return from;
        }
        boolean continued = from > 0 && text.charAt(from - 1) == ':' && !Characters.isStart(text, from - 1);
        int six = !continued && Hexadecimal.isAddress(text.substring(from, last)) ? last : from;
        return six > from ? six : four(text, from, last);
    }

    /** Four numbers up to 255, perhaps with a port after them. */
    private static int four(String text, int from, int end) {
        int at = from;
        for (int part = 0; part < 4; part++) {
            int next = number(text, at, end);
            boolean goesOn = next < end && text.charAt(next) == '.';
            if (next == at || (part < 3 && !goesOn)) {
                return from;
            }
            at = part < 3 ? next + 1 : next;
        }
        boolean port = at < end && text.charAt(at) == ':';
        return (at == end || port) && !isInside(text, from) && !isVersion(text, from) ? at : from;
    }

    private static boolean isInside(String text, int from) {
        return from > 0 && text.charAt(from - 1) == '.';
    }

    /** The end of a number from 0 to 255 without zeros before it; {@code from} when there is none. */
    private static int number(String text, int from, int end) {
        int value = 0;
        int at = from;
        while (at < end && at < from + NEAR && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            value = value * 10 + text.charAt(at) - '0';
            at++;
        }
        boolean padded = at > from + 1 && text.charAt(from) == '0';
        return value > 255 || padded ? from : at;
    }

    private static boolean isVersion(String text, int from) {
        int distance = ContextWords.SHIPPED.version().before(text, from);
        // directly after the word, but for a mark or two
        return (distance >= 0 && distance <= NEAR) || (from > 0 && text.charAt(from - 1) == '§');
    }
}
