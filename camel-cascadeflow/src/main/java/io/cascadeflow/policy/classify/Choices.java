package io.cascadeflow.policy.classify;

/**
 * How many entries the longest list in a question has, in any language: lines one after the other that begin with a bullet, a
 * number or a letter; or what stands between the commas, semicolons, strokes or the like of one sentence, while it is short. A last
 * entry that only a word such as "or" parts from the one before is not told apart. Reads the first 65,536 characters.
 */
public final class Choices {

    private static final int MOST = 1 << 16;
    /** What is longer is a clause, and at best the end or the beginning of a list. */
    private static final int LONGEST_ENTRY = 40;

    private int longest;
    private int lines;
    private int entries;
    private int length;

    private Choices() {}

    /** @return 0 when there is no text; 1 when there is no list */
    public static int in(String text) {
        String read = text.length() <= MOST ? text : text.substring(0, MOST);
        Choices choices = new Choices();
        read.lines().forEach(choices::line);
        return choices.longest;
    }

    private void line(String line) {
        if (!line.isBlank()) {
            int after = bullet(line);
            lines = after > 0 ? lines + 1 : 0;
            longest = Math.max(longest, lines);
            sentence(line, after);
        }
    }

    private void sentence(String line, int from) {
        begin();
        for (int at = from; at < line.length(); at++) {
            char c = line.charAt(at);
            if (parts(line, at)) {
                entry();
            } else if (ends(line, at)) {
                entry();
                begin();
            } else if (length > 0 || !Letters.isInvisible(c)) {
                length++;
            }
        }
        entry();
    }

    private void begin() {
        entries = 0;
        length = 0;
    }

    /** A long one ends a list, and may begin one. */
    private void entry() {
        if (length > 0) {
            entries++;
            longest = Math.max(longest, entries);
            entries = length > LONGEST_ENTRY ? 1 : entries;
            length = 0;
        }
    }

    private static boolean parts(String line, int at) {
        return switch (line.charAt(at)) {
            case ',', '/' -> !digitAt(line, at - 1) || !digitAt(line, at + 1);
            case ';', '|', '、', '，', '；', '،', '؛', '·', '•' -> true;
            default -> false;
        };
    }

    private static boolean ends(String line, int at) {
        return switch (line.charAt(at)) {
            case '.', '!', '?', ':' -> at + 1 == line.length() || Letters.isInvisible(line.charAt(at + 1));
            case '(', ')', '[', ']', '{', '}', '。', '！', '？', '：', '؟', '।', '（', '）' -> true;
            default -> false;
        };
    }

    /** Where the text of an entry begins, after its bullet, number or letter; 0 for a line that is none. */
    private static int bullet(String line) {
        int at = 0;
        while (at < line.length() && Letters.isInvisible(line.charAt(at))) {
            at++;
        }
        int from = at;
        while (at < line.length() && at - from < 3 && Character.isLetterOrDigit(line.charAt(at))) {
            at++;
        }
        if (at == line.length()) {
            return 0;
        }
        boolean counted = at > from && (Letters.isDigit(line.charAt(from)) || at == from + 1);
        boolean sign = at == from && "-*+•·–—‣▪○●".indexOf(line.charAt(at)) >= 0;
        boolean marked = sign || (counted && ".):、）．".indexOf(line.charAt(at)) >= 0);
        boolean apart = at + 1 < line.length() && (!sign || Letters.isInvisible(line.charAt(at + 1)));
        return marked && apart ? at + 1 : 0;
    }

    private static boolean digitAt(String line, int at) {
        return at >= 0 && at < line.length() && Letters.isDigit(line.charAt(at));
    }
}
