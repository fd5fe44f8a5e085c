package io.cascadeflow.benchmarks.gateway.client;

import java.nio.charset.StandardCharsets;

/**
 * What a client asks.
 *
 * @param kind what it is, for tallies
 * @param bytes all of the request, head and body
 * @param notBefore the {@code System.nanoTime()} before which it is not sent; 0 for at once
 * @param leavesAfter nanoseconds after which the client goes away, whatever has come until then; 0 when it stays
 */
public record Question(String kind, byte[] bytes, long notBefore, long leavesAfter) {

    /** JSON for a path, from a client that takes trailers. */
    public static Question post(String kind, String path, String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        return of(kind, "POST", path, "content-type: application/json\r\n", body);
    }

    /** @param headers further lines, each with its end */
    public static Question of(String kind, String method, String path, String headers, byte[] body) {
        byte[] head = (method + " " + path + " HTTP/1.1\r\nhost: 127.0.0.1\r\nte: trailers\r\n" + headers
                        + "content-length: " + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = new byte[head.length + body.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        return new Question(kind, all, 0, 0);
    }

    public Question notBefore(long nanoTime) {
        return new Question(kind, bytes, nanoTime, leavesAfter);
    }

    public Question leavesAfter(long nanos) {
        return new Question(kind, bytes, notBefore, nanos);
    }
}
