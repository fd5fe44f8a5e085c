package io.cascadeflow.camel.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cascadeflow.provider.FakeModel;
import io.cascadeflow.provider.FakeProvider;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The gateway in an application's own Tomcat, with two threads: none of them waits for a model. */
@Timeout(60)
@CamelSpringBootTest
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "server.address=127.0.0.1",
            "server.tomcat.threads.max=2",
            "cascadeflow.gateway.enabled=true",
            "camel.component.cascadeflow.configuration=classpath:served.yaml"
        })
class GatewayInSpringBootTest {

    private static final FakeProvider PROVIDER = FakeProvider.start();
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final int MANY = 20;

    private final HttpClient http = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @RestController
    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Application {

        @GetMapping("/orders")
        String orders() {
            return "three orders";
        }
    }

    @DynamicPropertySource
    static void provider(DynamicPropertyRegistry properties) {
        properties.add("provider", () -> PROVIDER.uri() + "/v1");
    }

    @AfterAll
    static void close() {
        PROVIDER.close();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(20));
    }

    private HttpRequest ask(String body) {
        return request("/v1/chat/completions")
                .header("Content-Type", "application/json")
                .header("X-Of-The-Client", "secret")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private static String question(boolean streamed) {
        return "{\"model\":\"cascadeflow/support\",\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"What?\"}]}"
                .formatted(streamed);
    }

    private HttpResponse<String> send(HttpRequest request) throws Exception {
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        return new ObjectMapper().readTree(answer.body());
    }

    @Test
    void aQuestionIsAnsweredBesideTheControllersOfTheApplication() throws Exception {
        PROVIDER.answer(FakeModel.saying("small-2026", "It is Zürich.")::answer);

        HttpResponse<String> answer = send(ask(question(false)));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(json(answer).at("/choices/0/message/content").asText()).isEqualTo("It is Zürich.");
        assertThat(answer.headers().map().keySet())
                .contains("x-request-id", "x-cascadeflow-cost-usd", "content-length")
                .noneMatch(name -> name.toLowerCase().startsWith("camel"))
                .doesNotContain("x-of-the-client", "user-agent", "accept", "host");
        assertThat(send(request("/orders").build()).body()).isEqualTo("three orders");
        assertThat(send(request("/v1/nothing").build()).headers().map()).doesNotContainKey("x-request-id");
    }

    @Test
    void aStreamGoesOutAsItComesAndEndsWhenTheClientLeaves() throws Exception {
        PROVIDER.answer(FakeModel.saying("small-2026", "word ".repeat(500)).every(Duration.ofMillis(200))::answer);

        HttpResponse<InputStream> answer = http.send(ask(question(true)), HttpResponse.BodyHandlers.ofInputStream());
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).startsWith("data: ");
            assertThat(PROVIDER.hangUps()).as("it is far from its end").isEmpty();
        }
        assertThat(PROVIDER.awaitAbandoned(SOON)).as("the client left").isTrue();
    }

    @Test
    void aWholeStreamArrives() throws Exception {
        PROVIDER.answer(FakeModel.saying("small-2026", "It is Paris.")::answer);

        HttpResponse<String> answer = send(ask(question(true)));

        assertThat(answer.headers().firstValue("content-type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
        assertThat(answer.body().lines().filter(line -> !line.isEmpty())).last().isEqualTo("data: [DONE]");
        assertThat(answer.body()).contains("\"is \"", "\"Paris.\"");
    }

    @Test
    void moreQuestionsThanThreadsAreUnderWayAtOnce() throws Exception {
        CountDownLatch arrived = new CountDownLatch(MANY);
        PROVIDER.answer(request -> {
            arrived.countDown();
            await(arrived);
            return FakeModel.saying("small-2026", "It is Paris.").answer(request);
        });

        List<CompletableFuture<HttpResponse<String>>> asked = IntStream.range(0, MANY)
                .mapToObj(any -> http.sendAsync(ask(question(false)), HttpResponse.BodyHandlers.ofString()))
                .toList();

        for (CompletableFuture<HttpResponse<String>> answer : asked) {
            assertThat(answer.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(15, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whatIsWrongIsToldInTheApisForm() throws Exception {
        HttpResponse<String> wrong = send(ask("nonsense"));

        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(json(wrong).at("/error/type").asText()).isEqualTo("invalid_request_error");
        assertThat(wrong.headers().firstValue("x-request-id")).isPresent();
        assertThat(wrong.body()).doesNotContain("Exception", "io.cascadeflow");
    }

    @Test
    void aBodyThatIsTooLongIsRefusedWhetherItSaysSoOrNot() throws Exception {
        byte[] tooLong = new byte[70_000];

        HttpResponse<String> announced = send(ask(new String(tooLong, StandardCharsets.US_ASCII)));
        HttpResponse<String> inChunks = send(request("/v1/chat/completions")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(tooLong)))
                .build());

        assertThat(announced.statusCode()).isEqualTo(413);
        assertThat(inChunks.statusCode()).isEqualTo(413);
        assertThat(json(inChunks).at("/error/message").asText()).contains("65536 bytes");
    }

    @Test
    void aBodyThatDoesNotComeIsGivenUp() throws Exception {
        try (java.net.Socket socket = new java.net.Socket("127.0.0.1", port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write(
                            "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{"
                                    .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();

            assertThat(new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                            .readLine())
                    .startsWith("HTTP/1.1 408");
        }
    }

    @Test
    void aWrongMethodIsRefused() throws Exception {
        HttpResponse<String> wrong = send(request("/v1/chat/completions").build());

        assertThat(wrong.statusCode()).isEqualTo(405);
        assertThat(wrong.headers().firstValue("allow")).hasValue("POST");
    }
}
