package io.cascadeflow.camel;

import static io.cascadeflow.camel.eip.CascadeDefinition.cascade;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.bgesmallenv15q.BgeSmallEnV15QuantizedEmbeddingModel;
import dev.langchain4j.model.output.Response;
import io.cascadeflow.budget.Amount;
import io.cascadeflow.confidence.Draft;
import io.cascadeflow.confidence.DraftFacts;
import io.cascadeflow.confidence.FittedGate;
import io.cascadeflow.confidence.Observations;
import io.cascadeflow.confidence.Signal;
import io.cascadeflow.confidence.SignalSource;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.pricing.Usd;
import io.cascadeflow.provider.ChatCall;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderException.Kind;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.ExpressionAdapter;
import org.apache.camel.util.URISupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What further calls, embeddings and the user's own code say of an answer, measured before the gate judges it. */
class SignalsFromOutsideTest extends RouteFixture {

    private static final String JUDGED = M + "?judge=RAW(" + DEAR + ")";

    private BudgetFixture with() throws Exception {
        return with("");
    }

    private BudgetFixture with(String configuration) throws Exception {
        return opened(BudgetFixture.withCascade(folder, configuration.isEmpty() ? "" : configuration + "\n"));
    }

    /** The draft model says 4, whoever is asked to judge says what is given. */
    private static void answers(BudgetFixture with, String judgement) {
        with.context.probe.answers(call ->
                CompletableFuture.completedFuture(ProbeProvider.reply(isJudging(call) ? judgement : "It is 4.")));
    }

    private static boolean isJudging(ChatCall call) {
        return call.request().question().contains("=====");
    }

    private static List<String> roles(BudgetFixture with) {
        return with.lines().stream()
                .map(entry -> Objects.requireNonNull(entry.call().facts().get("role")))
                .sorted()
                .toList();
    }

    // the user's own

    @Test
    void expressionsOfTheConfigurationAreEvaluatedOnTheAnswer() throws Exception {
        BudgetFixture with = with("""
                signals:
                  crm.vip: {simple: "${header.vip} == 'true'"}
                  crm.length: {simple: "${body.length}"}
                  crm.says-four: {simple: "${body} contains '4'"}
                  crm.rank: {header: rank}
                  crm.nothing: {header: nobody}
                  crm.mine: {bean: "#mine"}
                  crm.holds: {bean: holds}
                """);
        with.context.camel.getRegistry().bind("mine", new ExpressionAdapter() {
            @Override
            public Object evaluate(Exchange exchange) {
                return 0.25;
            }
        });
        with.context.camel.getRegistry().bind("holds", (Predicate) exchange -> false);
        answers(with, "");

        Exchange exchange = with.context.ask(M, "2+2?", Map.of("vip", true, "rank", "7"));

        assertThat(signals(exchange))
                .contains(
                        entry("crm.vip", 1.0),
                        entry("crm.length", 8.0),
                        entry("crm.says-four", 1.0),
                        entry("crm.rank", 7.0),
                        entry("crm.mine", 0.25),
                        entry("crm.holds", 0.0))
                .doesNotContainKey("crm.nothing");
        assertThat(exchange.getMessage().getBody()).isEqualTo("It is 4.");
    }

    @Test
    void aFittedGateWeighsThemAndSameDraftSameDecision() throws Exception {
        BudgetFixture with = with("signals: {crm.vip: {simple: \"${header.vip} == 'true'\"}}");
        with.context.camel.getRegistry().bind("fitted", FittedGate.of(FittedGates.weighing("crm.vip")));
        String uri = "cascadeflow:cascade:support?gate=#fitted";

        for (int i = 0; i < 2; i++) {
            assertThat(header(with.context.ask(uri, "2+2?", Map.of("vip", "true")), CascadeFlowConstants.TIERS))
                    .isEqualTo("small");
            assertThat(header(with.context.ask(uri, "2+2?"), CascadeFlowConstants.TIERS))
                    .isEqualTo("small>large");
        }
    }

