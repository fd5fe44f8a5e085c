package io.cascadeflow.guard.check;

import org.jspecify.annotations.Nullable;

/** The escapes of JSON's texts. */
final class Escapes {

    private static final int UNIT = 4;
    private static final int HEX = 16;

    private Escapes() {}

    /** The text with what its escapes stand for; what is none stays. */
    static String undone(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\' || i + 1 == text.length()) {
                plain.append(c);
                continue;
            }
            char next = text.charAt(++i);
            Integer unit = next == 'u' ? unit(text, i + 1) : null;
            if (unit != null) {
                plain.append((char) unit.intValue());
                i += UNIT;
            } else {
                plain.append("nrtbf".indexOf(next) >= 0 ? ' ' : next);
            }
        }
        return plain.toString();
    }

    private static @Nullable Integer unit(String text, int at) {
        if (at + UNIT > text.length()) {
            return null;
        }
        int unit = 0;
        for (int i = at; i < at + UNIT; i++) {
            int digit = Character.digit(text.charAt(i), HEX);
            if (digit < 0) {
                return null;
            }
            unit = unit * HEX + digit;
        }
        return unit;
    }
}
