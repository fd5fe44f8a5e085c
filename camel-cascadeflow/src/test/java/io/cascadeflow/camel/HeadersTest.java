package io.cascadeflow.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import io.cascadeflow.camel.budget.BudgetAggregationStrategy;
import io.cascadeflow.cascade.Attribution;
import io.cascadeflow.cascade.Decision;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.FinishReason;
import io.cascadeflow.model.Role;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.policy.PolicyDeniedException;
import io.cascadeflow.provider.Feature;
import io.cascadeflow.provider.recorded.Label;
import io.cascadeflow.provider.recorded.RecordedItem;
import io.cascadeflow.retrieval.Passage;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Every header of the catalog has a test here that fails when it is ignored; a new header without one fails. */
class HeadersTest extends ProbeFixture {

    private static final String CASCADE = "cascadeflow:cascade:support";

    @TempDir
    Path folder;

    @Test
    void everyHeaderOfTheCatalogIsTested() {
        assertThat(headers().keySet()).containsExactlyInAnyOrderElementsOf(Catalog.headers());
    }

    @Test
    void everyHeaderStartsAsCamelsOwnDoSoThatNoHttpClientCanSetOrSeeIt() {
        assertThat(Catalog.headers()).allMatch(name -> name.startsWith("CamelCascadeFlow"));
    }

    @TestFactory
    Stream<DynamicTest> eachHeaderHasAnEffect() {
        return headers().entrySet().stream()
                .map(header -> DynamicTest.dynamicTest(header.getKey(), () -> {
                    stop();
                    start();
                    header.getValue().execute();
                }));
    }

    private Map<String, Executable> headers() {
        Map<String, Executable> tests = new LinkedHashMap<>();
        incoming(tests);
        aboutTheCascade(tests);
        aboutMoney(tests);
        aboutTheAnswer(tests);
        aboutEnergy(tests);
        aboutParts(tests);
        aboutFeedback(tests);
        aboutRetrieval(tests);
        return tests;
    }

    private void incoming(Map<String, Executable> tests) {
        tests.put(
                CascadeFlowConstants.RUN_ID,
                () -> assertThat(attribution(CascadeFlowConstants.RUN_ID).runId())
                        .isEqualTo("x"));
        tests.put(
                CascadeFlowConstants.TENANT,
                () -> assertThat(attribution(CascadeFlowConstants.TENANT).tenant())
                        .isEqualTo("x"));
        tests.put(CascadeFlowConstants.USER, () -> {
            assertThat(attribution(CascadeFlowConstants.USER).user()).isEqualTo("x");
            assertThat(context.probe.lastRequest().user()).isEqualTo("x");
        });
        tests.put(
                CascadeFlowConstants.PROJECT,
                () -> assertThat(attribution(CascadeFlowConstants.PROJECT).project())
                        .isEqualTo("x"));
        tests.put(
                CascadeFlowConstants.DOMAIN,
                () -> assertThat(attribution(CascadeFlowConstants.DOMAIN).domain())
                        .isEqualTo("x"));
        tests.put(CascadeFlowConstants.COMPLEXITY, () -> {
            assertThat(ask(M, Map.of(CascadeFlowConstants.COMPLEXITY, "expert")).getException())
                    .isInstanceOf(PolicyDeniedException.class);
            assertThat(ask(M, Map.of(CascadeFlowConstants.COMPLEXITY, "hard")).getException())
                    .isNull();
        });
        tests.put(
                CascadeFlowConstants.PASSAGES,
                () -> assertThat(ask(M, Map.of(CascadeFlowConstants.PASSAGES, "There are 3."))
                                .getMessage()
                                .getHeader(CascadeFlowConstants.SIGNALS, Map.class))
                        .containsEntry("ground.numbers", 0.0));
        tests.put(CascadeFlowConstants.SYSTEM_MESSAGE, () -> {
            ask(M + "?systemMessage=long", Map.of(CascadeFlowConstants.SYSTEM_MESSAGE, "short"));
            assertThat(context.probe.lastRequest().messages())
                    .filteredOn(message -> message.role() == Role.SYSTEM)
                    .singleElement()
                    .satisfies(message -> assertThat(message.text()).isEqualTo("short"));
        });
        tests.put(CascadeFlowConstants.MAX_TOKENS, () -> {
            ask(M + "?maxTokens=100", Map.of(CascadeFlowConstants.MAX_TOKENS, "30"));
            assertThat(context.probe.lastRequest().output().maxTokens()).isEqualTo(30);
        });
        tests.put(CascadeFlowConstants.TEMPERATURE, () -> {
            ask(M + "?temperature=1", Map.of(CascadeFlowConstants.TEMPERATURE, 0.1));
            assertThat(context.probe.lastRequest().sampling().temperature()).isEqualTo(0.1);
        });
        tests.put(CascadeFlowConstants.DEADLINE, () -> {
            ask(M, Map.of(CascadeFlowConstants.DEADLINE, "20s"));
            assertThat(context.probe.lastCall().deadline()).isEqualTo(ProbeContext.NOW.plus(Duration.ofSeconds(20)));
        });
        tests.put(
                CascadeFlowConstants.FORCE_TIER,
                () -> assertThat(ask(CASCADE, Map.of(CascadeFlowConstants.FORCE_TIER, "large"))
                                .getMessage()
                                .getHeader(CascadeFlowConstants.TIERS))
                        .isEqualTo("large"));
        tests.put(
                CascadeFlowConstants.TAGS,
                () -> assertThat(ask(M, Map.of(CascadeFlowConstants.TAGS, "forbidden"))
                                .getException())
                        .isInstanceOf(PolicyDeniedException.class));
        tests.put(CascadeFlowConstants.IDEMPOTENCY_KEY, () -> {
            ask(M, Map.of(CascadeFlowConstants.IDEMPOTENCY_KEY, "order-7"));
            assertThat(context.probe.lastCall().idempotencyKey()).isEqualTo("order-7");
        });
    }

