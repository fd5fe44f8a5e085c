package io.cascadeflow.camel.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cascadeflow.camel.gateway.RawClient.Answer;
import io.cascadeflow.provider.WireJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever comes in: the right status, the API's own form of an error, an id, nothing of ours in it, no hang, nothing charged. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class BadRequestsTest {

    private static final String CONFIGURATION = """
            models: {'compatible:small': {input: 1, output: 1}}
            cascades:
              support:
                tiers:
                  - {name: small, uri: 'SMALL'}
            gateway:
              limits: {body: 64KB, bodyTime: 500ms}
            """;
    private static final String GOOD =
            "{\"model\":\"cascadeflow/support\",\"messages\":[{\"role\":\"user\",\"content\":\"What?\"}]}";

    private ServedGateway served;

    @BeforeAll
    void open() {
        served = new ServedGateway(CONFIGURATION);
        served.answer("It is Paris.");
    }

    @AfterAll
    void close() {
        served.close();
    }

    private int port() {
        return served.gateway.port();
    }

    private static byte[] post(String body, String... headers) {
        return post(body.getBytes(UTF_8), headers);
    }

    private static byte[] post(byte[] body, String... headers) {
        return concat(
                head("POST /v1/chat/completions", "Content-Type: application/json", headers)
                        .getBytes(ISO_8859_1),
                ("Content-Length: " + body.length + "\r\n\r\n").getBytes(ISO_8859_1),
                body);
    }

    private static String head(String request, String type, String... headers) {
        StringBuilder head = new StringBuilder(request + " HTTP/1.1\r\nHost: x\r\n" + type + "\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        return head.toString();
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static String field(String field) {
        return "{" + field + "," + GOOD.substring(1);
    }

    static Stream<Arguments> requests() {
        return Stream.of(
                bad("no JSON", 400, post("nonsense")),
                bad("half a JSON", 400, post(GOOD.substring(0, 30))),
                bad("nothing", 400, post("")),
                bad("a list", 400, post("[" + GOOD + "]")),
                bad("a text", 400, post("\"" + "x".repeat(20) + "\"")),
                bad("two values", 400, post(GOOD + GOOD)),
                bad("a key twice", 400, post(field("\"model\":\"x\""))),
                bad("deep nesting", 400, post("{\"a\":" + "[".repeat(20_000) + "]".repeat(20_000) + "}")),
                bad("a long number", 400, post(field("\"temperature\":" + "9".repeat(5_000)))),
                bad("a huge number", 400, post(field("\"max_tokens\":1e999999999"))),
                bad("an endless exponent", 400, post(field("\"temperature\":1e" + "9".repeat(50)))),
                bad("a wrong type", 400, post(field("\"temperature\":\"hot\""))),
                bad("no messages", 400, post("{\"model\":\"cascadeflow/support\"}")),
                bad("no model", 400, post("{\"messages\":[{\"role\":\"user\",\"content\":\"What?\"}]}")),
                bad("a blank question", 400, post(GOOD.replace("What?", " "))),
                bad("an unknown field", 400, post(field("\"functions\":[{\"name\":\"f\"}]"))),
                bad("several answers", 400, post(field("\"n\":3"))),
                bad("a dearer service", 400, post(field("\"service_tier\":\"priority\""))),
                bad("an unknown model", 404, post(GOOD.replace("cascadeflow/support", "gpt-9"))),
                bad("a model by expression", 404, post(GOOD.replace("cascadeflow/support", "${env:HOME}"))),
                bad("a model by address", 404, post(GOOD.replace("cascadeflow/support", "http://evil.example"))),
                bad("a model by placeholder", 404, post(GOOD.replace("cascadeflow/support", "openai:{{env:HOME}}"))),
                bad("invalid UTF-8", 400, post(concat("{\"model\":\"".getBytes(UTF_8), new byte[] {(byte) 0xC3, 0x28
                }))),
                bad("too long", 413, post("x".repeat(70_000))),
                bad(
                        "a wrong type of content",
                        415,
                        concat(
                                head("POST /v1/chat/completions", "Content-Type: text/plain")
                                        .getBytes(ISO_8859_1),
                                "Content-Length: 2\r\n\r\nhi".getBytes(ISO_8859_1))),
                bad("an encoding", 415, post(GOOD, "Content-Encoding: gzip")),
                bad("a length of no number", 400, raw("Content-Length: many\r\n\r\n" + GOOD)),
                bad("a negative length", 400, raw("Content-Length: -5\r\n\r\n" + GOOD)),
                bad("two lengths", 400, raw("Content-Length: 3\r\nContent-Length: 5\r\n\r\nhello")),
                bad("a chunk that is none", 400, raw("Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n")),
                bad("a chunk that is none, of a body that nobody reads", 404, noChunk("POST /v1/nothing")),
                bad("a chunk that is none, of a wrong method", 405, noChunk("POST /health")),
                bad("no length", 400, raw("\r\n")),
                bad("a body that does not come", 408, raw("Content-Length: 500\r\n\r\n{")),
                bad("an unknown path", 404, get("/v1/nothing")),
                bad("a path with tricks", 404, get("/v1/../admin/%2e%2e/keys")),
                bad("a wrong method", 405, get("/v1/chat/completions")),
                bad("an unknown method", 405, "BREW /v1/models HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(ISO_8859_1)),
                bad("no HTTP", 400, "hello\r\n\r\n".getBytes(ISO_8859_1)),
                bad("a flood of headers", 431, get("/health", "X-Flood: " + "x".repeat(60_000))),
                bad("a long path", 431, get("/" + "x".repeat(20_000))));
    }

    private static byte[] noChunk(String line) {
        return concat(
                head(line, "Content-Type: application/json").getBytes(ISO_8859_1),
                "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n".getBytes(ISO_8859_1));
    }

    private static byte[] raw(String rest) {
        return (head("POST /v1/chat/completions", "Content-Type: application/json") + rest).getBytes(ISO_8859_1);
    }

    private static byte[] get(String path, String... headers) {
        return (head("GET " + path, "Accept: */*", headers) + "\r\n").getBytes(ISO_8859_1);
    }

    private static Arguments bad(String what, int status, byte[] request) {
        return Arguments.of(what, status, request);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void whatIsWrongIsToldInTheApisForm(String what, int status, byte[] request) throws IOException {
        int asked = served.provider.requests().size();

        Answer answer = RawClient.ask(port(), request);

        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers()).containsKeys("x-request-id", "content-length");
        JsonNode error = WireJson.parse(answer.body()).path("error");
        assertThat(error.path("message").asText()).isNotBlank();
        assertThat(error.path("type").asText()).isEqualTo("invalid_request_error");
        assertThat(answer.body()).doesNotContain("Exception", "io.cascadeflow", "java.", "\tat ");
        assertThat(served.provider.requests()).as("nothing was asked").hasSize(asked);
    }

    @Test
    void whatIsWrongWithAFieldIsSaidByItsName() throws IOException {
        Answer answer = RawClient.ask(port(), post(GOOD.replace("\"user\"", "\"somebody\"")));

        assertThat(WireJson.parse(answer.body()).at("/error/param").asText()).isEqualTo("messages[0].role");
    }

    @Test
    void aBodyInChunksIsReadAndAConnectionServesAgain() throws IOException {
        try (RawClient client = new RawClient(port(), Duration.ofSeconds(15))) {
            client.send(head("POST /v1/chat/completions", "Content-Type: application/json")
                    + "Transfer-Encoding: chunked\r\n\r\n5\r\n" + GOOD.substring(0, 5) + "\r\n"
                    + Integer.toHexString(GOOD.length() - 5) + "\r\n" + GOOD.substring(5) + "\r\n0\r\n\r\n");
            assertThat(client.answer().status()).isEqualTo(200);

            client.send(post("nonsense"));
            assertThat(client.answer().status()).isEqualTo(400);

            client.send(get("/v1/nothing"));
            assertThat(client.answer().status()).isEqualTo(404);

            client.send(post(GOOD));
            assertThat(client.answer().status()).isEqualTo(200);
        }
    }

    @Test
    void requestsInOneGoAreAnsweredInTheirOrder() throws IOException {
        try (RawClient client = new RawClient(port(), Duration.ofSeconds(15))) {
            client.send(concat(post(GOOD), get("/health"), post("nonsense")));

            assertThat(client.answer().status()).isEqualTo(200);
            assertThat(client.answer().body()).contains("up");
            assertThat(client.answer().status()).isEqualTo(400);
        }
    }

    @Test
    void anOversizeBodyInChunksIsCutOff() throws IOException {
        try (RawClient client = new RawClient(port(), Duration.ofSeconds(15))) {
            client.send(head("POST /v1/chat/completions", "Content-Type: application/json")
                    + "Transfer-Encoding: chunked\r\n\r\n" + ("8000\r\n" + "x".repeat(0x8000) + "\r\n").repeat(4));

            assertThat(client.answer().status()).isEqualTo(413);
        }
    }

    @Test
    void aClientThatAsksWhetherToSendIsToldToGoOn() throws IOException {
        try (RawClient client = new RawClient(port(), Duration.ofSeconds(15))) {
            client.send(head("POST /v1/chat/completions", "Content-Type: application/json", "Expect: 100-continue")
                    + "Content-Length: " + GOOD.length() + "\r\n\r\n");
            client.send(GOOD);

            Answer first = client.answer();
            Answer answer = first.status() == 100 ? client.answer() : first;
            assertThat(answer.status()).isEqualTo(200);
        }
    }

    @Test
    void afterAnAnswerThatIsTheLastOneNothingIsAskedOnAConnection() throws IOException {
        int asked = served.provider.requests().size();
        try (RawClient client = new RawClient(port(), Duration.ofSeconds(15))) {
            client.send(concat(post("x".repeat(20), "Content-Encoding: gzip"), post(GOOD)));

            Answer first = client.answer();
            assertThat(first.status()).isEqualTo(415);
            assertThat(first.headers()).containsEntry("connection", "close");
            assertThat(client.answers()).as("until it is closed").isEmpty();
        }
        assertThat(served.provider.requests()).hasSize(asked);
    }
}
