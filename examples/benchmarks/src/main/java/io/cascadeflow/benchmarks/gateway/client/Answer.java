package io.cascadeflow.benchmarks.gateway.client;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A whole answer.
 *
 * @param head the lines of its head, each with its end
 * @param trailers the lines after its last chunk, each with its end; empty for none
 * @param body chunks put together
 * @param sent when its question was sent, in {@code System.nanoTime()}
 * @param first when its first byte came
 * @param last when its last byte came
 */
public record Answer(String head, String trailers, byte[] body, long sent, long first, long last) {

    private static final int STATUS_AT = "HTTP/1.1 ".length();

    public int status() {
        return Integer.parseInt(head, STATUS_AT, STATUS_AT + 3, 10);
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The value of a header or a trailer, whatever the case of its name. */
    public @Nullable String header(String name) {
        String value = value(head, name);
        return value != null ? value : value(trailers, name);
    }

    static @Nullable String value(String lines, String name) {
        int start = 0;
        for (int end = lines.indexOf("\r\n"); end >= 0; end = lines.indexOf("\r\n", start)) {
            if (lines.regionMatches(true, start, name, 0, name.length())
                    && lines.startsWith(":", start + name.length())) {
                return lines.substring(start + name.length() + 1, end).strip();
            }
            start = end + 2;
        }
        return null;
    }
}