    private void aboutRetrieval(Map<String, Executable> tests) {
        String options = "cascadeflow:retrieve:x?from=direct:search&top=3&filter=acme&citations=required";
        tests.put(
                CascadeFlowConstants.RETRIEVAL_FILTER,
                () -> assertThat(retrieved(options).getHeader(CascadeFlowConstants.PASSAGES, List.class))
                        .containsExactly(Passage.of("told acme"), Passage.of("told 3")));
        tests.put(
                CascadeFlowConstants.RETRIEVAL_TOP,
                () -> assertThat(retrieved(options).getHeader(CascadeFlowConstants.PASSAGES, List.class))
                        .contains(Passage.of("told 3")));
        tests.put(
                CascadeFlowConstants.RETRIEVAL,
                () -> assertThat(retrieved(options).getHeader(CascadeFlowConstants.RETRIEVAL, Map.class))
                        .containsEntry("state", "found")
                        .containsEntry("passages", 2));
        tests.put(CascadeFlowConstants.CITATIONS, () -> {
            context.probe.answers(ProbeProvider.reply("So [2]."));
            assertThat(retrieved(options).getHeader(CascadeFlowConstants.CITATIONS))
                    .isEqualTo(List.of("2"));
        });
        tests.put(CascadeFlowConstants.CITATION_FAULT, () -> {
            assertThat(retrieved(options).getHeader(CascadeFlowConstants.CITATION_FAULT))
                    .isEqualTo("none");
            context.probe.answers(ProbeProvider.reply("So [9]."));
            assertThat(context.ask("direct:rag", "?").getMessage().getHeader(CascadeFlowConstants.CITATION_FAULT))
                    .isEqualTo("unknown: 9");
        });
    }

