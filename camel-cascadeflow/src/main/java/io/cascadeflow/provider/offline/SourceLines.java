package io.cascadeflow.provider.offline;

import io.cascadeflow.provider.Source;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a source that may be compressed, as bytes, so that a line is at fault for its own encoding. Says what is
 * wrong by {@link SourceException}.
 */
public final class SourceLines implements AutoCloseable {

    private static final int BUFFER = 1 << 16;

    private final String name;
    private final InputStream in;
    private int number;
    private boolean terminated = true;

    private SourceLines(String name, InputStream in) {
        this.name = name;
        this.in = in;
    }

    @SuppressWarnings("resource") // it is closed with the lines
    public static SourceLines of(Source source) {
        try {
            return new SourceLines(source.name(), new BufferedInputStream(uncompressed(source), BUFFER));
        } catch (IOException e) {
            throw problem(source.name(), 0, e);
        }
    }

    /** The next line that is not blank, without its end; null after the last. */
    public byte @Nullable [] next() {
        try {
            byte[] line = read();
            while (line != null && isBlank(line)) {
                line = read();
            }
            return line;
        } catch (IOException e) {
            throw problem(name, number, e);
        }
    }

    /** Of the line given last, from 1, blank ones counted. */
    public int number() {
        return number;
    }

    /** Whether the line given last had an end; only the last of a source may have none. */
    public boolean isTerminated() {
        return terminated;
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw problem(name, 0, e);
        }
    }

    /** By the name, as the port says, or by the first bytes: a compressed file under another name is no harm. */
    private static InputStream uncompressed(Source source) throws IOException {
        BufferedInputStream in = new BufferedInputStream(source.open(), BUFFER);
        try {
            in.mark(2);
            boolean magic = in.read() == 0x1f && in.read() == 0x8b;
            in.reset();
            return magic || source.name().endsWith(".gz") ? new GZIPInputStream(in, BUFFER) : in;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    private byte @Nullable [] read() throws IOException {
        number++;
        int next = in.read();
        if (next < 0) {
            return null;
        }
        ByteArrayOutputStream line = new ByteArrayOutputStream(4096);
        while (next >= 0 && next != '\n') {
            line.write(next);
            next = in.read();
        }
        terminated = next == '\n';
        return line.toByteArray();
    }

    private static boolean isBlank(byte[] line) {
        for (byte b : line) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }

    private static SourceException problem(String name, int line, IOException e) {
        if (e instanceof FileNotFoundException || e instanceof NoSuchFileException) {
            return new SourceException(name, 0, "there is no such file", e);
        }
        if (e instanceof EOFException) {
            return new SourceException(
                    name, line, "the compressed data stops before its end; the file is cut off, fetch it again", e);
        }
        return new SourceException(
                name,
                line,
                e instanceof ZipException
                        ? "is not gzip data, or is damaged; decompress it, or drop .gz from its name"
                        : "cannot be read (%s)".formatted(e.getClass().getSimpleName()),
                e);
    }
}
