package io.cascadeflow.benchmarks.stream;

import java.nio.charset.StandardCharsets;

/** An OpenAI stream as bytes of HTTP/1.1, each event a chunk of its own. */
final class Chunks {

    private static final String HEAD =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static final String LAST = "0\r\n\r\n";

    private final String before;

    /** @param stream its number */
    Chunks(int stream) {
        before = "data: {\"id\":\"chatcmpl-" + stream
                + "\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"stream-1\",\"choices\":[";
    }

    /** The head and the event that says who speaks. */
    byte[] head() {
        return bytes(HEAD + event("{\"role\":\"assistant\",\"content\":\"\"}", "null"));
    }

    byte[] token(Token token) {
        return bytes(event("{\"content\":\"" + token.json() + "\"}", "null"));
    }

    /** Why it ends, the account, and the end. */
    byte[] end(int tokens) {
        String account = before + "],\"usage\":{\"prompt_tokens\":14,\"completion_tokens\":" + tokens
                + ",\"total_tokens\":" + (14 + tokens) + "}}\n\n";
        return bytes(event("{}", "\"stop\"") + chunk(account) + chunk("data: [DONE]\n\n") + LAST);
    }

    private String event(String delta, String finish) {
        return chunk(before + "{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":" + finish + "}]}\n\n");
    }

    private static String chunk(String content) {
        return Integer.toHexString(content.length()) + "\r\n" + content + "\r\n";
    }

    private static byte[] bytes(String ascii) {
        return ascii.getBytes(StandardCharsets.US_ASCII);
    }
}
