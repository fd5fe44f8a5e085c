package io.cascadeflow.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A file of lines and those put aside before it: {@code recorded.jsonl} and {@code recorded-000002.jsonl}. Immutable; anybody
 * may read them, one {@link RollingFile} writes.
 */
public final class RolledFiles {

    private static final int BLOCK = 1 << 16;

    private final Path file;
    private final String stem;
    private final String ending;

    /** @param file the one that is written */
    public RolledFiles(Path file) {
        this.file = file.toAbsolutePath();
        String name = String.valueOf(file.getFileName());
        int dot = name.indexOf('.', 1);
        this.stem = dot < 0 ? name : name.substring(0, dot);
        this.ending = dot < 0 ? "" : name.substring(dot);
    }

    Path file() {
        return file;
    }

    Path folder() {
        Path folder = file.getParent();
        return folder == null ? file : folder;
    }

    /** Those put aside, oldest first. */
    List<Path> aside() throws IOException {
        try (Stream<Path> files = Files.list(folder())) {
            return files.filter(path -> numberOf(path) > 0)
                    .sorted((one, other) -> Integer.compare(numberOf(one), numberOf(other)))
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** All that are there, oldest first. */
    public List<Path> all() throws IOException {
        List<Path> all = new ArrayList<>();
        if (Files.isDirectory(folder())) {
            all.addAll(aside());
        }
        if (Files.exists(file)) {
            all.add(file);
        }
        return all;
    }

    /** Moves the file aside, and deletes the oldest beyond {@code keep} of those. */
    void putAside(int keep) throws IOException {
        List<Path> old = aside();
        int last = old.isEmpty() ? 0 : numberOf(old.get(old.size() - 1));
        Files.move(file, folder().resolve("%s-%06d%s".formatted(stem, last + 1, ending)));
        List<Path> all = aside();
        for (Path tooOld : all.subList(0, Math.max(0, all.size() - keep))) {
            Files.delete(tooOld);
        }
    }

    /** Deletes, of those put aside, the ones that were last written before then. */
    void forget(Instant before) throws IOException {
        for (Path old : aside()) {
            if (Files.getLastModifiedTime(old).compareTo(FileTime.from(before)) >= 0) {
                return;
            }
            Files.delete(old);
        }
    }

    private int numberOf(Path path) {
        Matcher numbered = Pattern.compile("\\Q%s\\E-(\\d{6,9})\\Q%s\\E".formatted(stem, ending))
                .matcher(String.valueOf(path.getFileName()));
        return numbered.matches() ? Integer.parseInt(numbered.group(1)) : 0;
    }

    /** Cuts off what stands after the last line's end. */
    void mend() throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            channel.truncate(lineEndBefore(channel, channel.size()));
        }
    }

    /** The last whole line of a file, without its end; empty when there is none. */
    public static byte[] lastLine(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long end = lineEndBefore(channel, channel.size());
            if (end == 0) {
                return new byte[0];
            }
            long begin = lineEndBefore(channel, end - 1);
            ByteBuffer line = ByteBuffer.allocate(Math.toIntExact(end - 1 - begin));
            read(channel, line, begin);
            return line.array();
        }
    }

    /** What stands right after the last line's end before {@code end}; 0 when there is none. */
    private static long lineEndBefore(FileChannel channel, long end) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        for (long to = end; to > 0; to = Math.max(0, to - BLOCK)) {
            long from = Math.max(0, to - BLOCK);
            block.clear().limit((int) (to - from));
            read(channel, block, from);
            for (int i = block.position() - 1; i >= 0; i--) {
                if (block.get(i) == '\n') {
                    return from + i + 1;
                }
            }
        }
        return 0;
    }

    private static void read(FileChannel channel, ByteBuffer into, long from) throws IOException {
        while (into.hasRemaining() && channel.read(into, from + into.position()) >= 0) {
            // a read may be short
        }
    }
}
