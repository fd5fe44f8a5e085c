package io.cascadeflow.provider.openai;

/** Looks for text in text in linear time, which {@link String#contains} does not promise: a provider chooses both. */
final class Substring {

    private Substring() {}

    /** Knuth, Morris and Pratt. */
    static boolean isIn(String text, String wanted) {
        if (wanted.length() > text.length()) {
            return false;
        }
        int[] borders = borders(wanted);
        int matched = 0;
        for (int i = 0; i < text.length() && matched < wanted.length(); i++) {
            while (matched > 0 && text.charAt(i) != wanted.charAt(matched)) {
                matched = borders[matched - 1];
            }
            matched += text.charAt(i) == wanted.charAt(matched) ? 1 : 0;
        }
        return matched == wanted.length();
    }

    /** For each beginning of {@code text}: the length of the longest shorter beginning that it also ends with. */
    private static int[] borders(String text) {
        int[] borders = new int[text.length()];
        int matched = 0;
        for (int i = 1; i < text.length(); i++) {
            while (matched > 0 && text.charAt(i) != text.charAt(matched)) {
                matched = borders[matched - 1];
            }
            matched += text.charAt(i) == text.charAt(matched) ? 1 : 0;
            borders[i] = matched;
        }
        return borders;
    }
}
