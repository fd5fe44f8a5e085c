package io.cascadeflow.provider.stream;

import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Server-sent events, as the WHATWG's HTML standard defines the event stream. The field {@code retry} is known and without
 * effect, for a broken reply is not resumed. An event that the end cuts off is not given by {@link #read}.
 */
public final class ServerSentEvents implements Framing {

    /** Providers name so the events that only say that they are still there. */
    private static final String PING = "ping";

    private static final byte[] DATA = {'d', 'a', 't', 'a', ':'};

    private final int limit;
    private final LineBytes line;
    private @Nullable StringBuilder data;
    private String type = "";
    private String id = "";
    private boolean firstLine = true;
    private boolean afterCarriageReturn;
    private boolean comment;
    private long eventBytes;
    private long dataBytes;

    public ServerSentEvents() {
        this(MAX_BYTES);
    }

    ServerSentEvents(int limit) {
        this.limit = limit;
        this.line = new LineBytes(limit);
    }

    @Override
    public List<Frame> read(byte[] bytes) {
        List<Frame> frames = new ArrayList<>(4);
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            byte next = bytes[i];
            if (next == '\n' && afterCarriageReturn) {
                start = i + 1;
            } else if (next == '\n' || next == '\r') {
                part(bytes, start, i);
                endLine(frames);
                start = i + 1;
            }
            afterCarriageReturn = next == '\r';
        }
        part(bytes, start, bytes.length);
        return frames;
    }

    /** A comment's words are dropped at once: it may be as long as it likes. */
    private void part(byte[] bytes, int start, int end) {
        if (start < end) {
            comment |= !firstLine && line.isEmpty() && bytes[start] == ':';
            if (!comment) {
                line.append(bytes, start, end);
            }
        }
    }

    private void endLine(List<Frame> frames) {
        int start = firstLine ? line.afterByteOrderMark() : 0;
        if (start < line.size()) {
            field(start);
        } else if (!comment) {
            endEvent(frames);
        }
        line.clear();
        firstLine = false;
        comment = false;
    }

    private void field(int start) {
        int colon = line.indexOf(':', start);
        int value = colon + 1 < line.size() && line.at(colon + 1) == ' ' ? colon + 2 : colon + 1;
        String name = line.text(start, Math.min(colon, start + 6));
        switch (name) {
            case "data" -> data(value);
            case "event" -> type = value(value);
            case "id" -> id(value(value));
            default -> {
                // a comment (no name at all), retry, or what is yet to be invented
            }
        }
    }

    private String value(int start) {
        return line.text(Math.min(start, line.size()), line.size());
    }

    private void data(int start) {
        long length = Math.max(0, line.size() - start);
        eventBytes += length + 1;
        if (eventBytes > (long) limit + 1) {
            throw new ProviderException(
                    Kind.BAD_PAYLOAD, "an event of the stream is longer than %d MiB".formatted(limit >> 20));
        }
        data = data == null ? new StringBuilder() : data.append('\n');
        data.append(value(start));
        dataBytes += type.equals(PING) ? 0 : length + 1;
    }

    private void id(String given) {
        if (given.indexOf('\0') < 0) {
            id = given;
        }
    }

    private void endEvent(List<Frame> frames) {
        if (data != null) {
            frames.add(frame(data));
        }
        data = null;
        type = "";
        eventBytes = 0;
    }

    private Frame frame(StringBuilder text) {
        return new Frame(type.isEmpty() ? Frame.UNNAMED : type, text.toString(), id);
    }

    @Override
    public boolean isWithinMessage() {
        boolean lineBegun = line.size() > (firstLine ? line.afterByteOrderMark() : 0);
        return lineBegun || data != null || !type.isEmpty();
    }

    @Override
    public Optional<Frame> rest() {
        if (!line.isEmpty()) {
            endLine(new ArrayList<>(1));
        }
        return Optional.ofNullable(data).map(this::frame);
    }

    /** A line that is still to be ended counts once it shows that it is data. */
    @Override
    public long dataBytes() {
        int start = firstLine ? line.afterByteOrderMark() : 0;
        boolean isData = !type.equals(PING) && line.startsWith(DATA, start);
        return isData ? dataBytes + line.size() - start - DATA.length : dataBytes;
    }
}
