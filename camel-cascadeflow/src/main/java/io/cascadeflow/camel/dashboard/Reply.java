package io.cascadeflow.camel.dashboard;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What a browser gets.
 *
 * @param headers by lower-case name
 */
public record Reply(int status, Map<String, String> headers, byte[] body) {

    /** Nothing of another host, nothing inline, nothing in a frame. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static final Map<String, String> SAFE = Map.of(
            "content-type", "text/html; charset=utf-8",
            "content-security-policy", POLICY,
            "referrer-policy", "no-referrer",
            "x-frame-options", "DENY",
            "cross-origin-opener-policy", "same-origin",
            "cross-origin-resource-policy", "same-origin");

    public Reply {
        headers = Map.copyOf(headers);
    }

    static Reply page(int status, Html html) {
        return new Reply(status, SAFE, ("<!DOCTYPE html>\n" + html).getBytes(StandardCharsets.UTF_8));
    }

    /** Something that does not change before the next version. */
    static Reply asset(String type, byte[] body) {
        return new Reply(
                200,
                Map.of(
                        "content-type",
                        type,
                        "cache-control",
                        "private, max-age=3600",
                        "content-security-policy",
                        POLICY,
                        "cross-origin-resource-policy",
                        "same-origin"),
                body);
    }

    /** @param where relative to the page that was asked for */
    public static Reply elsewhere(String where) {
        return new Reply(303, Map.of("location", where), new byte[0]);
    }

    /** The same with one more header. */
    public Reply with(String header, String value) {
        Map<String, String> more = new java.util.HashMap<>(headers);
        more.put(header, value);
        return new Reply(status, more, body);
    }
}
