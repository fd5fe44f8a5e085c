package io.cascadeflow.confidence.code;

import java.util.ArrayList;
import java.util.List;

/** The fenced code blocks of an answer. */
public final class CodeBlocks {

    private static final String FENCE = "```";
    /** A parser that is not ours gets no more than this of a text that is not ours either. */
    private static final int MOST_CHARACTERS = 20_000;

    private static final int MOST_BLOCKS = 8;
    /** Deeper nesting is no answer to anybody, but a way to exhaust a parser's stack. */
    private static final int DEEPEST = 100;

    private CodeBlocks() {}

    private record Block(String language, String code) {}

    /**
     * The share of blocks that parse, 0 to 1, among those in a language whose parser is here: JSON, XML, Java, and SQL with
     * JSqlParser on the class path. NaN when there is none.
     */
    public static double parsedShare(String text) {
        int known = 0;
        int parsed = 0;
        for (Block block : blocks(text)) {
            Syntax syntax = Syntax.of(block.language);
            if (syntax != null && isBounded(block.code)) {
                known++;
                parsed += accepts(syntax, block.code) ? 1 : 0;
            }
        }
        return known == 0 ? Double.NaN : parsed / (double) known;
    }

    private static boolean accepts(Syntax syntax, String code) {
        try {
            return syntax.accepts(code);
        } catch (StackOverflowError e) {
            return false;
        }
    }

    private static List<Block> blocks(String text) {
        List<Block> blocks = new ArrayList<>();
        int open = text.indexOf(FENCE);
        while (open >= 0 && blocks.size() < MOST_BLOCKS) {
            int line = text.indexOf('\n', open);
            int close = line < 0 ? -1 : text.indexOf(FENCE, line);
            if (close < 0) {
                return blocks;
            }
            String language = text.substring(open + FENCE.length(), line).strip();
            blocks.add(new Block(language, text.substring(line + 1, close)));
            open = text.indexOf(FENCE, close + FENCE.length());
        }
        return blocks;
    }

    private static boolean isBounded(String code) {
        int depth = 0;
        int deepest = 0;
        for (int i = 0; i < code.length(); i++) {
            char c = code.charAt(i);
            depth += c == '(' || c == '[' || c == '{' ? 1 : c == ')' || c == ']' || c == '}' ? -1 : 0;
            deepest = Math.max(deepest, depth);
        }
        return code.length() <= MOST_CHARACTERS && deepest <= DEEPEST;
    }
}
