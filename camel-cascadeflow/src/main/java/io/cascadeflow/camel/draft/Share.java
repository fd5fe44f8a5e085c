package io.cascadeflow.camel.draft;

import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a share as models write it: {@code 0.85}, {@code 0,85}, {@code 85 %}, {@code 8.5/10}, in the digits of any script. */
final class Share {

    private static final Pattern WRITTEN =
            Pattern.compile("(\\d{1,3}(?:\\.\\d{1,12})?|\\.\\d{1,12})\\s*(%|/\\s*10|/\\s*100)?\\.?");

    private Share() {}

    /** Nothing but a share, 0 to 1. A bare number above 1 is out of 10; empty when it is none, or out of range. */
    static OptionalDouble of(String text) {
        Matcher written = WRITTEN.matcher(plain(text.strip()));
        if (!written.matches()) {
            return OptionalDouble.empty();
        }
        double number = Double.parseDouble(written.group(1));
        double share = number / scale(number, written.group(2));
        return share <= 1 ? OptionalDouble.of(share) : OptionalDouble.empty();
    }

    private static double scale(double number, @Nullable String unit) {
        if (unit == null) {
            return number > 1 ? 10 : 1;
        }
        return unit.equals("%") || unit.endsWith("100") ? 100 : 10;
    }

    /** With ASCII digits, points and percent signs. */
    static String plain(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints().forEach(c -> plain.appendCodePoint(plain(c)));
        return plain.toString();
    }

    private static int plain(int c) {
        int digit = Character.digit(c, 10);
        if (digit >= 0) {
            return '0' + digit;
        }
        return switch (c) {
            case ',', '\u066B', '\uFF0E', '\uFF0C' -> '.';
            case '\u066A', '\uFF05', '\uFE6A' -> '%';
            case '\uFF1A', '\uFE55' -> ':';
            case '\u00A0', '\u202F', '\u200E', '\u200F' -> ' ';
            default -> c;
        };
    }
}
