package io.cascadeflow.provider.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One JSON value a line (NDJSON): lines end in LF or CRLF, blank ones are stepped over, the last one may lack its end. That
 * it is JSON is for the taker to find out.
 */
public final class JsonLines implements Framing {

    private final LineBytes line;
    private boolean firstLine = true;
    private long dataBytes;

    public JsonLines() {
        this(MAX_BYTES);
    }

    JsonLines(int limit) {
        this.line = new LineBytes(limit);
    }

    @Override
    public List<Frame> read(byte[] bytes) {
        List<Frame> frames = new ArrayList<>(4);
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                part(bytes, start, i);
                endLine().ifPresent(frames::add);
                start = i + 1;
            }
        }
        part(bytes, start, bytes.length);
        return frames;
    }

    /** What is blank in front of a value is dropped at once: a line that has begun is one with something in it. */
    private void part(byte[] bytes, int start, int end) {
        int first = start;
        while (first < end && line.isEmpty() && isBlank(bytes[first])) {
            first++;
        }
        line.append(bytes, first, end);
    }

    private static boolean isBlank(byte next) {
        return next == ' ' || next == '\t' || next == '\r';
    }

    private Optional<Frame> endLine() {
        String text = text();
        dataBytes += line.size();
        line.clear();
        firstLine = false;
        return text.isBlank() ? Optional.empty() : Optional.of(Frame.of(text));
    }

    private String text() {
        int start = firstLine ? line.afterByteOrderMark() : 0;
        int end = line.size() > start && line.at(line.size() - 1) == '\r' ? line.size() - 1 : line.size();
        return line.text(start, end);
    }

    @Override
    public boolean isWithinMessage() {
        return !line.isEmpty();
    }

    @Override
    public Optional<Frame> rest() {
        return endLine();
    }

    @Override
    public long dataBytes() {
        return dataBytes + line.size();
    }
}
