package io.cascadeflow.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A file of lines that is put aside when it is full, of which only the newest are kept: {@code recorded.jsonl} is written,
 * {@code recorded-000002.jsonl} is the one before it. What is there at the start is put aside too, without a line that a
 * killed process left half-written. For one thread at a time, of one process.
 */
public final class RollingFile implements AutoCloseable {

    private static final int BLOCK = 1 << 16;

    private final Path file;
    private final long maxBytes;
    private final int keep;
    private final String stem;
    private final String ending;
    private final FileChannel lock;
    private @Nullable FileChannel open;
    private long size;

    /**
     * @param file the one that is written
     * @param maxBytes a line that would make it longer begins the next one; a longer line has one of its own
     * @param keep how many of those put aside are kept, 0 or more
     * @throws IOException when it cannot be written, or another process writes it
     */
    public RollingFile(Path file, long maxBytes, int keep) throws IOException {
        this.file = file.toAbsolutePath();
        this.maxBytes = maxBytes;
        this.keep = keep;
        String name = String.valueOf(file.getFileName());
        int dot = name.indexOf('.', 1);
        this.stem = dot < 0 ? name : name.substring(0, dot);
        this.ending = dot < 0 ? "" : name.substring(dot);
        Files.createDirectories(folder());
        this.lock = lock(folder().resolve(name + ".lock"));
        try {
            open();
        } catch (IOException e) {
            lock.close();
            throw e;
        }
    }

    private Path folder() {
        Path folder = file.getParent();
        return folder == null ? file : folder;
    }

    private static FileChannel lock(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException sameProcess) {
            // said below
        }
        channel.close();
        throw new IOException("another recorder writes it; give each its own file");
    }

    /** Writes a line, its end included; once this returns, a killed process loses nothing of it. */
    public void write(byte[] line) throws IOException {
        if (size > 0 && size + line.length > maxBytes) {
            closeFile();
        }
        FileChannel channel = open == null ? open() : open;
        try {
            ByteBuffer bytes = ByteBuffer.wrap(line);
            while (bytes.hasRemaining()) {
                size += channel.write(bytes);
            }
        } catch (IOException e) {
            // part of the line may be there: the next one begins a file, and this one is mended
            closeFile();
            throw e;
        }
    }

    private FileChannel open() throws IOException {
        if (Files.exists(file)) {
            putAside();
        }
        open = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        size = 0;
        return open;
    }

    private void putAside() throws IOException {
        mend();
        if (Files.size(file) == 0) {
            Files.delete(file);
            return;
        }
        List<Path> old = aside();
        int last = old.isEmpty() ? 0 : numberOf(old.get(old.size() - 1));
        Files.move(file, folder().resolve("%s-%06d%s".formatted(stem, last + 1, ending)));
        List<Path> all = aside();
        for (Path tooOld : all.subList(0, Math.max(0, all.size() - keep))) {
            Files.delete(tooOld);
        }
    }

    /** Cuts off what stands after the last line's end. */
    private void mend() throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long end = channel.size();
            ByteBuffer block = ByteBuffer.allocate(BLOCK);
            while (end > 0) {
                long from = Math.max(0, end - BLOCK);
                block.clear().limit((int) (end - from));
                while (block.hasRemaining() && channel.read(block, from + block.position()) >= 0) {
                    // a read may be short
                }
                for (int i = block.position() - 1; i >= 0; i--) {
                    if (block.get(i) == '\n') {
                        channel.truncate(from + i + 1);
                        return;
                    }
                }
                end = from;
            }
            channel.truncate(0);
        }
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

    private int numberOf(Path path) {
        Matcher numbered = Pattern.compile("\\Q%s\\E-(\\d{6,9})\\Q%s\\E".formatted(stem, ending))
                .matcher(String.valueOf(path.getFileName()));
        return numbered.matches() ? Integer.parseInt(numbered.group(1)) : 0;
    }

    private void closeFile() throws IOException {
        FileChannel channel = open;
        open = null;
        size = 0;
        if (channel != null) {
            channel.close();
        }
    }

    @Override
    public void close() throws IOException {
        try {
            closeFile();
        } finally {
            lock.close();
        }
    }
}
