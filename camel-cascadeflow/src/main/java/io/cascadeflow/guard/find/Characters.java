package io.cascadeflow.guard.find;

/** What characters are to a scanner. */
final class Characters {

    /** Scripts from here on put no space between a word and a number. */
    private static final char FIRST_OF_UNSPACED_SCRIPTS = '\u0590';

    private static final char FIRST_OF_EASTERN_ASIA = '\u2e80';

    private Characters() {}

    /** Whether it is of the scripts of Eastern Asia, whose words stand side by side. */
    static boolean isUnspaced(char c) {
        return c >= FIRST_OF_EASTERN_ASIA && !Character.isSurrogate(c);
    }

    static boolean isDigit(char c) {
        return c <= '9' ? c >= '0' : c >= 0x80 && Character.isDigit(c);
    }

    /** 0 to 9, of any script's digits. */
    static int digit(char c) {
        return c <= '9' ? c - '0' : Character.digit(c, 10);
    }

    static boolean isAsciiLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    static boolean isSpace(char c) {
        return c == ' ' || c == '\u00a0' || c == '\u202f' || c == '\u2009';
    }

    static boolean isHyphen(char c) {
        return c == '-' || c == '\u2010' || c == '\u2011' || c == '\u2013';
    }

    /** Whether a number beside this is a part of something larger, such as {@code S3}. */
    static boolean isGlue(char c) {
        if (c < 0x80) {
            return isAsciiLetter(c) || c == '_' || isDigit(c);
        }
        return c < FIRST_OF_UNSPACED_SCRIPTS ? Character.isLetter(c) : Character.isDigit(c);
    }

    /** Whether something that begins here stands by itself. */
    static boolean isStart(CharSequence text, int at) {
        return at == 0 || !isGlue(text.charAt(at - 1));
    }

    /** Whether something that ends before here stands by itself. */
    static boolean isEnd(CharSequence text, int at) {
        return at == text.length() || !isGlue(text.charAt(at));
    }
}
