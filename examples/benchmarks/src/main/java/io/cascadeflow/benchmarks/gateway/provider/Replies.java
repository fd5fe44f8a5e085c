package io.cascadeflow.benchmarks.gateway.provider;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the made-up provider says, as bytes of HTTP/1.1, made once. */
public final class Replies {

    /** What every answer says, word by word. */
    public static final List<String> WORDS = IntStream.range(0, 30)
            .mapToObj(word -> word == 0 ? "The" : word == 29 ? " end." : " word" + word)
            .toList();

    public static final String TEXT = String.join("", WORDS);

    private static final double SURE = -0.01;
    private static final double UNSURE = -2.5;
    private static final String USAGE = "\"usage\":{\"prompt_tokens\":60,\"completion_tokens\":30,\"total_tokens\":90}";
    private static final String CALLS = """
            [{"index":0,"id":"call_1","type":"function","function":{"name":"weather","arguments":"{\\"city\\":\\"Zurich\\"}"}},\
            {"index":1,"id":"call_2","type":"function","function":{"name":"weather","arguments":"{\\"city\\":\\"Bern\\"}"}}]""";

    private Replies() {}

    static byte[] whole(boolean logprobs, boolean sure) {
        String measured = logprobs ? ",\"logprobs\":" + logprobs(WORDS, sure) : "";
        return json(
                "200 OK",
                completion(
                        "{\"role\":\"assistant\",\"content\":\"" + TEXT + "\"},\"finish_reason\":\"stop\"" + measured));
    }

    static byte[] tools() {
        return json(
                "200 OK",
                completion("{\"role\":\"assistant\",\"content\":null,\"tool_calls\":" + CALLS
                        + "},\"finish_reason\":\"tool_calls\""));
    }

    private static String completion(String message) {
        return "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"served\",\"choices\":"
                + "[{\"index\":0,\"message\":" + message + "}]," + USAGE + "}";
    }

    static byte[] broken() {
        return json("500 Internal Server Error", error("it broke"));
    }

    static byte[] busy() {
        return ascii(withLength("429 Too Many Requests", "Retry-After: 1\r\n", error("too many requests")));
    }

    private static String error(String message) {
        return "{\"error\":{\"message\":\"" + message + "\",\"type\":\"server_error\",\"code\":null}}";
    }

    private static String logprobs(List<String> words, boolean sure) {
        return words.stream()
                .map(word -> "{\"token\":\"" + word + "\",\"logprob\":" + (sure ? SURE : UNSURE)
                        + ",\"bytes\":null,\"top_logprobs\":[]}")
                .collect(Collectors.joining(",", "{\"content\":[", "]}"));
    }

    /** The pieces of a stream: its beginning, one for each word, its end. */
    static List<byte[]> stream(boolean logprobs, boolean sure) {
        List<byte[]> pieces = new ArrayList<>();
        pieces.add(ascii("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
                + delta("{\"role\":\"assistant\",\"content\":\"\"}", "null")));
        for (String word : WORDS) {
            String measured = logprobs ? ",\"logprobs\":" + logprobs(List.of(word), sure) : "";
            pieces.add(ascii(delta("{\"content\":\"" + word + "\"}" + measured, "null")));
        }
        pieces.add(end("stop"));
        return List.copyOf(pieces);
    }

    static List<byte[]> toolStream() {
        return List.of(
                ascii("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"),
                ascii(delta("{\"role\":\"assistant\",\"content\":null,\"tool_calls\":" + CALLS + "}", "null")),
                end("tool_calls"));
    }

    private static byte[] end(String finish) {
        return ascii(delta("{}", "\"" + finish + "\"") + event("{" + HEAD + "[]," + USAGE + "}") + event("[DONE]")
                + "0\r\n\r\n");
    }

    private static final String HEAD =
            "\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"served\",\"choices\":";

    private static String delta(String delta, String finish) {
        return event("{" + HEAD + "[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":" + finish + "}]}");
    }

    private static String event(String data) {
        String event = "data: " + data + "\n\n";
        return Integer.toHexString(event.length()) + "\r\n" + event + "\r\n";
    }

    private static byte[] json(String status, String body) {
        return ascii(withLength(status, "", body));
    }

    private static String withLength(String status, String headers, String body) {
        return "HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\n" + headers + "Content-Length: "
                + body.length() + "\r\n\r\n" + body;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
