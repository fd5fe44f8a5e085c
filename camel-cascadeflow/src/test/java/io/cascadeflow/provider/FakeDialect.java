package io.cascadeflow.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;

/** The protocols in which a {@link FakeModel} answers; a request's path tells which one it speaks. */
public enum FakeDialect {
    OPENAI("compatible", "/v1", "/chat/completions", "text/event-stream", new FakeOpenAi()),
    ANTHROPIC("anthropic", "", "/v1/messages", "text/event-stream", new FakeAnthropic()),
    OLLAMA("ollama", "", "/api/chat", "application/x-ndjson", new FakeOllama());

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String provider;
    private final String base;
    private final String path;
    private final String streamType;
    private final Words words;

    /** How a dialect spells things. */
    interface Words {

        /** The reply in one piece. */
        JsonNode whole(FakeModel model);

        /** The events of a streamed reply, as they go over the wire. */
        List<String> events(FakeModel model, JsonNode request);

        /** How many events come before the first token. */
        int before();

        JsonNode error(String type, String code);
    }

    FakeDialect(String provider, String base, String path, String streamType, Words words) {
        this.provider = provider;
        this.base = base;
        this.path = path;
        this.streamType = streamType;
        this.words = words;
    }

    /** The provider of ours that speaks it. */
    public String provider() {
        return provider;
    }

    /** What follows the server's root in the option {@code baseUrl}. */
    public String base() {
        return base;
    }

    public static FakeDialect of(FakeRequest request) {
        String path = request.target().replaceFirst("\\?.*", "");
        return Arrays.stream(values())
                .filter(dialect -> path.endsWith(dialect.path))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no dialect has the path " + path));
    }

    /** Whether the request asks for a stream; Ollama streams unless it is told not to. */
    public static boolean isStreamed(FakeRequest request) {
        return json(request).path("stream").asBoolean(of(request) == OLLAMA);
    }

    String streamType() {
        return streamType;
    }

    Words words() {
        return words;
    }

    public static JsonNode json(FakeRequest request) {
        return tree(request.text());
    }

    static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
