package io.cascadeflow.confidence.text;

import java.lang.Character.UnicodeScript;
import org.jspecify.annotations.Nullable;

/** How long a text is, in which script, and whether it looks finished. One pass. */
public final class Shape {

    /** A last line shorter than this may be a list item or a label, which needs no full stop. */
    private static final double SHORT_LINE = 40;
    /** Fewer letters than this have no script to speak of. */
    private static final int FEW_LETTERS = 12;
    /** Below this share a script is only quoted. */
    private static final double QUOTED = 0.1;

    /** Letters in a word, as running English has it. */
    private static final int USUAL_WORD = 5;
    /** What a letter after those counts. */
    private static final double LATE_LETTER = 0.5;

    private final int[] scripts = new int[UnicodeScript.values().length];
    private double size;
    private int inWord;
    private double lineSize;
    private int letters;
    private int sentences;
    private int unclosed;
    private int fences;
    private char last;

    Shape(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            see(text, i);
        }
    }

    private void see(CharSequence text, int i) {
        char c = text.charAt(i);
        if (c == '\n') {
            lineSize = 0;
        }
        if (c <= ' ' || Character.isSpaceChar(c)) {
            inWord = 0;
            return;
        }
        double weight = weight(c);
        size += weight;
        lineSize += weight;
        if (Glyphs.isWordPart(c)) {
            letter(c);
        } else {
            mark(text, i, c);
        }
        last = c;
    }

    /** A language that makes one long word of several needs more letters to say the same. */
    private double weight(char c) {
        inWord = Glyphs.isCased(c) ? inWord + 1 : 0;
        return inWord > USUAL_WORD ? LATE_LETTER : Glyphs.size(c);
    }

    private void letter(char c) {
        letters++;
        UnicodeScript script = c < 0x80 ? UnicodeScript.LATIN : UnicodeScript.of(c);
        boolean kana = script == UnicodeScript.HIRAGANA || script == UnicodeScript.KATAKANA;
        scripts[(kana ? UnicodeScript.HAN : script).ordinal()]++;
    }

    private void mark(CharSequence text, int i, char c) {
        if (isTerminal(c) && (i + 1 == text.length() || c > 0x7F || text.charAt(i + 1) <= ' ')) {
            sentences++;
        } else if (opens(c)) {
            unclosed++;
        } else if (Character.getType(c) == Character.END_PUNCTUATION) {
            unclosed = Math.max(0, unclosed - 1);
        } else if (c == '`' && last == '`' && i > 1 && text.charAt(i - 2) == '`') {
            fences++;
        }
    }

    /** German low quotes count as opening brackets in Unicode, but what closes them does not as a closing one. */
    private static boolean opens(char c) {
        return Character.getType(c) == Character.START_PUNCTUATION && c != '„' && c != '‚';
    }

    private static boolean isTerminal(char c) {
        return switch (c) {
            case '.', '!', '?', '…', '。', '！', '？', '．', '｡', '।', '॥', '؟', '۔', '׃', '։', '።' -> true;
            default -> false;
        };
    }

    /** Characters without blanks, a wide one counted as the several letters it stands for. */
    public double size() {
        return size;
    }

    /** Marks that close a sentence, in any script. */
    public int sentences() {
        return sentences;
    }

    /** Brackets and code fences that were opened and never closed. */
    public int unclosed() {
        return unclosed + fences % 2;
    }

    /**
     * Whether it stops in mid-sentence: at a comma, an opening bracket or an operator; or at a letter of a long line, in a text
     * that closes its other sentences with a mark. Scripts that use no such mark are not blamed for it.
     */
    public boolean breaksOff() {
        return switch (last) {
            case ',', ':', '-', '–', '—', '=', '<', '+', '×', '÷', '\\', '、', '，', '：', '،' -> true;
            default ->
                Character.getType(last) == Character.START_PUNCTUATION
                        || (Glyphs.isWordPart(last) && sentences > 0 && lineSize >= SHORT_LINE);
        };
    }

    /** Whether the text hardly uses the script that {@code question} is mostly in. Absent when either has too few letters. */
    public @Nullable Boolean leavesScriptOf(Shape question) {
        if (letters < FEW_LETTERS || question.letters < FEW_LETTERS) {
            return null;
        }
        return scripts[question.mainScript()] < QUOTED * letters;
    }

    private int mainScript() {
        int main = 0;
        for (int i = 1; i < scripts.length; i++) {
            main = scripts[i] > scripts[main] ? i : main;
        }
        return main;
    }
}
