package io.cascadeflow.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cascadeflow.provider.FakeAnswer.Ending;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a fake does is looked at with clients that are not ours. */
class FakeProviderTest {

    private static final FakeModel MODEL = FakeModel.saying("m-1", "Zürich is a city.");
    private static final String WHOLE = "{\"stream\":false,\"messages\":[{\"role\":\"user\",\"content\":\"?\"}]}";
    private static final String STREAM = "{\"stream\":true,\"stream_options\":{\"include_usage\":true}}";

    private final FakeProvider fake = FakeProvider.start();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        fake.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/chat/completions,/choices/0/message/content,/usage/completion_tokens",
        "/v1/messages,/content/0/text,/usage/output_tokens",
        "/api/chat,/message/content,/eval_count",
        "/v1/responses,/output/0/content/0/text,/usage/output_tokens",
        "/openai/v1/chat/completions,/choices/0/message/content,/usage/completion_tokens",
        "/v1beta/models/m:generateContent,/candidates/0/content/parts/0/text,/usageMetadata/candidatesTokenCount",
        "/generate,/generated_text,/details/generated_tokens"
    })
    void answersWholeInTheDialectThatItIsAskedIn(String path, String text, String tokens) throws Exception {
        fake.answer(MODEL::answer);

        HttpResponse<String> response = post(path, WHOLE);

        assertThat(response.headers().firstValue("content-type")).contains("application/json");
        assertThat(FakeDialect.tree(response.body()).at(text).asText()).isEqualTo("Zürich is a city.");
        assertThat(FakeDialect.tree(response.body()).at(tokens).asInt()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/chat/completions,text/event-stream,data: [DONE],'\"content\":\"Zürich \"',\"completion_tokens\":4",
        "/v1/messages,text/event-stream,event: message_stop,'\"text\":\"Zürich \"',\"output_tokens\":4",
        "/api/chat,application/x-ndjson,\"done\":true,'\"content\":\"Zürich \"',\"eval_count\":4",
        "/v1beta/models/m:streamGenerateContent,text/event-stream,\"finishReason\":\"STOP\",'\"text\":\"Zürich \"',"
                + "\"candidatesTokenCount\":4"
    })
    void streamsTokenByTokenWhereItIsAskedTo(String path, String type, String last, String token, String usage)
            throws Exception {
        fake.answer(MODEL::answer);

        HttpResponse<String> response = post(path, STREAM);

        assertThat(response.headers().firstValue("content-type")).contains(type);
        assertThat(response.headers().firstValue("transfer-encoding")).contains("chunked");
        assertThat(response.body()).contains(last, token, usage).doesNotContain("Zürich is");
    }

    @Test
    void sendsNoUsageInAStreamOfOpenAisThatDidNotAskForIt() throws Exception {
        fake.answer(MODEL::answer);

        assertThat(post("/v1/chat/completions", "{\"stream\":true}").body()).doesNotContain("usage");
    }

    @ParameterizedTest
    @EnumSource(FakeDialect.class)
    void knowsHowFarAStreamIsAfterSomeTokens(FakeDialect dialect) throws Exception {
        fake.answer(request -> MODEL.answer(request).cutOffAfter(MODEL.bytesOf(request, 2)));

        String received = rawPost(path(dialect), STREAM);

        assertThat(received).contains("\"Zürich \"", "\"is \"").doesNotContain("\"a \"");
        assertThat(received).as("not ended by HTTP's rules").doesNotEndWith("0\r\n\r\n");
    }

    @ParameterizedTest
    @EnumSource(FakeDialect.class)
    void errorsAreInTheDialectToo(FakeDialect dialect) throws Exception {
        fake.answer(request -> FakeModel.error(request, 503, "overloaded_error", "busy"));

        HttpResponse<String> response = post(path(dialect), WHOLE);

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(FakeDialect.tree(response.body()).hasNonNull(dialect == FakeDialect.BEDROCK ? "__type" : "error"))
                .isTrue();
    }

    @Test
    void pausesBetweenPieces() throws Exception {
        fake.answer(request -> MODEL.every(Duration.ofMillis(30)).answer(request));
        long start = System.nanoTime();

        post("/api/chat", STREAM);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(5 * 30 - 10));
    }

    @Test
    void noticesAClientThatHangsUpInTheMiddle() throws Exception {
        fake.answer(request -> MODEL.every(Duration.ofSeconds(5)).answer(request));
        try (Socket socket = open("/api/chat", STREAM)) {
            assertThat(fake.awaitRequest(Duration.ofSeconds(5))).isTrue();
        }

        assertThat(fake.awaitAbandoned(Duration.ofSeconds(5))).isTrue();
        assertThat(fake.hangUps())
                .singleElement()
                .satisfies(hangUp -> assertThat(hangUp.at())
                        .isAfterOrEqualTo(hangUp.request().at()));
    }

    @Test
    void theLastAnswerOfTheScriptIsRepeated() throws Exception {
        fake.answer(FakeAnswer.empty(500)).answer(MODEL::answer);

        assertThat(List.of(
                        post("/api/chat", WHOLE).statusCode(),
                        post("/api/chat", WHOLE).statusCode(),
                        post("/api/chat", WHOLE).statusCode()))
                .containsExactly(500, 200, 200);
    }

    @ParameterizedTest
    @CsvSource({"HTTP_1_0,false", "HTTP_1_0_WITH_LENGTH,true"})
    void oldHttpHasALengthOrNone(Ending ending, boolean hasLength) throws Exception {
        fake.answer(request -> MODEL.answer(request).ending(ending));

        String received = rawPost("/api/chat", STREAM);

        assertThat(received)
                .startsWith("HTTP/1.0 200")
                .doesNotContain("chunked")
                .endsWith("\n");
        assertThat(received.contains("Content-Length")).isEqualTo(hasLength);
    }

    @Test
    void closesAnIdleConnectionWhenTheNextRequestComes() throws Exception {
        fake.answer(request -> MODEL.answer(request).ending(Ending.CLOSE_ON_NEXT));

        assertThat(post("/api/chat", WHOLE).statusCode()).isEqualTo(200);
        assertThatThrownBy(() -> post("/api/chat", WHOLE)).isInstanceOf(IOException.class);
        assertThat(fake.requests()).hasSize(1);
    }

    @Test
    void knowsWhoSpokeLast() throws Exception {
        fake.answer(MODEL::answer);
        post("/api/chat", WHOLE);

        assertThat(FakeModel.lastRole(fake.onlyRequest())).isEqualTo("user");
    }

    private static String path(FakeDialect dialect) {
        return switch (dialect) {
            case OPENAI -> "/v1/chat/completions";
            case ANTHROPIC -> "/v1/messages";
            case OLLAMA -> "/api/chat";
            case RESPONSES -> "/v1/responses";
            case AZURE -> "/openai/v1/chat/completions";
            case GEMINI -> "/v1beta/models/m:streamGenerateContent?alt=sse";
            case TGI -> "/generate_stream";
            case BEDROCK -> "/model/m/converse-stream";
        };
    }

    private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(fake.uri().resolve(path))
                .POST(BodyPublishers.ofString(body))
                .timeout(Duration.ofSeconds(20))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    /** All that comes until the server closes the connection. */
    private String rawPost(String path, String body) throws IOException {
        try (Socket socket = open(path, body);
                InputStream in = socket.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Socket open(String path, String body) throws IOException {
        Socket socket = new Socket(fake.uri().getHost(), fake.uri().getPort());
        socket.getOutputStream()
                .write(("POST " + path + " HTTP/1.1\r\nHost: fake\r\nContent-Length: " + body.length() + "\r\n\r\n"
                                + body)
                        .getBytes(StandardCharsets.UTF_8));
        return socket;
    }
}
