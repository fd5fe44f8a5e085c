package io.cascadeflow.confidence.text;

/** What single characters mean in numbers and sums, in every script. */
final class Glyphs {

    /** From here on, a letter is a syllable or a word: kana, ideographs, hangul. */
    static final char FIRST_WIDE = '\u2E80';

    /** An ideograph says about as much as this many letters. */
    private static final double IDEOGRAPH = 2.5;
    /** A syllable of kana or hangul. */
    private static final double SYLLABLE = 1.6;

    private Glyphs() {}

    /** How many letters a character stands for, so that texts of all scripts have comparable sizes. */
    static double size(char c) {
        if (c < FIRST_WIDE || Character.isSurrogate(c) || !Character.isLetter(c)) {
            return 1;
        }
        boolean syllable = (c >= 0x3040 && c <= 0x30FF) || (c >= 0xAC00 && c <= 0xD7AF);
        return syllable ? SYLLABLE : IDEOGRAPH;
    }

    static boolean isDigit(char c) {
        return c < 0x80 ? c >= '0' && c <= '9' : Character.isDigit(c);
    }

    static int digit(char c) {
        return c < 0x80 ? c - '0' : Character.digit(c, 10);
    }

    /** The number of digits from {@code at} on, counted up to {@code limit}. */
    static int digitRun(CharSequence text, int at, int limit) {
        int run = 0;
        while (run < limit && at + run < text.length() && isDigit(text.charAt(at + run))) {
            run++;
        }
        return run;
    }

    /**
     * The separator within a number at {@code at}, as one of {@code . , '} and a space, or 0 when there is none. LaTeX writes a
     * comma as <code>{,}</code> and a thin space as {@code \,}.
     */
    static char separatorAt(CharSequence text, int at) {
        if (at >= text.length()) {
            return '\0';
        }
        return switch (text.charAt(at)) {
            case '.', '\u066B' -> '.';
            case ',', '\u066C' -> ',';
            // In Chinese and Japanese the wide comma parts clauses; only between wide digits does it part groups.
            case '．' -> wideDigitAt(text, at + 1) ? '.' : '\0';
            case '，' -> wideDigitAt(text, at + 1) ? ',' : '\0';
            case '\'', '’' -> '\'';
            case ' ', '\u2009', '\u202F', '\u00A0' -> ' ';
            case '{' -> at + 2 < text.length() && text.charAt(at + 1) == ',' && text.charAt(at + 2) == '}' ? ',' : '\0';
            case '\\' -> at + 1 < text.length() && text.charAt(at + 1) == ',' ? ' ' : '\0';
            default -> '\0';
        };
    }

    private static boolean wideDigitAt(CharSequence text, int at) {
        return at < text.length() && text.charAt(at) >= '０' && text.charAt(at) <= '９';
    }

    static int separatorLength(CharSequence text, int at) {
        char c = text.charAt(at);
        return c == '{' ? 3 : c == '\\' ? 2 : 1;
    }

    /** Vulgar fractions such as ½, or NaN. */
    static double fraction(char c) {
        return switch (c) {
            case '½' -> 1 / 2d;
            case '⅓' -> 1 / 3d;
            case '⅔' -> 2 / 3d;
            case '¼' -> 1 / 4d;
            case '¾' -> 3 / 4d;
            case '⅕' -> 1 / 5d;
            case '⅖' -> 2 / 5d;
            case '⅗' -> 3 / 5d;
            case '⅘' -> 4 / 5d;
            case '⅙' -> 1 / 6d;
            case '⅛' -> 1 / 8d;
            case '⅜' -> 3 / 8d;
            case '⅝' -> 5 / 8d;
            case '⅞' -> 7 / 8d;
            default -> Double.NaN;
        };
    }

    /** The kind of an operator, bracket or other sign that is a token by itself; {@link Kind#BREAK} for the rest. */
    static Kind sign(char c) {
        return switch (c) {
            case '+', '＋', '﹢' -> Kind.PLUS;
            case '-', '−', '–', '－', '﹣' -> Kind.MINUS;
            case '*', '×', '·', '⋅', '∙', '✕', '✖', '⨯', '＊' -> Kind.TIMES;
            case '/', '÷', '∕', '⁄', '／' -> Kind.DIVIDE;
            case '^' -> Kind.POWER;
            case '(', '（' -> Kind.OPEN;
            case ')', '）' -> Kind.CLOSE;
            case '=', '＝', '≈', '≃', '≅' -> Kind.EQUALS;
            case '%', '％', '٪' -> Kind.PERCENT;
            default -> Character.getType(c) == Character.CURRENCY_SYMBOL ? Kind.CURRENCY : Kind.BREAK;
        };
    }

    /** Whether the letter has upper and lower case forms in its script: there, digits after it belong to the same word. */
    static boolean isCased(char c) {
        return c < 0x80 ? (c | 0x20) >= 'a' && (c | 0x20) <= 'z' : Character.isLowerCase(c) || Character.isUpperCase(c);
    }

    static boolean isWordPart(char c) {
        if (c < 0x80) {
            return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
        }
        int type = Character.getType(c);
        return Character.isLetter(c)
                || Character.isSurrogate(c)
                || type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK;
    }

    /** Signs that mean nothing to a sum: table columns of LaTeX, emphasis, "about", degrees, direction marks. */
    static boolean isTransparent(char c) {
        return c == '&' || c == '_' || c == '`' || c == '~' || c == '°' || Character.getType(c) == Character.FORMAT;
    }
}
