package io.cascadeflow.guard.find;

/**
 * How a number is written: {@code #} is a digit, {@code @} a letter, {@code ?} either of them, a space any space, {@code -} any
 * hyphen, and all else itself.
 */
record Form(String text) {

    private static final String OTHER = "";

    Form {
        if (text.isBlank()) {
            throw new IllegalArgumentException("a form is empty");
        }
    }

    boolean hasSeparators() {
        return text.chars().anyMatch(c -> "#@?".indexOf(c) < 0);
    }

    /**
     * Whether something that begins with so many letters, or digits, and then something else may be written so.
     *
     * @param kind {@code @} for letters, {@code #} for digits
     */
    boolean mayBegin(char kind, int run) {
        int own = 0;
        while (own < text.length() && text.charAt(own) == kind) {
            own++;
        }
        // after those, only a place for either, or one that is written, takes another of them
        boolean takesMore =
                own < text.length() && (text.charAt(own) == '?' || Character.isLetterOrDigit(text.charAt(own)));
        return own == run || (own < run && takesMore);
    }

    boolean beginsWithLetter() {
        return text.charAt(0) == '@';
    }

    /** The upper-case letters and digits, without what separates them, of what begins here; empty when it is no such number. */
    String compact(String in, int from) {
        int end = from + text.length();
        if (end > in.length()) {
            return OTHER;
        }
        for (int i = 0; i < text.length(); i++) {
            if (!fits(text.charAt(i), in.charAt(from + i))) {
                return OTHER;
            }
        }
        boolean spaced = text.indexOf(' ') >= 0;
        return Characters.isEnd(in, end) && !goesOn(in, end, spaced) && !isInside(in, from, spaced)
                ? compacted(in, from)
                : OTHER;
    }

    private String compacted(String in, int from) {
        StringBuilder compact = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = in.charAt(from + i);
            switch (text.charAt(i)) {
                case '#' -> compact.append((char) ('0' + Characters.digit(c)));
                case '@', '?' -> compact.append(Character.toUpperCase(c));
                default -> {}
            }
        }
        return compact.toString();
    }

    private static boolean fits(char wanted, char c) {
        return switch (wanted) {
            case '#' -> Characters.isDigit(c);
            case '@' -> Characters.isAsciiLetter(c);
            case '?' -> (c >= '0' && c <= '9') || Characters.isAsciiLetter(c);
            case ' ' -> Characters.isSpace(c);
            case '-' -> Characters.isHyphen(c);
            default -> c == wanted;
        };
    }

    /** Whether a longer number goes on after this end. */
    static boolean goesOn(String in, int end, boolean afterSpace) {
        return end + 1 < in.length()
                && Characters.isDigit(in.charAt(end + 1))
                && (isJoint(in.charAt(end)) || (afterSpace && Characters.isSpace(in.charAt(end))));
    }

    /** Whether a longer number began before this. */
    static boolean isInside(String in, int from, boolean afterSpace) {
        return from > 1
                && Characters.isDigit(in.charAt(from - 2))
                && (isJoint(in.charAt(from - 1)) || (afterSpace && Characters.isSpace(in.charAt(from - 1))));
    }

    private static boolean isJoint(char c) {
        return Characters.isHyphen(c) || c == '.' || c == '/' || c == ',';
    }
}
