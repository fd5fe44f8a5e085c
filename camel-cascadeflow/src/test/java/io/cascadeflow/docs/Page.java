package io.cascadeflow.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the project in Markdown: its blocks of code, links and anchors, as GitHub reads them.
 *
 * @param path where it is, from the project's root, with {@code /}
 * @param text all of it
 */
public record Page(String path, String text) {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^( *)```([\\w-]*)[^\\n]*\\n(.*?)^ *```[ ]*$");
    private static final Pattern INLINE = Pattern.compile("`[^`\\n]+`");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final List<String> FILES = tree();
    private static final Map<String, String> READ = new ConcurrentHashMap<>();
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+?) *$");

    /**
     * A fenced block.
     *
     * @param page the page's path
     * @param line the line of its fence, from 1
     * @param language what stands behind the fence, empty for none
     * @param code without the fences, the fence's own indentation taken away
     */
    public record Block(String page, int line, String language, String code) {
        @Override
        public String toString() {
            return page + ":" + line;
        }
    }

    /** The folder of the project. */
    public static Path root() {
        return Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent)
                .filter(folder -> Files.exists(folder.resolve("docs/concepts.md")))
                .findFirst()
                .orElseThrow();
    }

    public static Page of(String path) {
        return new Page(path, read(path));
    }

    /** The README and the pages of docs, without decisions. */
    public static List<Page> guides() {
        return files("", ".md").stream()
                .filter(path -> path.equals("README.md") || path.matches("docs/[^/]+\\.md"))
                .map(Page::of)
                .toList();
    }

    /** Every page there is. */
    public static List<Page> all() {
        return files("", ".md").stream().map(Page::of).toList();
    }

    /** The files below a folder, sorted, without what builds and tools make. */
    public static List<String> files(String folder, String ending) {
        String below = folder.isEmpty() ? "" : folder + "/";
        return FILES.stream()
                .filter(path -> path.startsWith(below) && path.endsWith(ending))
                .toList();
    }

    private static List<String> tree() {
        Path root = root();
        List<String> files = new ArrayList<>();
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    String name = folder.getFileName().toString();
                    boolean made = name.equals("target") || name.equals("node_modules") || name.startsWith(".");
                    return made ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    files.add(root.relativize(file).toString().replace('\\', '/'));
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files.stream().sorted().toList();
    }

    /** What a file of the project says, by its path from the root. */
    public static String read(String path) {
        return READ.computeIfAbsent(path, file -> {
            try {
                return Files.readString(root().resolve(file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    public List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        BLOCK.matcher(text).results().forEach(block -> {
            int line = 1 + (int) text.substring(0, block.start()).lines().count();
            String code =
                    block.group(1).isEmpty() ? block.group(3) : block.group(3).stripIndent();
            blocks.add(new Block(path, line, block.group(2), code));
        });
        return blocks;
    }

    public List<Block> blocks(String language) {
        return blocks().stream()
                .filter(block -> block.language().equals(language))
                .toList();
    }

    /** What stands between single backticks, outside of blocks. */
    public List<String> inlineCode() {
        return INLINE.matcher(BLOCK.matcher(text).replaceAll(""))
                .results()
                .map(MatchResult::group)
                .map(code -> code.substring(1, code.length() - 1))
                .toList();
    }

    /** Where its links and pictures point to, outside of code. */
    public List<String> links() {
        String prose = INLINE.matcher(BLOCK.matcher(text).replaceAll("")).replaceAll("");
        return LINK.matcher(prose).results().map(link -> link.group(1)).toList();
    }

    /** The anchors of its headings. */
    public Set<String> anchors() {
        Set<String> anchors = new LinkedHashSet<>();
        HEADING.matcher(BLOCK.matcher(text).replaceAll("")).results().forEach(heading -> {
            String anchor = anchor(heading.group(1));
            for (int i = 1; !anchors.add(anchor); i++) {
                anchor = anchor(heading.group(1)) + "-" + i;
            }
        });
        return anchors;
    }

    private static String anchor(String heading) {
        return heading.replaceAll("\\]\\([^)]*\\)", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    /** Without blanks and line ends, which are the formatter's affair. */
    public static String squeezed(String code) {
        return code.replaceAll("\\s+", "");
    }
}