    @Test
    void theyAreMeasuredOfAnswersThatNoEndpointOfOursGave() throws Exception {
        BudgetFixture with = with("signals: {crm.says-four: {simple: \"${body} contains '4'\"}}");
        with.context
                .camel
                .getRegistry()
                .bind(
                        "fitted",
                        FittedGate.of(FittedGates.weighing("crm.says-four")).forAnyModel());
        with.routes(new RouteBuilder() {
            @Override
            public void configure() {
                cascade(from("direct:in"))
                        .gate("#fitted")
                        .tier("bean")
                        .acceptAbove(0.9)
                        .setBody(simple("${header.says}"))
                        .tier("changed")
                        .acceptAbove(0.9)
                        .to(M)
                        .setBody(simple("${header.then}"))
                        .tier("large")
                        .to("cascadeflow:probe:dear");
            }
        });

        assertThat(header(with.context.ask("direct:in", "2+2?", Map.of("says", "4")), CascadeFlowConstants.TIERS))
                .isEqualTo("bean");
        assertThat(header(
                        with.context.ask("direct:in", "2+2?", Map.of("says", "5", "then", "so 4")),
                        CascadeFlowConstants.TIERS))
                .isEqualTo("bean>changed");
        assertThat(header(
                        with.context.ask("direct:in", "2+2?", Map.of("says", "5", "then", "6")),
                        CascadeFlowConstants.TIERS))
                .isEqualTo("bean>changed>large");
    }

    @Test
    void overHttpACheckAsksForAFewTokensAndTheirProbabilities() throws Exception {
        BudgetFixture with = with();
        try (HttpProbe server = new HttpProbe()) {
            Exchange exchange = with.context.ask(
                    "cascadeflow:compatible:m?selfCheck=true&baseUrl=%s/v1".formatted(server.baseUrl()), "2+2?");

            assertThat(signals(exchange)).as("it said 4").doesNotContainKey("self.true");
            assertThat(server.count()).isEqualTo(2);
            assertThat(server.lastRequest().json().path("logprobs").asBoolean()).isTrue();
            assertThat(server.lastRequest().json().path("top_logprobs").asInt()).isEqualTo(5);
            assertThat(server.lastRequest().json().path("max_tokens").asInt()).isEqualTo(16);
            assertThat(header(exchange, CascadeFlowConstants.TOTAL_COST)).isEqualTo(new BigDecimal("0.004"));
        }
    }

    @Test
    void oneThatFailsIsAbsentAndTheOthersAreThere() throws Exception {
        BudgetFixture with = with("signals: {a.fails: {bean: bad}, a.text: {constant: high}, a.good: {constant: '3'}}");
        with.context.camel.getRegistry().bind("bad", new ExpressionAdapter() {
            @Override
            public Object evaluate(Exchange exchange) {
                throw new IllegalStateException("no");
            }
        });
        with.context.camel.getRegistry().bind("fitted", FittedGate.of(FittedGates.weighing("a.fails")));

        Exchange exchange = with.context.ask(M + "?gate=#fitted", "2+2?");

        assertThat(signals(exchange)).containsEntry("a.good", 3.0).doesNotContainKeys("a.fails", "a.text");
        assertThat(header(exchange, CascadeFlowConstants.REASON))
                .isEqualTo(
                        "no confidence is stated: gate profile 'mine' weighs the signal 'a.fails', which nothing measured here");
    }

    private record Shouting(String name) implements SignalSource {

        @Override
        public List<Signal> signals() {
            return List.of(new Signal(name, Signal.Cost.MICROSECONDS, "1 when it shouts"));
        }

        @Override
        public void observe(DraftFacts facts, Observations into) {
            into.put(signals().get(0), facts.draft().reply().text().endsWith("!") ? 1 : 0);
        }
    }

