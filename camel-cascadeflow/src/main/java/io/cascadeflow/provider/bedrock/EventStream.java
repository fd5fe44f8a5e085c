package io.cascadeflow.provider.bedrock;

import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderException.Kind;
import io.cascadeflow.provider.stream.Frame;
import io.cascadeflow.provider.stream.Framing;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * Amazon's binary event stream: messages of a prelude (the lengths of all and of the headers, and a check sum of both), headers,
 * a payload, and a check sum of all. An exception's frame has {@code exception:} in front of its type.
 */
final class EventStream implements Framing {

    static final String EXCEPTION = "exception:";

    private static final int PRELUDE = 12;
    private static final int CHECK_SUM = 4;
    private static final int TEXT = 7;
    /** How many bytes the values of the other types of headers have, by type. */
    private static final int[] SIZES = {0, 0, 1, 2, 4, 8, -1, -1, 8, 16};

    private byte[] waiting = new byte[256];
    private int size;
    private long dataBytes;

    @Override
    public List<Frame> read(byte[] bytes) {
        keep(bytes);
        dataBytes += bytes.length;
        List<Frame> frames = new ArrayList<>(4);
        int start = 0;
        while (size - start >= PRELUDE) {
            int length = length(start);
            if (size - start < length) {
                break;
            }
            frames.add(frame(start, length));
            start += length;
        }
        System.arraycopy(waiting, start, waiting, 0, size - start);
        size -= start;
        return frames;
    }

    private void keep(byte[] bytes) {
        if (size + bytes.length > waiting.length) {
            waiting = Arrays.copyOf(waiting, Math.max(size + bytes.length, Math.min(2 * waiting.length, MAX_BYTES)));
        }
        System.arraycopy(bytes, 0, waiting, size, bytes.length);
        size += bytes.length;
    }

    private int length(int start) {
        ByteBuffer prelude = ByteBuffer.wrap(waiting, start, PRELUDE);
        int length = prelude.getInt();
        int headers = prelude.getInt();
        check(start, PRELUDE - CHECK_SUM, prelude.getInt());
        boolean fits = headers >= 0 && length >= PRELUDE + CHECK_SUM && headers <= length - PRELUDE - CHECK_SUM;
        if (!fits || length > MAX_BYTES) {
            throw broken("a message of the stream has an impossible length");
        }
        return length;
    }

    private Frame frame(int start, int length) {
        int payload = start + length - CHECK_SUM;
        check(
                start,
                length - CHECK_SUM,
                ByteBuffer.wrap(waiting, payload, CHECK_SUM).getInt());
        int headersEnd =
                start + PRELUDE + ByteBuffer.wrap(waiting, start + 4, 4).getInt();
        Map<String, String> headers = headers(start + PRELUDE, headersEnd);
        String data = new String(waiting, headersEnd, payload - headersEnd, StandardCharsets.UTF_8);
        String type = headers.getOrDefault(":message-type", "event");
        return switch (type) {
            case "exception" -> new Frame(EXCEPTION + headers.getOrDefault(":exception-type", ""), data, "");
            case "error" -> new Frame(EXCEPTION + headers.getOrDefault(":error-code", ""), data, "");
            default -> new Frame(headers.getOrDefault(":event-type", ""), data, "");
        };
    }

    private Map<String, String> headers(int start, int end) {
        Map<String, String> headers = new HashMap<>();
        ByteBuffer bytes = ByteBuffer.wrap(waiting, start, end - start);
        try {
            while (bytes.hasRemaining()) {
                String name = text(bytes, bytes.get() & 0xff);
                int type = bytes.get();
                if (type == TEXT) {
                    headers.put(name, text(bytes, bytes.getShort() & 0xffff));
                } else {
                    int length = SIZES[type] < 0 ? bytes.getShort() & 0xffff : SIZES[type];
                    bytes.position(bytes.position() + length);
                }
            }
            return headers;
        } catch (RuntimeException e) {
            throw broken("a message of the stream has headers that can't be read");
        }
    }

    private static String text(ByteBuffer bytes, int length) {
        byte[] text = new byte[length];
        bytes.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }

    private void check(int start, int length, int expected) {
        CRC32 sum = new CRC32();
        sum.update(waiting, start, length);
        if ((int) sum.getValue() != expected) {
            throw broken("a message of the stream does not fit its check sum");
        }
    }

    private static ProviderException broken(String problem) {
        return new ProviderException(Kind.BAD_PAYLOAD, problem);
    }

    @Override
    public boolean isWithinMessage() {
        return size > 0;
    }

    /** A message that is cut off can't be checked. */
    @Override
    public Optional<Frame> rest() {
        return Optional.empty();
    }

    @Override
    public long dataBytes() {
        return dataBytes;
    }
}
