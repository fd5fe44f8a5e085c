package io.cascadeflow.provider;

import com.fasterxml.jackson.databind.JsonNode;
import io.cascadeflow.model.Logprobs;
import io.cascadeflow.model.TokenLogprob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A language model that always says the same, in whatever dialect it is asked and whole or as a stream, as it is asked for.
 *
 * @param name what it says it is
 * @param text its answer; a token is a word with the blank after it
 * @param inputTokens what it says it has read
 * @param outputTokens what it says it has written
 * @param finish why it stopped, in the words of OpenAI's dialect: {@code stop}, {@code length}, {@code content_filter}
 * @param pace the time between two events of a stream
 * @param logprobs of its tokens, told in OpenAI's dialect; usually absent
 */
public record FakeModel(
        String name, String text, int inputTokens, int outputTokens, String finish, Duration pace, Logprobs logprobs) {

    private static final int OK = 200;

    /** One that says {@code text} at once and counts its words as tokens. */
    public static FakeModel saying(String name, String text) {
        return new FakeModel(name, text, 21, tokens(text).size(), "stop", Duration.ZERO, Logprobs.ABSENT);
    }

    public FakeModel saying(String text) {
        return new FakeModel(name, text, inputTokens, tokens(text).size(), finish, pace, Logprobs.ABSENT);
    }

    public FakeModel using(int inputTokens, int outputTokens) {
        return new FakeModel(name, text, inputTokens, outputTokens, finish, pace, logprobs);
    }

    public FakeModel finishing(String finish) {
        return new FakeModel(name, text, inputTokens, outputTokens, finish, pace, logprobs);
    }

    /** One that says these tokens, and how sure it is of them. */
    public static FakeModel saying(String name, Logprobs tokens) {
        String text = tokens.tokens().stream().map(TokenLogprob::token).collect(Collectors.joining());
        return new FakeModel(name, text, 21, tokens.tokens().size(), "stop", Duration.ZERO, tokens);
    }

    public FakeModel every(Duration pace) {
        return new FakeModel(name, text, inputTokens, outputTokens, finish, pace, logprobs);
    }

    /** The answer to {@code request}. */
    public FakeAnswer answer(FakeRequest request) {
        return FakeDialect.isStreamed(request) ? stream(request, events(request)) : whole(request);
    }

    /** The answer in one piece, even where a stream was asked for. */
    public FakeAnswer whole(FakeRequest request) {
        return FakeAnswer.json(OK, dialect(request).whole(this).toString());
    }

    /** The events of the streamed answer, as they go over the wire. */
    public List<String> events(FakeRequest request) {
        return dialect(request).events(this, FakeDialect.json(request));
    }

    /** The answer as a stream, changed event by event. */
    public FakeAnswer stream(FakeRequest request, List<String> events) {
        FakeDialect dialect = FakeDialect.of(request);
        return FakeAnswer.stream(dialect.streamType(), events, dialect.charset(), pace);
    }

    /** An error with this status; {@code type} and {@code code} are said where the dialect has a place for them. */
    public static FakeAnswer error(FakeRequest request, int status, String type, String code) {
        return FakeAnswer.json(status, dialect(request).error(type, code).toString());
    }

    /** The same error as an event of a stream. */
    public static String errorEvent(FakeRequest request, String type, String code) {
        String json = dialect(request).error(type, code).toString();
        return switch (FakeDialect.of(request)) {
            case OPENAI, AZURE, GEMINI, TGI -> "data: " + json + "\n\n";
            case RESPONSES ->
                "event: error\ndata: {\"type\":\"error\",\"code\":\"%s\",\"message\":\"no\",\"param\":null}\n\n"
                        .formatted(code);
            case ANTHROPIC -> "event: error\ndata: " + json + "\n\n";
            case OLLAMA -> json + "\n";
            case BEDROCK -> FakeBedrock.errorEvent(code);
        };
    }

    /** How many bytes of the answer's body have gone out when this many of its tokens have. */
    public int bytesOf(FakeRequest request, int tokens) {
        if (FakeDialect.isStreamed(request)) {
            return events(request).stream()
                    .limit((long) dialect(request).before() + tokens)
                    .mapToInt(event -> event.getBytes(FakeDialect.of(request).charset()).length)
                    .sum();
        }
        int whole = answer(request).body().length;
        return (int) ((long) whole * tokens / tokens(text).size());
    }

    /** The text, token by token. */
    static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        int start = 0;
        for (int blank = text.indexOf(' '); blank >= 0; blank = text.indexOf(' ', start)) {
            tokens.add(text.substring(start, blank + 1));
            start = blank + 1;
        }
        if (start < text.length()) {
            tokens.add(text.substring(start));
        }
        return tokens;
    }

    private static FakeDialect.Words dialect(FakeRequest request) {
        return FakeDialect.of(request).words();
    }

    /** The role of the last message that was sent: {@code assistant} asks to go on where an answer broke off. */
    public static String lastRole(FakeRequest request) {
        JsonNode messages = FakeDialect.json(request).path("messages");
        return messages.path(messages.size() - 1).path("role").asText("");
    }
}
