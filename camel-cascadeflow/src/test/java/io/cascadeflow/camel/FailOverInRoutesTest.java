package io.cascadeflow.camel;

import static io.cascadeflow.camel.eip.CascadeDefinition.cascade;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cascadeflow.cascade.AnswerRejectedException;
import io.cascadeflow.pricing.Usd;
import io.cascadeflow.provider.ClosedPort;
import io.cascadeflow.provider.FakeAnswer;
import io.cascadeflow.provider.FakeAnswer.Ending;
import io.cascadeflow.provider.FakeProvider;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderException.Kind;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.assertj.core.api.AbstractThrowableAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several endpoints for a tier, behind real routes and real HTTP. */
class FailOverInRoutesTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    private final FakeProvider first = FakeProvider.start();
    private final FakeProvider second = FakeProvider.start();
    private BudgetFixture with;

    @BeforeEach
    void start() throws IOException {
        with = BudgetFixture.inMemory(folder, "name: company, limit: 99, window: day");
    }

    @AfterEach
    void stop() {
        with.close();
        first.close();
        second.close();
    }

    @ParameterizedTest
    @CsvSource({"500,", "503,", "429,", "401,", "404,", "429, insufficient_quota", "200, server_overloaded"})
    void theOtherEndpointAnswersWhatThisOneCannot(int status, @Nullable String code) throws Exception {
        first.answer(error(status, code));
        second.answer(answer("from-b"));
        route("");

        Exchange done = ask();

        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getHeaders())
                .containsEntry(CascadeFlowConstants.MODEL, "from-b")
                .containsEntry(CascadeFlowConstants.TIERS, "small")
                .containsEntry(CascadeFlowConstants.OUTCOME, "accepted")
                .containsEntry(CascadeFlowConstants.INPUT_TOKENS, 1000L);
        assertThat(first.requests()).hasSize(1);
        assertThat(failures(done)).hasSize(1);
    }

    @Test
    void aServerThatIsNotThereIsPassedOver() throws Exception {
        second.answer(answer("from-b"));
        try (ClosedPort closed = new ClosedPort()) {
            route("", closed.uri(), second.uri());
            assertThat(ask().getMessage().getHeader(CascadeFlowConstants.MODEL)).isEqualTo("from-b");
        }
    }

    @Test
    void whatAFailedEndpointCostIsInTheTiersCostOnce() throws Exception {
        first.answer(answer("from-a").cutOffAfter(20));
        second.answer(answer("from-b"));
        route("&maxTokens=100");

        Exchange done = ask();

        BigDecimal cost = done.getMessage().getHeader(CascadeFlowConstants.TOTAL_COST, BigDecimal.class);
        assertThat(Usd.roundedUp(cost)).isEqualTo(with.settled("company"));
        assertThat(cost).as("more than the answer alone").isGreaterThan(new BigDecimal("0.002"));
        assertThat(Traces.of(done).get(0).totalCost()).isEqualTo(with.settled("company"));
        assertThat(Traces.of(done).get(0).attempts()).hasSize(1);
        assertThat(with.lines().stream().filter(line -> line.posting().settlement() != null))
                .hasSize(2);
    }

    @Test
    void aRefusedRequestIsAskedNowhereElse() throws Exception {
        first.answer(error(400, null));
        route("");

        Exchange done = ask();

        assertThat(second.requests()).isEmpty();
        assertThat(done.getException()).isInstanceOf(AnswerRejectedException.class);
        assertThat(kinds(done)).containsExactly(Kind.BAD_REQUEST);
    }

    @Test
    void whatAContentFilterBlockedIsAskedElsewhereOnlyWhereThatIsWanted() throws Exception {
        first.answer(error(400, "content_filter"));
        second.answer(answer("from-b"));
        route("");
        with.routes(new RouteBuilder() {
            @Override
            public void configure() {
                cascade(from("direct:lenient"))
                        .tier("small")
                        .failOverOnFilter()
                        .to(uri(first.uri(), ""))
                        .orTo(uri(second.uri(), ""))
                        .end();
            }
        });

        assertThat(kinds(ask())).containsExactly(Kind.CONTENT_FILTERED);
        assertThat(second.requests()).isEmpty();
        assertThat(ask("direct:lenient").getMessage().getHeader(CascadeFlowConstants.MODEL))
                .isEqualTo("from-b");
    }

    @Test
    void whatAContentFilterBlockedGoesToTheNextTierOnlyWhereThatIsWanted() throws Exception {
        first.answer(error(400, "content_filter"));
        second.answer(answer("from-b"));
        with.routes(new RouteBuilder() {
            @Override
            public void configure() {
                cascade(from("direct:strict"))
                        .tier("small")
                        .to(uri(first.uri(), ""))
                        .tier("large")
                        .to(uri(second.uri(), ""))
                        .end();
                cascade(from("direct:lenient"))
                        .tier("small")
                        .failOverOnFilter()
                        .to(uri(first.uri(), ""))
                        .tier("large")
                        .to(uri(second.uri(), ""))
                        .end();
            }
        });

        assertThat(kinds(ask("direct:strict"))).containsExactly(Kind.CONTENT_FILTERED);
        assertThat(second.requests()).isEmpty();
        assertThat(ask("direct:lenient").getMessage().getHeader(CascadeFlowConstants.MODEL))
                .isEqualTo("from-b");
    }

    @Test
    void whenAllFailTheLastFailureHasTheOthers() throws Exception {
        first.answer(error(503, null));
        second.answer(error(401, null));
        route("");

        Throwable last = ask().getException().getSuppressed()[0];

        assertThat(last)
                .isInstanceOfSatisfying(
                        ProviderException.class, e -> assertThat(e.kind()).isEqualTo(Kind.AUTH));
        assertThat(last.getSuppressed()).hasSize(1);
    }

    @Test
    void anEndpointThatStaysSilentLeavesTimeForTheNext() throws Exception {
        first.answer(FakeAnswer.never());
        second.answer(answer("from-b"));
        with.routes(new RouteBuilder() {
            @Override
            public void configure() {
                cascade(from("direct:ask"))
                        .deadline("20s")
                        .tier("small")
                        .deadlineShare(0.02)
                        .to(uri(first.uri(), ""))
                        .orTo(uri(second.uri(), ""))
                        .end();
            }
        });

        Exchange done = ask();

        assertThat(done.getMessage().getHeader(CascadeFlowConstants.MODEL)).isEqualTo("from-b");
        assertThat(failures(done))
                .first()
                .isInstanceOfSatisfying(
                        ProviderException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TIMEOUT));
    }

    @Test
    void anEndpointThatIsDownIsNotTriedByEveryCall() throws Exception {
        first.answer(error(503, null));
        second.answer(answer("from-b"));
        route("");

        for (int i = 0; i < 20; i++) {
            assertThat(ask().getMessage().getHeader(CascadeFlowConstants.MODEL)).isEqualTo("from-b");
        }

        assertThat(first.requests()).hasSize(5);
        assertThat(second.requests()).hasSize(20);
    }

    @Test
    void manyCallsAtOnceAreEachAnsweredOnceAndPaidOnce() throws Exception {
        first.answer(error(503, null));
        second.answer(answer("from-b"));
        route("");
        List<CompletableFuture<Exchange>> calls = askAtOnce(200);

        assertThat(calls)
                .allSatisfy(call -> assertThat(call.join().getException()).isNull());
        assertThat(second.requests()).hasSize(200);
        assertThat(with.settled("company")).isEqualTo(Usd.of("0.4"));
        assertThat(with.standing("company").balance().held().usd()).isEqualTo(Usd.ZERO);
    }

    @Test
    void theSecondIsAskedAsWellWhenTheFirstIsSlowAndBothArePaid() throws Exception {
        first.answer(FakeAnswer.never());
        second.answer(answer("from-b"));
        hedged("100ms");

        Exchange done = ask();

        assertThat(done.getMessage().getHeader(CascadeFlowConstants.MODEL)).isEqualTo("from-b");
        assertThat(first.awaitAbandoned(SOON)).as("the slow one was cancelled").isTrue();
        BigDecimal cost = done.getMessage().getHeader(CascadeFlowConstants.TOTAL_COST, BigDecimal.class);
        assertThat(Usd.roundedUp(cost)).isEqualTo(with.settled("company"));
        assertThat(with.lines().stream().filter(line -> line.posting().settlement() != null))
                .hasSize(2);
        assertThat(with.standing("company").balance().held().usd()).isEqualTo(Usd.ZERO);
    }

    @Test
    void everyCentOfManyHedgedCallsIsInTheHeadersAndOnTheLedger() throws Exception {
        first.answer(answer("from-a").after(Duration.ofMillis(20)));
        second.answer(answer("from-b"));
        hedged("10ms");
        List<CompletableFuture<Exchange>> calls = askAtOnce(100);
        BigDecimal told = BigDecimal.ZERO;
        for (CompletableFuture<Exchange> call : calls) {
            Exchange done = call.join();
            assertThat(done.getException()).isNull();
            assertThat(done.getProperty(CascadeFlowProperties.DRAFT)).isNotNull();
            told = told.add(done.getMessage().getHeader(CascadeFlowConstants.TOTAL_COST, BigDecimal.class));
        }

        assertThat(second.requests()).as("some were hedged").isNotEmpty();
        assertThat(Usd.roundedUp(told)).isEqualTo(with.settled("company"));
        assertThat(with.standing("company").balance().held().usd()).isEqualTo(Usd.ZERO);
    }

    @Test
    void theCheapestIsAskedFirst() throws Exception {
        with.context.probe.answers(ProbeProvider.reply("4"));
        with.routes(new RouteBuilder() {
            @Override
            public void configure() {
                cascade(from("direct:ask"))
                        .tier("small")
                        .order("cheapest")
                        .to("cascadeflow:probe:dear")
                        .orTo("cascadeflow:probe:m")
                        .end();
            }
        });

        assertThat(ask().getMessage().getHeader(CascadeFlowConstants.REQUESTED_MODEL))
                .isEqualTo("m");
    }

    @Test
    void theCascadeEndpointFailsOverAsItsConfigurationSays() throws Exception {
        first.answer(error(503, null));
        second.answer(answer("from-b"));
        with.close();
        with = BudgetFixture.withCascade(folder, """
                  two:
                    tiers:
                      - name: small
                        uris: ["%s", "%s"]
                        order: weighted
                        weights: [1000000, 1]
                    latency: {deadline: 20s, deadlineShare: 0.4, hedgeAfter: p95}
                """.formatted(uri(first.uri(), ""), uri(second.uri(), "")));

        Exchange done = ask("cascadeflow:cascade:two");

        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getHeader(CascadeFlowConstants.MODEL)).isEqualTo("from-b");
    }

    @Test
    void whatMakesNoSenseIsSaidAtStart() {
        assertThatStart("hedgeAfter", "small", null, "direct:a", "direct:b")
                .hasStackTraceContaining("tier 'small': hedgeAfter needs endpoints whose calls can be cancelled");
        assertThatStart("cheapest", "small", null, "direct:a", "direct:b")
                .hasStackTraceContaining("order=cheapest needs endpoints that have a price");
        assertThatStart("fastest", "small", null, "direct:a", "direct:b")
                .hasStackTraceContaining(
                        "order is 'fastest'; write one of [inOrder, weighted, leastLatency, cheapest]");
        assertThatStart("weighted", "small", "1,2,3", "direct:a", "direct:b")
                .hasStackTraceContaining("there are 3 weights for 2 endpoints");
        assertThatStart("inOrder", "small", "1,2", "direct:a", "direct:b")
                .hasStackTraceContaining("weights are for order=weighted");
        assertThatStart("inOrder", "small", null, "direct:a", null).hasStackTraceContaining("write orTo after to");
    }

    private AbstractThrowableAssert<?, ?> assertThatStart(
            String order, String tier, @Nullable String weights, String one, @Nullable String other) {
        return assertThatThrownBy(() -> with.routes(new RouteBuilder() {
            @Override
            public void configure() {
                var cascade = cascade(from("direct:wrong")).tier(tier);
                if (order.equals("hedgeAfter")) {
                    cascade.hedgeAfter("1s");
                } else {
                    cascade.order(order);
                }
                if (weights != null) {
                    cascade.weights(weights);
                }
                cascade.to(one);
                if (other != null) {
                    cascade.orTo(other);
                }
                cascade.end();
            }
        }));
    }

    private void route(String options) throws Exception {
        route(options, first.uri(), second.uri());
    }

    private void route(String options, URI one, URI other) throws Exception {
        with.routes(new RouteBuilder() {
            @Override
            public void configure() {
                cascade(from("direct:ask"))
                        .tier("small")
                        .to(uri(one, options))
                        .orTo(uri(other, options))
                        .end();
            }
        });
    }

    private void hedged(String after) throws Exception {
        with.routes(new RouteBuilder() {
            @Override
            public void configure() {
                cascade(from("direct:ask"))
                        .tier("small")
                        .hedgeAfter(after)
                        .to(uri(first.uri(), "&maxTokens=100"))
                        .orTo(uri(second.uri(), "&maxTokens=100"))
                        .end();
            }
        });
    }

    private static String uri(URI server, String options) {
        return "cascadeflow:compatible:m?maxRetries=0&baseUrl=" + server + "/v1" + options;
    }

    private Exchange ask() {
        return ask("direct:ask");
    }

    private Exchange ask(String uri) {
        return with.context.ask(uri, "2+2?", Map.of());
    }

    private List<CompletableFuture<Exchange>> askAtOnce(int count) {
        return Stream.generate(() -> with.context.send("direct:ask", "2+2?"))
                .limit(count)
                .toList();
    }

    private static List<?> failures(Exchange done) {
        return done.getProperty(CascadeFlowProperties.FAILED_ENDPOINTS, List.class);
    }

    private static List<Kind> kinds(Exchange done) {
        List<Kind> kinds = new ArrayList<>();
        for (Throwable failure : done.getException().getSuppressed()) {
            kinds.add(((ProviderException) failure).kind());
        }
        return kinds;
    }

    private static FakeAnswer answer(String model) {
        return FakeAnswer.json(200, """
                {"id":"c1","object":"chat.completion","model":"%s","choices":[{"index":0,"finish_reason":"stop",
                "message":{"role":"assistant","content":"4"}}],
                "usage":{"prompt_tokens":1000,"completion_tokens":100,"total_tokens":1100}}""".formatted(model));
    }

    private static FakeAnswer error(int status, @Nullable String code) {
        return FakeAnswer.json(
                        status, "{\"error\":{\"message\":\"no\",\"code\":\"%s\"}}".formatted(code == null ? "" : code))
                .ending(Ending.KEEP_ALIVE);
    }
}
