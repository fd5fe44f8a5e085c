package io.cascadeflow.camel.gateway;

import static io.cascadeflow.camel.gateway.ServedGateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.camel.CascadeFlowConstants;
import io.cascadeflow.provider.FakeAnswer;
import io.cascadeflow.provider.FakeModel;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSendingEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of questions that are under way: clients that leave, limits, and a gateway that stops. */
@Timeout(60)
class UnderWayTest {

    private static final String CONFIGURATION = """
            models: {'compatible:small': {input: 1, output: 1}}
            cascades:
              support:
                tiers:
                  - {name: small, uri: 'cascadeflow:compatible:small?apiKey=k&transport=vertx&maxRetries=0&baseUrl=PROVIDER'}
            gateway:
              limits: {concurrent: 2, queueTime: 300ms}
              drain: 10s
            """;
    private static final Duration SOON = Duration.ofSeconds(10);

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final ServedGateway served =
            new ServedGateway(CONFIGURATION, camel -> camel.getRegistry().bind("metrics", metrics));

    @AfterEach
    void close() {
        served.close();
    }

    private static String question(boolean streamed) {
        return "{\"model\":\"cascadeflow/support\",\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"What?\"}]}"
                .formatted(streamed);
    }

    private CompletableFuture<HttpResponse<String>> ask() {
        return served.http.sendAsync(
                served.request("/v1/chat/completions")
                        .POST(HttpRequest.BodyPublishers.ofString(question(false)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aClientThatLeavesEndsTheCallOfTheProvider(boolean streamed) throws Exception {
        served.provider.answer(
                streamed
                        ? request -> FakeModel.saying("small", "one two three")
                                .every(Duration.ofMinutes(1))
                                .answer(request)
                        : request -> FakeAnswer.never());
        try (RawClient client = new RawClient(served.gateway.port(), SOON)) {
            String body = question(streamed);
            client.send(
                    "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: "
                            + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body);
            assertThat(served.provider.awaitRequest(SOON)).isTrue();
        }

        assertThat(served.provider.awaitAbandoned(SOON)).isTrue();
        served.camel.stop();
        assertThat(metrics.get("cascadeflow.gateway.requests")
                        .tag("fault", "client_gone")
                        .timer()
                        .count())
                .as("it is the client's doing, and not the provider's")
                .isEqualTo(1);
    }

    /** Clients that skip the error in it would otherwise take it for the whole answer. */
    @Test
    void anAnswerThatBreaksOffDoesNotLookWhole() throws Exception {
        served.provider.answer(request -> {
            FakeModel model = FakeModel.saying("small", "one two three four").every(Duration.ofMillis(200));
            List<String> events = new ArrayList<>(model.events(request).subList(0, 3));
            events.add(FakeModel.errorEvent(request, "server_error", "internal"));
            return model.stream(request, events);
        });
        try (RawClient client = new RawClient(served.gateway.port(), SOON)) {
            String body = question(true);
            client.send(
                    "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: "
                            + body.length() + "\r\n\r\n" + body);
            RawClient.Answer answer = client.answer();

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body())
                    .contains("two ")
                    .contains("data: {\"error\":{\"message\":\"no model gave an answer\"")
                    .doesNotContain("[DONE]")
                    .doesNotEndWith("\r\n0\r\n\r\n");
        }
    }

    @Test
    void whatDoesNotGetItsTurnIsSentAway() throws Exception {
        served.provider.answer(request -> FakeAnswer.never());
        List<CompletableFuture<HttpResponse<String>>> first =
                IntStream.range(0, 2).mapToObj(any -> ask()).toList();
        assertThat(served.provider.awaitRequest(SOON)).isTrue();
        assertThat(served.provider.awaitRequest(SOON)).isTrue();

        HttpResponse<String> third = ask().get(10, TimeUnit.SECONDS);

        assertThat(third.statusCode()).isEqualTo(503);
        assertThat(third.headers().firstValue("retry-after")).hasValue("1");
        assertThat(json(third).at("/error/code").asText()).isEqualTo("overloaded");
        first.forEach(waiting -> waiting.cancel(true));
    }

    @Test
    void whoIsUnderWayWhenTheGatewayStopsIsAnsweredAndWhoComesIsSentElsewhere() throws Exception {
        CompletableFuture<Void> go = new CompletableFuture<>();
        served.provider.answer(request -> {
            go.join();
            return FakeModel.saying("small-2026", "It is Paris.").answer(request);
        });
        CompletableFuture<HttpResponse<String>> underWay = ask();
        assertThat(served.provider.awaitRequest(SOON)).isTrue();

        CompletableFuture<Void> stopped = CompletableFuture.runAsync(served.camel::stop);
        while (served.get("/ready").statusCode() == 200) {
            Thread.onSpinWait();
        }
        assertThat(served.post("/v1/chat/completions", question(false)).statusCode())
                .isEqualTo(503);
        go.complete(null);

        assertThat(underWay.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        stopped.get(20, TimeUnit.SECONDS);
    }

    @Test
    void noHeaderOfTheClientBecomesOneOfTheExchange() throws Exception {
        ConcurrentLinkedQueue<Map<String, Object>> seen = new ConcurrentLinkedQueue<>();
        served.camel.getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (event instanceof ExchangeSendingEvent sending) {
                    seen.add(Map.copyOf(sending.getExchange().getMessage().getHeaders()));
                }
            }
        });
        served.answer("It is Paris.");

        HttpResponse<String> response = served.post(
                "/v1/chat/completions",
                question(false),
                CascadeFlowConstants.TENANT,
                "acme",
                CascadeFlowConstants.FORCE_TIER,
                "large",
                "CamelHttpUri",
                "http://evil.example",
                "X-Cascadeflow-Tenant",
                "acme");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(seen)
                .isNotEmpty()
                .allSatisfy(headers -> assertThat(headers)
                        .containsEntry(CascadeFlowConstants.TENANT, "local")
                        .doesNotContainKeys(CascadeFlowConstants.FORCE_TIER, "CamelHttpUri")
                        .doesNotContainValue("acme"));
        assertThat(response.headers().map().keySet())
                .noneMatch(name -> name.toLowerCase().startsWith("camel"));
    }
}
