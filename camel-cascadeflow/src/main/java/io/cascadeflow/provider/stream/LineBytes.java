package io.cascadeflow.provider.stream;

import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderException.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The bytes of a line that is still to be ended: decoded only when whole, so that no cut falls into a character. */
final class LineBytes {

    private static final int USUAL = 1024;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final int limit;
    private byte[] bytes = new byte[USUAL];
    private int size;

    LineBytes(int limit) {
        this.limit = limit;
    }

    void append(byte[] from, int start, int end) {
        int more = end - start;
        if (more > limit - size) {
            throw new ProviderException(
                    Kind.BAD_PAYLOAD, "a line of the stream is longer than %d MiB".formatted(limit >> 20));
        }
        if (more > bytes.length - size) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(limit, Math.max(2L * bytes.length, (long) size + more)));
        }
        System.arraycopy(from, start, bytes, size, more);
        size += more;
    }

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    byte at(int index) {
        return bytes[index];
    }

    /** The first index of {@code wanted} at {@code from} or later; the size when there is none. */
    int indexOf(char wanted, int from) {
        int index = from;
        while (index < size && bytes[index] != wanted) {
            index++;
        }
        return index;
    }

    boolean startsWith(byte[] wanted, int from) {
        int end = from + wanted.length;
        return end <= size && Arrays.equals(bytes, from, end, wanted, 0, wanted.length);
    }

    String text(int start, int end) {
        return new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }

    /** Where the text begins in the first line of a stream: behind the byte order mark, where there is one. */
    int afterByteOrderMark() {
        return startsWith(BYTE_ORDER_MARK, 0) ? BYTE_ORDER_MARK.length : 0;
    }

    void clear() {
        size = 0;
        // one long line must not hold its memory for the rest of a stream
        if (bytes.length > 64 * USUAL) {
            bytes = new byte[USUAL];
        }
    }
}
