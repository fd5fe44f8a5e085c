package io.cascadeflow.provider;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A request that a {@link FakeProvider} received.
 *
 * @param target path and query
 * @param headers names are found whatever their case
 * @param headerLines as they came over the wire
 * @param at when all of it had arrived
 */
public record FakeRequest(
        String method, String target, Map<String, String> headers, List<String> headerLines, byte[] body, Instant at) {

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The next request of a connection; absent when the client has closed it. */
    static @Nullable FakeRequest read(InputStream in) throws IOException {
        String[] start = line(in).split(" ");
        if (start.length < 3) {
            return null;
        }
        List<String> lines = new ArrayList<>();
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            lines.add(line);
            int colon = line.indexOf(':');
            if (colon < 0) {
                // no HTTP: the client may want TLS
                return null;
            }
            headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
        }
        return new FakeRequest(start[0], start[1], headers, lines, body(in, headers), Instant.now());
    }

    private static byte[] body(InputStream in, Map<String, String> headers) throws IOException {
        if (!"chunked".equalsIgnoreCase(headers.get("Transfer-Encoding"))) {
            return in.readNBytes(Integer.parseInt(headers.getOrDefault("Content-Length", "0")));
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = chunk(in); size > 0; size = chunk(in)) {
            body.write(in.readNBytes(size));
            line(in);
        }
        line(in);
        return body.toByteArray();
    }

    private static int chunk(InputStream in) throws IOException {
        return Integer.parseInt(line(in).strip(), 16);
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    /** Without headers and body: a failed assertion prints it. */
    @Override
    public String toString() {
        return method + " " + target;
    }
}