    @Test
    void aSignalSourceInTheRegistryIsAsked() throws Exception {
        BudgetFixture with = with();
        with.context.camel.getRegistry().bind("shouting", new Shouting("tone.shouts"));
        with.context.probe.answers(ProbeProvider.reply("4!"));

        assertThat(signals(with.context.ask(M, "2+2?"))).containsEntry("tone.shouts", 1.0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"shouts", "arithmetic.shouts", "judge.shouts"})
    void aSourceWithANameOfOursIsRefusedAtStart(String name) throws Exception {
        BudgetFixture with = with();
        with.context.camel.getRegistry().bind("shouting", new Shouting(name));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with.context.camel.getEndpoint(M).createProducer())
                .withMessageContaining("'" + name + "'");
    }

    @Test
    void anExpressionThatCannotBeReadIsRefusedAtStartWithItsPlace() throws Exception {
        for (String bad : List.of("klingon: nuqneH", "bean: '#nobody'", "simple: '${body'")) {
            BudgetFixture with = with("signals: {crm.bad: {%s}}".formatted(bad));
            assertThatIllegalArgumentException()
                    .as(bad)
                    .isThrownBy(() -> with.context.camel.getEndpoint(M).createProducer())
                    .withMessageStartingWith("signal 'crm.bad' (")
                    .withMessageContaining("budgets.yaml, line ");
        }
    }

    // what the model states

    @Test
    void theModelStatesItsConfidenceOnALineThatIsTakenAway() throws Exception {
        BudgetFixture with = with();
        List<ChatCall> calls = new CopyOnWriteArrayList<>();
        with.context.probe.answers(call -> {
            calls.add(call);
            return CompletableFuture.completedFuture(ProbeProvider.reply("It is 4.\n\n**Confidence:** 85 %"));
        });

        Exchange exchange = with.context.ask(M + "?selfStated=true&samples=2", "2+2?");

        assertThat(exchange.getMessage().getBody()).isEqualTo("It is 4.");
        assertThat(signals(exchange)).containsEntry("self.stated", 0.85);
        assertThat(exchange.getProperty(CascadeFlowProperties.DRAFT, Draft.class)
                        .others())
                .extracting(ChatReply::text)
                .containsExactly("It is 4.");
        assertThat(calls)
                .allSatisfy(call ->
                        assertThat(call.request().messages().get(0).text()).contains("\"Confidence:\""));
    }

    @Test
    void aStructuredAnswerHasNoRoomForIt() throws Exception {
        BudgetFixture with = with();
        for (String structured : List.of("jsonSchema=RAW({\"type\":\"object\"})", "outputClass=java.util.Map")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> with.context
                            .camel
                            .getEndpoint(M + "?selfStated=true&" + structured)
                            .createProducer())
                    .withMessageContaining("selfStated");
        }
        with.context.probe.answers(ProbeProvider.reply("{\"a\": 1}"));
        Exchange json = with.context.ask(
                M + "?selfStated=true",
                Map.of(
                        "messages", List.of(Map.of("role", "user", "content", "?")),
                        "response_format", Map.of("type", "json_object")));
        assertThat(signals(json)).doesNotContainKey("self.stated");
        assertThat(with.context.probe.lastRequest().messages()).hasSize(1);
    }

    // what it says when asked again

    @Test
    void theModelChecksItselfAndThatIsPaidFor() throws Exception {
        BudgetFixture with = with();
        answers(with, "True");

        Exchange exchange =
                with.context.ask(M + "?selfCheck=true", "2+2?", Map.of(CascadeFlowConstants.IDEMPOTENCY_KEY, "k"));

        assertThat(signals(exchange)).containsEntry("self.true", 1.0);
        assertThat(exchange.getMessage().getBody()).isEqualTo("It is 4.");
        assertThat(header(exchange, CascadeFlowConstants.TOTAL_COST)).isEqualTo(new BigDecimal("0.004"));
        assertThat(header(exchange, CascadeFlowConstants.INPUT_TOKENS)).isEqualTo(2000L);
        assertThat(header(exchange, CascadeFlowConstants.BUDGET_REMAINING)).isEqualTo(new BigDecimal("98.996"));
        assertThat(roles(with)).containsExactly("answer", "check");
        ChatCall check = with.context.probe.lastCall();
        assertThat(check.idempotencyKey()).isEqualTo("k-check");
        assertThat(check.request().output().maxTokens()).isEqualTo(16);
        assertThat(check.request().output().logprobs()).isTrue();
        assertThat(check.request().question()).contains("2+2?", "It is 4.");
    }

    @Test
    void aCheckThatFailsLeavesTheAnswer() throws Exception {
        BudgetFixture with = with();
        with.context.probe.answers(call -> isJudging(call)
                ? CompletableFuture.failedFuture(new ProviderException(Kind.RATE_LIMITED, "slow down"))
                : CompletableFuture.completedFuture(ProbeProvider.reply("It is 4.")));

        Exchange exchange = with.context.ask(M + "?selfCheck=true", "2+2?");

        assertThat(exchange.getMessage().getBody()).isEqualTo("It is 4.");
        assertThat(signals(exchange)).doesNotContainKey("self.true");
        assertThat(with.standing("company").balance().held()).isEqualTo(Amount.ZERO);
    }

    // a judge

    @Test
    void aJudgeGivesAScoreAndItsCostIsTheAnswers() throws Exception {
        BudgetFixture with = with();
        answers(with, "0.9");

        Map<String, Object> headers = Map.of(
                CascadeFlowConstants.TENANT, "acme",
                CascadeFlowConstants.SYSTEM_MESSAGE, "Be brief",
                CascadeFlowConstants.MAX_TOKENS, 50);
        Exchange exchange = with.context.ask(JUDGED, "2+2?", headers);

        assertThat(signals(exchange)).containsEntry("judge.score", 0.9);
        assertThat(exchange.getMessage().getHeaders()).containsAllEntriesOf(headers);
        assertThat(with.context.probe.lastRequest().messages())
                .as("without what the answer was asked for")
                .hasSize(1);
        assertThat(with.context.probe.lastRequest().output().maxTokens()).isNotEqualTo(50);
        assertThat(exchange.getMessage().getBody()).isEqualTo("It is 4.");
        assertThat(header(exchange, CascadeFlowConstants.MODEL)).isEqualTo("probe-model-2026");
        assertThat(header(exchange, CascadeFlowConstants.REQUESTED_MODEL)).isEqualTo("m");
        assertThat(header(exchange, CascadeFlowConstants.TOTAL_COST)).isEqualTo(new BigDecimal("0.022"));
        assertThat(with.settled("company")).isEqualTo(Usd.of("0.022"));
        assertThat(roles(with)).containsExactly("answer", "judge");
        assertThat(with.lines())
                .extracting(line -> line.call().decision())
                .containsOnly(with.lines().get(0).call().decision());
        assertThat(with.lines())
                .allSatisfy(line -> assertThat(line.call().facts()).containsEntry("tenant", "acme"));
    }

    @Test
    void inACascadeNothingOfTheJudgesCostIsCountedTwice() throws Exception {
        BudgetFixture with = with();
        answers(with, "0.9");
        with.context.camel.getRegistry().bind("fitted", FittedGate.of(FittedGates.weighing("judge.score")));
        with.routes(new RouteBuilder() {
            @Override
            public void configure() {
                cascade(from("direct:in"))
                        .gate("#fitted")
                        .tier("small")
                        .acceptAbove(0.9)
                        .to(JUDGED)
                        .tier("large")
                        .to("cascadeflow:probe:dear");
            }
        });

        Exchange exchange = with.context.ask("direct:in", "2+2?");

        assertThat(header(exchange, CascadeFlowConstants.TIERS)).isEqualTo("small");
        assertThat(header(exchange, CascadeFlowConstants.TOTAL_COST)).isEqualTo(new BigDecimal("0.022"));
        assertThat(with.settled("company")).isEqualTo(Usd.of("0.022"));
        assertThat(roles(with)).containsExactly("draft", "judge");
    }

    @Test
    void anAnswerThatAStepChangedWasNotJudged() throws Exception {
        BudgetFixture with = with();
        answers(with, "0.9");
        with.context.camel.getRegistry().bind("fitted", FittedGate.of(FittedGates.weighing("judge.score")));
        with.routes(new RouteBuilder() {
            @Override
            public void configure() {
                cascade(from("direct:in"))
                        .gate("#fitted")
                        .tier("small")
                        .acceptAbove(0.9)
                        .to(JUDGED)
                        .setBody(simple("${body} Or 5."))
                        .tier("large")
                        .to("cascadeflow:probe:dear");
            }
        });

        Exchange exchange = with.context.ask("direct:in", "2+2?");

        assertThat(Traces.of(exchange).get(0).attempts().get(0).reason().text())
                .contains("weighs the signal 'judge.score', which nothing measured here");
        assertThat(header(exchange, CascadeFlowConstants.TIERS)).isEqualTo("small>large");
    }

    @Test
    void theAmountOfACascadeHoldsForItsJudgeToo() throws Exception {
        BudgetFixture with = with();
        answers(with, "0.9");
        with.routes(new RouteBuilder() {
            @Override
            public void configure() {
                cascade(from("direct:in")).budget("0.2").tier("only").to(JUDGED);
            }
        });

        Exchange exchange = with.context.ask("direct:in", "2+2?");

        assertThat(exchange.getMessage().getBody()).isEqualTo("It is 4.");
        assertThat(signals(exchange)).doesNotContainKey("judge.score");
        assertThat(roles(with)).containsExactly("answer");
    }

    @Test
    void anyEndpointCanJudgeAndOneThatFailsLeavesTheAnswer() throws Exception {
        BudgetFixture with = with();
        with.routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:expert")
                        .setBody(constant("7/10"))
                        .setHeader(CascadeFlowConstants.TOTAL_COST, constant("0.5"));
                from("direct:down").throwException(new IllegalStateException("down"));
                from("direct:chatty").setBody(constant("I would say 0.7"));
            }
        });

        Exchange judged = with.context.ask(M + "?judge=direct:expert", "2+2?");
        assertThat(signals(judged)).containsEntry("judge.score", 0.7);
        assertThat(header(judged, CascadeFlowConstants.TOTAL_COST)).isEqualTo(new BigDecimal("0.502"));
        for (String judge : List.of("direct:down", "direct:chatty")) {
            Exchange exchange = with.context.ask(M + "?judge=" + judge, "2+2?");
            assertThat(signals(exchange)).as(judge).doesNotContainKey("judge.score");
            assertThat(exchange.getMessage().getBody()).isEqualTo("4");
            assertThat(exchange.getMessage().getHeaders()).doesNotContainKey(Exchange.EXCEPTION_CAUGHT);
        }
    }

    @Test
    void aRouteWithAJudgeCanBeStoppedAndStartedAgain() throws Exception {
        BudgetFixture with = with();
        answers(with, "0.9");
        with.routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").routeId("judged").to(JUDGED);
            }
        });
        for (int i = 0; i < 2; i++) {
            assertThat(signals(with.context.ask("direct:in", "2+2?"))).containsEntry("judge.score", 0.9);
            with.context.camel.getRouteController().stopRoute("judged");
            with.context.camel.getRouteController().startRoute("judged");
        }
    }

    @Test
    void noThreadWaitsForAJudge() throws Exception {
        BudgetFixture with = with();
        CompletableFuture<ChatReply> judgement = new CompletableFuture<>();
        with.context.probe.answers(call ->
                isJudging(call) ? judgement : CompletableFuture.completedFuture(ProbeProvider.reply("It is 4.")));
        CompletableFuture<Exchange> done = new CompletableFuture<>();

        with.context.sendHere(JUDGED, "2+2?", done);

        assertThat(with.context.probe.count()).isEqualTo(2);
        assertThat(done).as("the caller's thread is back").isNotDone();
        judgement.complete(ProbeProvider.reply("1"));
        assertThat(signals(done.get(10, TimeUnit.SECONDS))).containsEntry("judge.score", 1.0);
    }

    @Test
    void aJudgeThatIsLateIsNotWaitedForBeyondTheDeadline() throws Exception {
        BudgetFixture with = with();
        with.routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:never").process(new AsyncProcessorSupport() {
                    @Override
                    public boolean process(Exchange exchange, AsyncCallback callback) {
                        return false;
                    }
                });
            }
        });

        Exchange exchange = with.context
                .send(M + "?requestTimeout=50&judge=direct:never", "2+2?")
                .get(20, TimeUnit.SECONDS);

        assertThat(exchange.getMessage().getBody()).isEqualTo("4");
        assertThat(signals(exchange)).doesNotContainKey("judge.score");
    }

    @Test
    void theKeyOfAJudgeIsHidden() throws Exception {
        BudgetFixture with = with();
        String uri = M + "?judge=RAW(cascadeflow:openai:gpt-4o?apiKey=hunter2&temperature=0)";

        assertThat(URISupport.sanitizeUri(uri)).doesNotContain("hunter2");
        assertThat(with.context.camel.getEndpoint(uri)).asString().doesNotContain("hunter2");
    }

    // embeddings

    /** Remembers which threads it worked on. */
    private record Watched(EmbeddingModel model, Set<String> threads) implements EmbeddingModel {

        @Override
        public Response<List<Embedding>> embedAll(List<TextSegment> texts) {
            threads.add(Thread.currentThread().getName());
            return model.embedAll(texts);
        }
    }

    @Test
    void aRealModelTellsNearFromFarOffTheCallersThread() throws Exception {
        BudgetFixture with = with();
        Set<String> threads = ConcurrentHashMap.newKeySet();
        with.context.camel.getRegistry().bind("bge", new Watched(new BgeSmallEnV15QuantizedEmbeddingModel(), threads));
        String uri = M + "?samples=2&embeddingModel=#bge";
        String question = "How do I reset my password?";
        with.context.probe.answers(call -> CompletableFuture.completedFuture(ProbeProvider.reply(
                call.sample() == 1
                        ? "Open the settings page and choose a new password."
                        : "You can set another password in the settings.")));
        Map<String, Double> near = signals(with.context.ask(uri, question));
        with.context.probe.answers(call -> CompletableFuture.completedFuture(ProbeProvider.reply(
                call.sample() == 1
                        ? "Bananas grow in warm countries."
                        : "You can set another password in the settings.")));
        Map<String, Double> far = signals(with.context.ask(uri, question));

        assertThat(near.get("embedding.similarity")).isGreaterThan(far.get("embedding.similarity"));
        assertThat(near.get("embedding.agreement")).isGreaterThan(far.get("embedding.agreement"));
        assertThat(threads).isNotEmpty().allMatch(name -> name.contains("CascadeFlowEmbedding"));
        assertThat(signals(with.context.ask(M + "?embeddingModel=#bge", question)))
                .containsKey("embedding.similarity")
                .doesNotContainKey("embedding.agreement");
    }

    @Test
    void whatIsNoEmbeddingModelIsRefusedAtStart() throws Exception {
        BudgetFixture with = with();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with.context
                        .camel
                        .getEndpoint(M + "?embeddingModel=#nobody")
                        .createProducer())
                .withMessageContaining("there is no bean 'nobody'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with.context
                        .camel
                        .getEndpoint(M + "?embeddingModel=#sure")
                        .createProducer())
                .withMessageContaining("dev.langchain4j.model.embedding.EmbeddingModel");
    }

    @Test
    void anEmbeddingThatFailsIsAbsent() throws Exception {
        BudgetFixture with = with();
        with.context.camel.getRegistry().bind("bad", (EmbeddingModel) texts -> {
            throw new IllegalStateException("out of memory on the card");
        });
        assertThat(signals(with.context.ask(M + "?embeddingModel=#bad", "2+2?")))
                .doesNotContainKey("embedding.similarity");
    }
}
