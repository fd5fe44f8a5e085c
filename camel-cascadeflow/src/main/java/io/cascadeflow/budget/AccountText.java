package io.cascadeflow.budget;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Makes any text that a caller may send fit to name an account: different texts stay different. */
final class AccountText {

    /** What the columns of the ledger take. */
    static final int LONGEST = 160;

    private static final int KEPT = 96;
    private static final Pattern UNFIT = Pattern.compile("[\\p{Cntrl}\\p{Cs}]");

    private AccountText() {}

    /** The text itself, or when it is long or has control characters, its beginning and a digest of the whole. */
    static String fit(String text) {
        if (isFit(text)) {
            return text;
        }
        String clean = UNFIT.matcher(text).replaceAll("?");
        int end = Math.min(KEPT, clean.length());
        boolean splitsPair = end > 0 && Character.isHighSurrogate(clean.charAt(end - 1));
        return clean.substring(0, splitsPair ? end - 1 : end) + "~" + digest(text);
    }

    /** Whether {@link #fit} leaves a text as it is. */
    static boolean isFit(String text) {
        return text.length() <= LONGEST - 2 && text.indexOf('~') < 0 && isPlain(text);
    }

    static String requireFit(String what, String text) {
        if (text.isEmpty() || text.length() > LONGEST || !isPlain(text)) {
            throw new IllegalArgumentException(
                    "%s is empty, longer than %d characters or has control characters".formatted(what, LONGEST));
        }
        return text;
    }

    /** Says what {@code UNFIT} says, at a tenth of the time: every call checks a dozen texts. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == 0x7f) {
                return false;
            }
            if (Character.isSurrogate(c)) {
                return !UNFIT.matcher(text).find();
            }
        }
        return true;
    }

    /** Of the characters as they are: an encoding would make all halves of surrogate pairs the same. */
    private static String digest(String text) {
        try {
            ByteBuffer chars = ByteBuffer.allocate(text.length() * Character.BYTES);
            chars.asCharBuffer().put(text);
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(chars.array());
            return HexFormat.of().formatHex(hash, 0, 24);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
