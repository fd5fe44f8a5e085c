package io.cascadeflow.retrieval.lucene;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The parts of a document that are passages of their own: what stands beneath a heading of Markdown, in pieces that are not too long. */
final class Sections {

    /** Longer ones are split between paragraphs; a single longer paragraph between lines, or anywhere. */
    static final int LONGEST = 2_000;

    private Sections() {}

    /**
     * One of them.
     *
     * @param name of its heading, as addresses of pages write it; empty before the first one
     * @param text with the heading
     */
    record Section(String name, String text) {}

    /** @param markdown whether lines that begin with # are headings; else the text has none */
    static List<Section> of(String document, boolean markdown) {
        List<Section> sections = new ArrayList<>();
        Set<String> names = new HashSet<>();
        StringBuilder text = new StringBuilder();
        String name = "";
        boolean code = false;
        for (String line : document.split("\\R")) {
            code ^= line.strip().startsWith("```");
            if (markdown && !code && isHeading(line)) {
                add(name, text, names, sections);
                name = slug(line);
            }
            text.append(line).append('\n');
        }
        add(name, text, names, sections);
        return sections;
    }

    private static boolean isHeading(String line) {
        int level = 0;
        while (level < line.length() && line.charAt(level) == '#') {
            level++;
        }
        return level >= 1 && level <= 6 && level < line.length() && line.charAt(level) == ' ';
    }

    private static String slug(String heading) {
        return Normalizer.normalize(heading, Normalizer.Form.NFC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .strip()
                .replace(' ', '-');
    }

    private static void add(String name, StringBuilder text, Set<String> names, List<Section> sections) {
        for (String piece : pieces(text.toString().strip())) {
            String own = name;
            for (int i = 2; !names.add(own); i++) {
                own = name.isEmpty() ? Integer.toString(i) : name + "-" + i;
            }
            sections.add(new Section(own, piece));
        }
        text.setLength(0);
    }

    private static List<String> pieces(String text) {
        List<String> pieces = new ArrayList<>();
        int from = 0;
        while (text.length() - from > LONGEST) {
            int to = end(text, from);
            addIfAny(text.substring(from, to), pieces);
            from = to;
        }
        addIfAny(text.substring(from), pieces);
        return pieces;
    }

    private static void addIfAny(String piece, List<String> pieces) {
        if (!piece.isBlank()) {
            pieces.add(piece.strip());
        }
    }

    private static int end(String text, int from) {
        for (String between : List.of("\n\n", "\n", " ")) {
            int at = text.lastIndexOf(between, from + LONGEST);
            if (at > from + LONGEST / 2) {
                return at;
            }
        }
        int to = from + LONGEST;
        return Character.isHighSurrogate(text.charAt(to - 1)) ? to - 1 : to;
    }
}
