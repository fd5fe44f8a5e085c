package io.cascadeflow.guard.find;

/** Addresses of IP version 6, as RFC 4291 writes them. */
final class Hexadecimal {

    private static final int GROUPS = 8;
    private static final int LONGEST = 45;

    private Hexadecimal() {}

    static boolean isDigit(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }

    /**
     * Whether all of this is an address: eight groups, or fewer with one gap, the last two of which may be an address of version
     * 4. A gap between letters alone is taken for what programs are written in, as in {@code add::face}.
     */
    static boolean isAddress(String text) {
        if (text.length() < 3 || text.length() > LONGEST || text.indexOf(':') < 0) {
            return false;
        }
        int gap = text.indexOf("::");
        if (gap < 0) {
            return groups(text) == GROUPS;
        }
        int before = groups(text.substring(0, gap));
        int after = groups(text.substring(gap + 2));
        boolean fits = before >= 0 && after >= 0 && before + after > 0 && before + after < GROUPS;
        return fits && text.chars().anyMatch(c -> c >= '0' && c <= '9');
    }

    /** How many groups of one to four digits, with one colon between them, this is; −1 when it is something else. */
    private static int groups(String text) {
        int count = 0;
        int start = 0;
        while (start < text.length()) {
            int colon = text.indexOf(':', start);
            String group = text.substring(start, colon < 0 ? text.length() : colon);
            boolean four = colon < 0 && isFour(group);
            if (!four && (group.isEmpty() || group.length() > 4 || group.indexOf('.') >= 0)) {
                return -1;
            }
            count += four ? 2 : 1;
            start += group.length() + 1;
        }
        return count;
    }

    private static boolean isFour(String text) {
        int dots = 0;
        int value = 0;
        int digits = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.') {
                dots++;
                digits = 0;
                value = 0;
            } else if (c >= '0' && c <= '9') {
                digits++;
                value = value * 10 + c - '0';
            } else {
                return false;
            }
            if (digits > 3 || value > 255 || (c == '.' && (i + 1 == text.length() || text.charAt(i + 1) == '.'))) {
                return false;
            }
        }
        return dots == 3;
    }
}
