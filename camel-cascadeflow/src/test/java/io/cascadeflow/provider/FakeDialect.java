package io.cascadeflow.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** The protocols in which a {@link FakeModel} answers; a request's path tells which one it speaks. */
public enum FakeDialect {
    OPENAI("compatible", "/v1", "", "/chat/completions", "text/event-stream", new FakeOpenAi()),
    ANTHROPIC("anthropic", "", "", "/v1/messages", "text/event-stream", new FakeAnthropic()),
    OLLAMA("ollama", "", "", "/api/chat", "application/x-ndjson", new FakeOllama()),
    RESPONSES("compatible", "/v1", "&api=responses", "/responses", "text/event-stream", new FakeResponses()),
    /** OpenAI's, at an address of its own. */
    AZURE("azure", "", "", "/openai/v1/chat/completions", "text/event-stream", new FakeOpenAi()),
    GEMINI("gemini", "", "", ":(g|streamG)enerateContent", "text/event-stream", new FakeGemini()),
    TGI("huggingface", "", "&api=tgi", "/generate(_stream)?", "text/event-stream", new FakeTgi()),
    BEDROCK("bedrock", "", "", "/converse(-stream)?", "application/vnd.amazon.eventstream", new FakeBedrock());

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String provider;
    private final String base;
    private final String options;
    private final Pattern path;
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

    FakeDialect(String provider, String base, String options, String path, String streamType, Words words) {
        this.provider = provider;
        this.base = base;
        this.options = options;
        this.path = Pattern.compile(".*" + path);
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

    /** Options of an endpoint that asks in it, each with an ampersand before it. */
    public String options() {
        return options;
    }

    /** Whether its replies name the model that gave them. */
    public boolean namesModels() {
        return this != TGI && this != BEDROCK;
    }

    public static FakeDialect of(FakeRequest request) {
        String path = request.target().replaceFirst("\\?.*", "");
        return Arrays.stream(values())
                .filter(dialect -> dialect.path.matcher(path).matches())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no dialect has the path " + path));
    }

    /** Whether the request asks for a stream, by its path or its body; Ollama streams unless it is told not to. */
    public static boolean isStreamed(FakeRequest request) {
        String path = request.target().replaceFirst("\\?.*", "");
        return switch (of(request)) {
            case GEMINI -> path.endsWith(":streamGenerateContent");
            case TGI -> path.endsWith("/generate_stream");
            case BEDROCK -> path.endsWith("/converse-stream");
            case OLLAMA -> json(request).path("stream").asBoolean(true);
            default -> json(request).path("stream").asBoolean(false);
        };
    }

    String streamType() {
        return streamType;
    }

    /** What makes bytes of the events of its streams. */
    Charset charset() {
        return this == BEDROCK ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
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