    private Message retrieved(String uri) throws Exception {
        context.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:search")
                        .process(exchange -> exchange.getMessage()
                                .setBody(List.of(
                                        "told "
                                                + exchange.getMessage()
                                                        .getHeader(CascadeFlowConstants.RETRIEVAL_FILTER),
                                        "told "
                                                + exchange.getMessage()
                                                        .getHeader(CascadeFlowConstants.RETRIEVAL_TOP))));
                from("direct:rag").to(uri).to(M);
            }
        });
        return context.ask("direct:rag", "?").getMessage();
    }

    private void aboutFeedback(Map<String, Executable> tests) {
        tests.put(CascadeFlowConstants.FEEDBACK, () -> {
            try (LearningFixture fixture = new LearningFixture(folder, LearningFixture.RECORDER)) {
                String id =
                        LearningFixture.decision(fixture.ask("What is 2 + 2?")).id();
                fixture.context.ask("cascadeflow:feedback", "", feedback(id));
                RecordedItem item = fixture.recorded().get(0);
                assertThat(item.samples(String.valueOf(item.given())).get(0).label())
                        .isEqualTo(Label.score(0.5));
            }
        });
        tests.put(CascadeFlowConstants.FEEDBACK_RESULT, () -> {
            try (LearningFixture fixture = new LearningFixture(folder, LearningFixture.RECORDER)) {
                assertThat(fixture.context
                                .ask("cascadeflow:feedback", "", feedback("never given"))
                                .getMessage()
                                .getHeader(CascadeFlowConstants.FEEDBACK_RESULT))
                        .isEqualTo("unknown");
            }
        });
    }

    private static Map<String, Object> feedback(String id) {
        return Map.of(CascadeFlowConstants.DECISION_ID, id, CascadeFlowConstants.FEEDBACK, 0.5);
    }

    private void aboutTheCascade(Map<String, Executable> tests) {
        tests.put(CascadeFlowConstants.TIER, expect(CASCADE + "?gate=#sure", CascadeFlowConstants.TIER, "small"));
        tests.put(
                CascadeFlowConstants.TIERS,
                expect(CASCADE + "?gate=#unsure", CascadeFlowConstants.TIERS, "small>large"));
        tests.put(
                CascadeFlowConstants.OUTCOME,
                expect(CASCADE + "?gate=#unsure", CascadeFlowConstants.OUTCOME, "escalated"));
        tests.put(
                CascadeFlowConstants.REASON,
                () -> assertThat(header(CASCADE + "?gate=#sure", CascadeFlowConstants.REASON))
                        .asString()
                        .contains("confidence 0.900 reaches 0.75"));
        tests.put(CascadeFlowConstants.DECISION_ID, () -> {
            Exchange exchange = ask(CASCADE, Map.of());
            assertThat(exchange.getMessage().getHeader(CascadeFlowConstants.DECISION_ID))
                    .isEqualTo(decision(exchange).id());
        });
        tests.put(CascadeFlowConstants.CONFIDENCE, expect(M + "?gate=#unsure", CascadeFlowConstants.CONFIDENCE, 0.1));
        tests.put(CascadeFlowConstants.SIGNALS, () -> {
            context.probe.answers(ProbeProvider.reply("2 + 2 = 4"));
            assertThat(header(M, CascadeFlowConstants.SIGNALS))
                    .isInstanceOfSatisfying(
                            Map.class, signals -> assertThat(signals).isNotEmpty());
        });
    }

    /** 1,000 tokens in and 100 out: 0.002 USD at the small model's price, 0.02 USD at the large one's. */
    private Message split() throws Exception {
        context.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:split")
                        .split(body().tokenize(","), new BudgetAggregationStrategy())
                        .to(M + "?budget=0.044");
            }
        });
        return context.ask("direct:split", "a,b,c,d,e,f", Map.of(CascadeFlowConstants.RUN_ID, "r"))
                .getMessage();
    }

    private void aboutMoney(Map<String, Executable> tests) {
        String escalates = CASCADE + "?gate=#unsure";
        tests.put(CascadeFlowConstants.COST, () -> {
            expect(M, CascadeFlowConstants.COST, new BigDecimal("0.002")).execute();
            expect(escalates, CascadeFlowConstants.COST, new BigDecimal("0.02")).execute();
        });
        tests.put(CascadeFlowConstants.TOTAL_COST, () -> {
            expect(M, CascadeFlowConstants.TOTAL_COST, new BigDecimal("0.002")).execute();
            expect(escalates, CascadeFlowConstants.TOTAL_COST, new BigDecimal("0.022"))
                    .execute();
        });
        tests.put(CascadeFlowConstants.RUN, () -> {
            Map<String, Object> watched =
                    Map.of(CascadeFlowConstants.PROJECT, "watched", CascadeFlowConstants.RUN_ID, "r1");
            assertThat(ask(M, watched).getMessage().getHeader(CascadeFlowConstants.RUN, Map.class))
                    .containsEntry("calls", 1L);
            assertThat(ask(escalates, watched).getMessage().getHeader(CascadeFlowConstants.RUN, Map.class))
                    .containsEntry("calls", 3L);
            assertThat(header(M, CascadeFlowConstants.RUN)).isNull();
        });
        tests.put(
                CascadeFlowConstants.BUDGET_REMAINING,
                expect(M + "?budget=spare", CascadeFlowConstants.BUDGET_REMAINING, new BigDecimal("0.998")));
        tests.put(CascadeFlowConstants.BUDGET_WARNING, () -> {
            expect(M + "?budget=spare", CascadeFlowConstants.BUDGET_WARNING, "spare")
                    .execute();
            assertThat(header(M + "?budget=1", CascadeFlowConstants.BUDGET_WARNING))
                    .isNull();
        });
        tests.put(CascadeFlowConstants.BASELINE_COST, () -> {
            expect(escalates, CascadeFlowConstants.BASELINE_COST, new BigDecimal("0.02"))
                    .execute();
            assertThat(header(CASCADE + "?gate=#sure", CascadeFlowConstants.BASELINE_COST))
                    .isNull();
        });
        tests.put(CascadeFlowConstants.SAVED_COST, () -> {
            expect(escalates, CascadeFlowConstants.SAVED_COST, new BigDecimal("-0.002"))
                    .execute();
            assertThat(header(CASCADE + "?gate=#sure", CascadeFlowConstants.SAVED_COST))
                    .isNull();
        });
    }

    /** Of six parts there is money for two. */
    private void aboutParts(Map<String, Executable> tests) {
        Map.of(
                        CascadeFlowConstants.PARTS_ANSWERED, 2,
                        CascadeFlowConstants.PARTS_REFUSED, 1,
                        CascadeFlowConstants.PARTS_NOT_SENT, 3)
                .forEach((header, count) -> tests.put(
                        header, () -> assertThat(split().getHeader(header)).isEqualTo(count)));
    }

    private void aboutTheAnswer(Map<String, Executable> tests) {
        ChatReply reply = ProbeProvider.reply("4").withUsage(new TokenUsage(10, 20, 3, 4, 50, 30, false));
        tests.put(CascadeFlowConstants.PROVIDER, expect(M, CascadeFlowConstants.PROVIDER, "probe"));
        tests.put(CascadeFlowConstants.MODEL, expect(M, CascadeFlowConstants.MODEL, "probe-model-2026"));
        tests.put(CascadeFlowConstants.REQUESTED_MODEL, expect(M, CascadeFlowConstants.REQUESTED_MODEL, "m"));
        tests.put(CascadeFlowConstants.INPUT_TOKENS, expect(reply, CascadeFlowConstants.INPUT_TOKENS, 10L));
        tests.put(CascadeFlowConstants.CACHE_READ_TOKENS, expect(reply, CascadeFlowConstants.CACHE_READ_TOKENS, 20L));
        tests.put(CascadeFlowConstants.CACHE_WRITE_TOKENS, expect(reply, CascadeFlowConstants.CACHE_WRITE_TOKENS, 7L));
        tests.put(CascadeFlowConstants.OUTPUT_TOKENS, expect(reply, CascadeFlowConstants.OUTPUT_TOKENS, 50L));
        tests.put(CascadeFlowConstants.CACHED, () -> {
            String cached = "cascadeflow:cascade:cached";
            assertThat(header(cached, CascadeFlowConstants.CACHED)).isNull();
            assertThat(header(cached, CascadeFlowConstants.CACHED)).isEqualTo(true);
        });
        tests.put(CascadeFlowConstants.CACHE_SIMILARITY, () -> {
            context.camel.getRegistry().bind("same", (EmbeddingModel) texts -> Response.from(texts.stream()
                    .map(text -> Embedding.from(new float[] {1, 2}))
                    .toList()));
            assertThat(said("What is green?")).isNull();
            assertThat(said("Which is green?")).isEqualTo(1.0);
            assertThat(said("What is green?")).isNull();
        });
        tests.put(CascadeFlowConstants.UNSUPPORTED, () -> {
            String schema = M + "?onUnsupported=degrade&jsonSchema=RAW({\"type\":\"object\"})";
            assertThat(header(schema, CascadeFlowConstants.UNSUPPORTED)).isNull();
            context.probe.lacks(Feature.SCHEMA);
            assertThat(header(schema, CascadeFlowConstants.UNSUPPORTED)).isEqualTo("schema");
        });
        tests.put(CascadeFlowConstants.REASONING_TOKENS, expect(reply, CascadeFlowConstants.REASONING_TOKENS, 30L));
        tests.put(CascadeFlowConstants.USAGE_ESTIMATED, () -> {
            expect(reply, CascadeFlowConstants.USAGE_ESTIMATED, false).execute();
            expect(reply.withUsage(null), CascadeFlowConstants.USAGE_ESTIMATED, true)
                    .execute();
        });
        tests.put(
                CascadeFlowConstants.FINISH_REASON,
                expect(reply.withFinishReason(FinishReason.LENGTH), CascadeFlowConstants.FINISH_REASON, "length"));
        tests.put(CascadeFlowConstants.LATENCY_MS, () -> {
            context.probe.answers(call -> CompletableFuture.completedFuture(reply));
            assertThat(header(M, CascadeFlowConstants.LATENCY_MS)).isEqualTo(0L);
        });
    }

    /** A thousand tokens of prompt and a hundred of answer. */
    private void aboutEnergy(Map<String, Executable> tests) {
        String small = CASCADE + "?gate=#sure";
        String both = CASCADE + "?gate=#unsure";
        tests.put(CascadeFlowConstants.ENERGY_WH, () -> {
            assertEnergy(M, CascadeFlowConstants.ENERGY_WH, 0.4);
            assertEnergy(small, CascadeFlowConstants.ENERGY_WH, 0.4);
            assertEnergy(both, CascadeFlowConstants.ENERGY_WH, 5.4);
            context.probe.answers(call -> call.model().equals("dear")
                    ? CompletableFuture.failedFuture(new IllegalStateException("down"))
                    : CompletableFuture.completedFuture(ProbeProvider.reply("4")));
            assertThat(ask(both, Map.of()).getMessage().getHeader(CascadeFlowConstants.ENERGY_WH))
                    .as("nobody knows what the one that failed took")
                    .isNull();
        });
        tests.put(CascadeFlowConstants.CO2_GRAMS, () -> {
            assertEnergy(M, CascadeFlowConstants.CO2_GRAMS, 0.2);
            assertEnergy(both, CascadeFlowConstants.CO2_GRAMS, 0.2 + 0.25);
        });
    }

    private void assertEnergy(String uri, String name, double value) {
        assertThat((Double) header(uri, name)).isEqualTo(value, within(1e-9));
    }

    private Executable expect(String uri, String name, Object value) {
        return () -> assertThat(header(uri, name)).isEqualTo(value);
    }

    private Executable expect(ChatReply reply, String name, Object value) {
        return () -> {
            context.probe.answers(reply);
            assertThat(header(M, name)).isEqualTo(value);
        };
    }

    private Object header(String uri, String name) {
        Exchange exchange = ask(uri, Map.of());
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getHeader(name);
    }

    private @Nullable Object said(String question) {
        return context.ask("cascadeflow:cascade:similar", question)
                .getMessage()
                .getHeader(CascadeFlowConstants.CACHE_SIMILARITY);
    }

    private Attribution attribution(String header) {
        return decision(ask(CASCADE, Map.of(header, "x"))).attribution();
    }

    private static Decision decision(Exchange exchange) {
        List<?> trace = exchange.getProperty("CamelCascadeFlowTrace", List.class);
        return (Decision) trace.get(0);
    }

    private Exchange ask(String uri, Map<String, Object> headers) {
        return context.ask(uri, "2+2?", new HashMap<>(headers));
    }
}
