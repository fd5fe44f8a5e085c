package io.cascadeflow.audit.trail;

import org.jspecify.annotations.Nullable;

/** Makes foreign text fit: bounded, and of characters that every file and database gives back as they were. */
final class Wording {

    /** Names, ids and tenants: longer ones come from headers that anybody may set. */
    static final int MOST_IN_A_NAME = 160;

    static final int MOST_IN_A_REASON = 1_000;

    private static final char REPLACEMENT = '\uFFFD';

    private Wording() {}

    static @Nullable String name(@Nullable String text) {
        return text == null ? null : cut(text, MOST_IN_A_NAME);
    }

    /** The text, or its beginning, without NUL and halves of characters. */
    static String cut(String text, int most) {
        String kept = text.length() <= most ? text : text.substring(0, most);
        for (int i = 0; i < kept.length(); i++) {
            if (isUnfit(kept, i)) {
                return mended(kept);
            }
        }
        return kept;
    }

    private static String mended(String text) {
        StringBuilder mended = new StringBuilder(text);
        for (int i = 0; i < text.length(); i++) {
            if (isUnfit(text, i)) {
                mended.setCharAt(i, REPLACEMENT);
            }
        }
        return mended.toString();
    }

    private static boolean isUnfit(String text, int at) {
        char c = text.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
        }
        boolean alone = Character.isLowSurrogate(c) && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
        return c == 0 || alone;
    }
}
