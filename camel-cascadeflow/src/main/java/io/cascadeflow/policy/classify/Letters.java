package io.cascadeflow.policy.classify;

/** What single characters are to those who cut texts into words, in every script. */
final class Letters {

    private Letters() {}

    /** Letters, and marks on letters. */
    static boolean isLetter(int c) {
        if (c < 0x80) {
            return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
        }
        int type = Character.getType(c);
        return Character.isLetter(c)
                || type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }

    static boolean isDigit(int c) {
        return c < 0x80 ? c >= '0' && c <= '9' : Character.isDigit(c);
    }

    /** Blanks, controls, marks of direction and the like. */
    static boolean isInvisible(int c) {
        return c <= ' '
                || Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || Character.isISOControl(c)
                || Character.getType(c) == Character.FORMAT
                || Character.getType(c) == Character.UNASSIGNED;
    }

    /** Whether the script writes no blanks between words: kana, ideographs, Thai, Lao, Burmese, Khmer, Tibetan. */
    static boolean isUnspaced(int c) {
        if (c < 0x0E00) {
            return false;
        }
        return c <= 0x109F || (c >= 0x1780 && c <= 0x17FF) || (c >= 0x2E80 && !isHangul(c) && c < 0xA4D0) || isFar(c);
    }

    /** Ideographs beyond the first plane, and those for compatibility. */
    private static boolean isFar(int c) {
        return (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF);
    }

    static boolean isHangul(int c) {
        return (c >= 0xAC00 && c <= 0xD7AF) || (c >= 0x1100 && c <= 0x11FF) || (c >= 0x3130 && c <= 0x318F);
    }

    static int lower(int c) {
        return c < 0x80 ? (c >= 'A' && c <= 'Z' ? c | 0x20 : c) : Character.toLowerCase(c);
    }
}
