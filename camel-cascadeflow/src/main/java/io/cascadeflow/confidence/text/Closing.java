package io.cascadeflow.confidence.text;

import org.jspecify.annotations.Nullable;

/** Finds the stretch of a text in which it says what it comes to. Linear in the text. */
final class Closing {

    private static final String BOX = "\\boxed{";

    private Closing() {}

    /** What stands in the last box that LaTeX draws around a result; absent without one. */
    static @Nullable String boxed(String text) {
        int start = text.lastIndexOf(BOX);
        if (start < 0) {
            return null;
        }
        int depth = 1;
        int at = start + BOX.length();
        while (at < text.length() && depth > 0) {
            char c = text.charAt(at++);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
        }
        return text.substring(start + BOX.length(), depth == 0 ? at - 1 : at);
    }

    /** The last line that is not blank. */
    static String lastLine(String text) {
        return lastLine(text, false);
    }

    /** The last sentence with a number in it, from its last equals sign on; empty without any number. */
    static String lastStatementWithNumber(String text) {
        String line = lastLine(text, true);
        int equals = Math.max(line.lastIndexOf('='), line.lastIndexOf('＝'));
        String tail = equals >= 0 && hasDigit(line, equals, line.length()) ? line.substring(equals + 1) : line;
        int end = tail.length();
        for (int i = tail.length() - 2; i >= 0; i--) {
            if (isSentenceEnd(tail, i)) {
                if (hasDigit(tail, i + 1, end)) {
                    return tail.substring(i + 1, end);
                }
                end = i + 1;
            }
        }
        return tail.substring(0, end);
    }

    private static String lastLine(String text, boolean withNumber) {
        int end = text.length();
        while (end > 0) {
            int start = text.lastIndexOf('\n', end - 1) + 1;
            if (withNumber ? hasDigit(text, start, end) : hasContent(text, start, end)) {
                return text.substring(start, end);
            }
            end = start - 1;
        }
        return "";
    }

    private static boolean isSentenceEnd(String text, int i) {
        char c = text.charAt(i);
        return switch (c) {
            case '。', '！', '？', '।', '؟', '۔' -> true;
            case '.', '!', '?' -> text.charAt(i + 1) <= ' ';
            default -> false;
        };
    }

    private static boolean hasDigit(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (Glyphs.isDigit(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** Whether a line says something: rulers, fences and closing brackets do not. */
    private static boolean hasContent(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (Character.isLetterOrDigit(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }
}
