package io.cascadeflow.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file of lines that is put aside when it is full, of which only the newest are kept: {@code recorded.jsonl} is written,
 * {@code recorded-000002.jsonl} is the one before it. What is there at the start is put aside too, or gone on with, without a
 * line that a killed process left half-written. For one thread at a time, of one process.
 */
public final class RollingFile implements AutoCloseable {

    private final RolledFiles files;
    private final long maxBytes;
    private final int keep;
    private final boolean goesOn;
    private final FileChannel lock;
    private @Nullable FileChannel open;
    private long size;

    /**
     * A file that begins anew at each start.
     *
     * @param file the one that is written
     * @param maxBytes a line that would make it longer begins the next one; a longer line has one of its own
     * @param keep how many of those put aside are kept, 0 or more
     * @throws IOException when it cannot be written, or another process writes it
     */
    public RollingFile(Path file, long maxBytes, int keep) throws IOException {
        this(file, maxBytes, keep, false);
    }

    private RollingFile(Path file, long maxBytes, int keep, boolean goesOn) throws IOException {
        this.files = new RolledFiles(file);
        this.maxBytes = maxBytes;
        this.keep = keep;
        this.goesOn = goesOn;
        Files.createDirectories(files.folder());
        this.lock = lock(files.folder().resolve(file.getFileName() + ".lock"));
        try {
            open(0);
        } catch (IOException e) {
            lock.close();
            throw e;
        }
    }

    /** The same, but what is there at the start is gone on with until it is full. */
    public static RollingFile goingOn(Path file, long maxBytes, int keep) throws IOException {
        return new RollingFile(file, maxBytes, keep, true);
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
        FileChannel channel = openFor(line.length);
        try {
            ByteBuffer bytes = ByteBuffer.wrap(line);
            while (bytes.hasRemaining()) {
                size += channel.write(bytes);
            }
        } catch (IOException e) {
            // part of the line may be there: the file is mended before the next one
            closeFile();
            throw e;
        }
    }

    /** Whether a line of so many bytes would be the first of its file. */
    public boolean begins(int bytes) throws IOException {
        openFor(bytes);
        return size == 0;
    }

    /** Deletes, of the files put aside, the ones that were last written before then. */
    public void forget(Instant before) throws IOException {
        files.forget(before);
    }

    private FileChannel openFor(int bytes) throws IOException {
        if (size > 0 && size + bytes > maxBytes) {
            closeFile();
        }
        return open == null ? open(bytes) : open;
    }

    private FileChannel open(int bytes) throws IOException {
        if (Files.exists(files.file())) {
            files.mend();
            size = Files.size(files.file());
            if (size == 0) {
                Files.delete(files.file());
            } else if (!goesOn || size + bytes > maxBytes) {
                files.putAside(keep);
                size = 0;
            }
        }
        FileChannel channel = FileChannel.open(files.file(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        channel.position(size);
        open = channel;
        return channel;
    }

    /** Those put aside, oldest first. */
    List<Path> aside() throws IOException {
        return files.aside();
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
