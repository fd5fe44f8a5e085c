package io.cascadeflow.camel.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cascadeflow.budget.BudgetExceededException;
import io.cascadeflow.camel.CascadeFlowConstants;
import io.cascadeflow.camel.FakeTier;
import io.cascadeflow.camel.eip.CascadeDefinition;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.Builder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.ValueBuilder;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.processor.aggregate.StringAggregationStrategy;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Splits, multicasts and recipient lists under a budget, in real routes. */
class BudgetAggregationStrategyTest extends CamelTestSupport {

    private static final List<String> TEN =
            IntStream.range(0, 10).mapToObj(i -> "p" + i).toList();

    private final BudgetAggregationStrategy strategy = new BudgetAggregationStrategy();
    private final ExecutorService one = Executors.newSingleThreadExecutor();
    private BudgetedModel model = BudgetedModel.forCalls(3);

    @AfterEach
    void stopThreads() {
        one.shutdownNow();
    }

    @Test
    void stopsWhenAPartIsRefusedAndKeepsWhatWasAnswered() throws Exception {
        route(from -> from.split(body(), strategy).process(model).end().to("mock:after"));
        getMockEndpoint("mock:after").expectedMessageCount(1);

        Exchange done = ask(TEN);

        getMockEndpoint("mock:after").assertIsSatisfied();
        assertThat(done.getException()).isNull();
        assertThat(model.asked()).containsExactly("p0", "p1", "p2", "p3");
        assertThat(done.getMessage().getBody()).isEqualTo(List.of("p0!", "p1!", "p2!"));
        assertParts(done, 3, 1, 6);
        assertThat(done.getMessage().getHeaders())
                .containsEntry(CascadeFlowConstants.TOTAL_COST, new BigDecimal("0.03"))
                .containsEntry(CascadeFlowConstants.INPUT_TOKENS, 30L)
                .containsEntry(CascadeFlowConstants.OUTPUT_TOKENS, 15L)
                .containsEntry(CascadeFlowConstants.USAGE_ESTIMATED, true)
                .containsEntry(CascadeFlowConstants.BUDGET_WARNING, "company,support")
                .containsEntry(CascadeFlowConstants.OUTCOME, "degraded")
                .doesNotContainKeys(
                        CascadeFlowConstants.COST,
                        CascadeFlowConstants.MODEL,
                        CascadeFlowConstants.REASONING_TOKENS,
                        CascadeFlowConstants.BUDGET_REMAINING);
        assertThat(done.getProperty(Exchange.EXCEPTION_CAUGHT)).isInstanceOf(BudgetExceededException.class);
        assertThat(done.getProperties().keySet()).noneMatch(name -> name.startsWith("CamelCascadeFlowPart"));
    }

    @Test
    void sendsNothingMoreWhenNothingIsLeft() throws Exception {
        model = model.thatTellsWhatIsLeft();
        route(from -> from.split(body(), strategy).process(model).end());

        Exchange done = ask(TEN);

        assertThat(model.asked()).hasSize(3);
        assertParts(done, 3, 0, 7);
        assertThat(done.getMessage().getHeaders())
                .containsEntry(CascadeFlowConstants.BUDGET_REMAINING, new BigDecimal("0.00"))
                .containsEntry(CascadeFlowConstants.OUTCOME, "degraded");
    }

    @Test
    void sendsNothingMoreWhenTooLittleIsLeft() throws Exception {
        model = BudgetedModel.forCalls(10).thatTellsWhatIsLeft();
        strategy.setStopBelow("0.07");
        route(from -> from.split(body(), strategy).process(model).end());

        assertParts(ask(TEN), 3, 0, 7);
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 1, 9", "1, 1, 1, 8", "9, 9, 1, 0", "10, 10, 0, 0", "11, 10, 0, 0"})
    void countsEveryPart(int budget, int answered, int refused, int notSent) throws Exception {
        model = BudgetedModel.forCalls(budget);
        route(from -> from.split(body(), strategy).process(model).end());

        Exchange done = ask(TEN);

        assertParts(done, answered, refused, notSent);
        assertThat(done.getMessage().getBody(List.class)).hasSize(answered);
        assertThat(done.getMessage().getHeader(CascadeFlowConstants.OUTCOME))
                .isEqualTo(answered == 0 ? "rejected" : answered < 10 ? "degraded" : "escalated");
    }

    @Test
    void stopsAStreamingSplitWhoseLengthNobodyKnows() throws Exception {
        route(from -> from.split(body(), strategy).streaming().process(model).end());

        Exchange done = ask(TEN);

        assertThat(model.asked()).hasSize(4);
        assertParts(done, 3, 1, null);
    }

    @Test
    void waitsForEveryPartOfAParallelSplitAsItIsPaidFor() throws Exception {
        CountDownLatch refused = new CountDownLatch(1);
        route(from -> from.split(body(), strategy)
                .streaming()
                .parallelProcessing()
                .process(part -> {
                    if (part.getMessage().getBody().equals("p0")) {
                        assertThat(refused.await(20, TimeUnit.SECONDS)).isTrue();
                        part.getMessage().setHeader(CascadeFlowConstants.TOTAL_COST, new BigDecimal("0.5"));
                    } else {
                        refused.countDown();
                        throw BudgetedModel.refusal();
                    }
                })
                .end());

        Exchange done = ask(TEN);

        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getBody()).isEqualTo(List.of("p0"));
        assertThat(done.getMessage().getHeader(CascadeFlowConstants.TOTAL_COST)).isEqualTo(new BigDecimal("0.5"));
        assertParts(done, 1, 9, 0);
    }

    @Test
    void holdsBackThePartsOfAParallelSplitAsTheirFirstStep() throws Exception {
        route(from -> from.split(body(), strategy)
                .executorService(one)
                .process(strategy)
                .process(model)
                .end()
                .to("mock:after"));
        getMockEndpoint("mock:after").expectedMessageCount(1);

        Exchange done = ask(TEN);

        getMockEndpoint("mock:after").assertIsSatisfied();
        assertThat(model.asked()).hasSize(4);
        assertThat(done.getMessage().getBody()).isEqualTo(List.of("p0!", "p1!", "p2!"));
        assertParts(done, 3, 1, 6);
        assertThat(done.getMessage().getHeader(CascadeFlowConstants.OUTCOME)).isEqualTo("degraded");
        assertThat(strategy)
                .extracting("spent")
                .satisfies(spent -> assertThat((Collection<?>) spent).isEmpty());
    }

    @Test
    void holdsBackAllPartsButTheFirst() throws Exception {
        model = BudgetedModel.forCalls(0);
        route(from -> from.split(body(), strategy)
                .executorService(one)
                .process(strategy)
                .process(model)
                .end());

        Exchange done = ask(TEN);

        assertThat(done.getException()).isNull();
        assertThat(done.isRouteStop()).isFalse();
        assertThat(done.getMessage().getBody()).isEqualTo(List.of());
        assertParts(done, 0, 1, 9);
    }

    @Test
    void stopsAMulticast() throws Exception {
        route(from -> from.multicast(strategy)
                .process(model)
                .process(model)
                .process(model)
                .process(model)
                .process(model)
                .end());

        Exchange done = ask("q");

        assertThat(model.asked()).hasSize(4);
        assertThat(done.getMessage().getBody()).isEqualTo(List.of("q!", "q!", "q!"));
        assertParts(done, 3, 1, 1);
    }

    @Test
    void stopsARecipientList() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:a").process(model);
                from("direct:in")
                        .recipientList(constant("direct:a,direct:a,direct:a,direct:a,direct:a"))
                        .aggregationStrategy(strategy);
            }
        });

        Exchange done = ask("q");

        assertThat(model.asked()).hasSize(4);
        assertThat(done.getMessage().getBody()).isEqualTo(List.of("q!", "q!", "q!"));
        assertParts(done, 3, 1, null);
    }

    @Test
    void waitsForAParallelRecipientList() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:a").process(model);
                from("direct:in")
                        .recipientList(constant("direct:a,direct:a,direct:a,direct:a,direct:a"))
                        .parallelProcessing()
                        .aggregationStrategy(strategy);
            }
        });

        assertParts(ask("q"), 3, 2, 0);
    }

    @ParameterizedTest
    @CsvSource({"3, 3, 6", "0, 0, 9", "9, 9, 0"})
    void doesNotFailWhenTheSplitStopsOnExceptions(int budget, int answered, int notSent) throws Exception {
        model = BudgetedModel.forCalls(budget);
        route(from -> from.split(body(), strategy)
                .stopOnException()
                .process(model)
                .end()
                .to("mock:after"));
        getMockEndpoint("mock:after").expectedMessageCount(1);

        Exchange done = ask(TEN);

        getMockEndpoint("mock:after").assertIsSatisfied();
        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getBody(List.class)).hasSize(answered);
        assertParts(done, answered, 1, notSent);
    }

    @Test
    void stopsOnExceptionsOfAnotherKindAsEver() throws Exception {
        route(from -> from.split(body(), strategy)
                .stopOnException()
                .process(part -> {
                    throw new IOException("disk");
                })
                .end());

        assertThat(ask(TEN).getException()).hasRootCauseInstanceOf(IOException.class);
    }

    @Test
    void doesNotFailWithASharedUnitOfWork() throws Exception {
        route(from -> from.split(body(), strategy)
                .shareUnitOfWork()
                .process(model)
                .end()
                .to("mock:after"));
        getMockEndpoint("mock:after").expectedMessageCount(1);

        Exchange done = ask(TEN);

        getMockEndpoint("mock:after").assertIsSatisfied();
        assertThat(done.getException()).isNull();
        assertParts(done, 3, 1, 6);
    }

    @Test
    void stopsInATransaction() throws Exception {
        route(from -> from.process(exchange -> exchange.getExchangeExtension().setTransacted(true))
                .split(body(), strategy)
                .process(model)
                .end());

        assertParts(ask(TEN), 3, 1, 6);
    }

    @Test
    void stopsWhereverTheSplitStands() throws Exception {
        route(from -> from.choice()
                .when(body().isNotNull())
                .split(body(), strategy)
                .choice()
                .when(body().isNotNull())
                .process(model)
                .end()
                .end()
                .endChoice()
                .end());

        assertParts(ask(TEN), 3, 1, 6);
    }

    @Test
    void splitsWithinASplit() throws Exception {
        BudgetAggregationStrategy outer = new BudgetAggregationStrategy();
        route(from -> from.split(body(), outer)
                .setBody(constant(List.of("a", "b")))
                .split(body(), strategy)
                .process(model)
                .end()
                .end());

        Exchange done = ask(TEN.subList(0, 2));

        assertThat(done.getMessage().getBody()).isEqualTo(List.of(List.of("a!", "b!"), List.of("a!")));
        assertThat(done.getMessage().getHeader(CascadeFlowConstants.TOTAL_COST)).isEqualTo(new BigDecimal("0.03"));
        assertParts(done, 2, 0, 0);
        assertThat(done.getMessage().getHeader(CascadeFlowConstants.OUTCOME)).isEqualTo("degraded");
    }

    @Test
    void failsAfterAllPartsWhenOneFailsForAnotherReason() throws Exception {
        model = BudgetedModel.forCalls(20);
        route(from -> from.split(body(), strategy)
                .process(model)
                .process(part -> {
                    String answer = part.getMessage().getBody(String.class);
                    if (answer.startsWith("p1") || answer.startsWith("p4")) {
                        throw new IOException(answer);
                    }
                })
                .end());

        Exchange done = ask(TEN);

        assertThat(model.asked()).hasSize(10);
        assertThat(done.getException()).isInstanceOf(IOException.class).hasMessage("p1!");
        assertThat(done.getException().getSuppressed()).singleElement().hasToString("java.io.IOException: p4!");
        assertThat(done.getMessage().getHeader(CascadeFlowConstants.TOTAL_COST)).isEqualTo(new BigDecimal("0.10"));
        assertParts(done, 8, 0, 0);
    }

    @Test
    void takesAPartThatTheRouteHasAnsweredItselfAsAnswered() throws Exception {
        route(from -> from.split(body(), strategy)
                .doTry()
                .process(model)
                .doCatch(BudgetExceededException.class)
                .setBody(constant("skipped"))
                .end()
                .end());

        Exchange done = ask(TEN.subList(0, 5));

        assertThat(done.getMessage().getBody()).isEqualTo(List.of("p0!", "p1!", "p2!", "skipped", "skipped"));
        assertParts(done, 5, 0, 0);
    }

    @Test
    void countsACascadeThatABudgetLeftWithoutAnAnswerAsRefused() throws Exception {
        route(from -> CascadeDefinition.cascade(from.split(body(), strategy))
                .tier("small")
                .acceptAbove(0.9)
                .process(FakeTier.answering("hm").confident(0.1).costing("0.001"))
                .tier("large")
                .process(part -> {
                    throw BudgetedModel.refusal();
                })
                .end()
                .end());

        Exchange done = ask(TEN);

        assertThat(done.getMessage().getHeader(CascadeFlowConstants.TOTAL_COST)).isEqualTo(new BigDecimal("0.001"));
        assertParts(done, 0, 1, 9);
    }

    @Test
    void doesNotCountWhatHadBeenPaidBeforeTheSplit() throws Exception {
        route(from -> from.setHeader(CascadeFlowConstants.TOTAL_COST, constant(new BigDecimal("0.7")))
                .setHeader(CascadeFlowConstants.INPUT_TOKENS, constant(7L))
                .setHeader(CascadeFlowConstants.OUTCOME, constant("degraded"))
                .split(body(), strategy)
                .filter(body().isNotEqualTo("p0"))
                .process(model)
                .end()
                .end());

        Exchange done = ask(TEN.subList(0, 3));

        assertThat(done.getMessage().getHeaders())
                .containsEntry(CascadeFlowConstants.TOTAL_COST, new BigDecimal("0.02"))
                .containsEntry(CascadeFlowConstants.INPUT_TOKENS, 20L)
                .containsEntry(CascadeFlowConstants.OUTCOME, "escalated");
    }

    @Test
    void mergesBodiesByItsDelegate() throws Exception {
        strategy.setDelegate(new StringAggregationStrategy().delimiter(" "));
        route(from -> from.split(body(), strategy).process(model).end());

        Exchange done = ask(TEN);

        assertThat(done.getMessage().getBody()).isEqualTo("p0! p1! p2!");
        assertParts(done, 3, 1, 6);
    }

    @Test
    void keepsTheHeadersOfTheOnlyCall() throws Exception {
        route(from -> from.split(body(), strategy).process(model).end());

        assertThat(ask(List.of("p0")).getMessage().getHeaders())
                .containsEntry(CascadeFlowConstants.MODEL, "small")
                .containsEntry(CascadeFlowConstants.COST, new BigDecimal("0.01"));
    }

    @Test
    void refusesACostThatIsNone() throws Exception {
        for (Object bad : List.of("free", new BigDecimal("-1"))) {
            route(from -> from.split(body(), strategy)
                    .setHeader(CascadeFlowConstants.TOTAL_COST, constant(bad))
                    .end());

            assertThat(ask(TEN).getException()).isInstanceOf(IllegalArgumentException.class);
            context.getRouteController().stopRoute("in");
            context.removeRoute("in");
        }
    }

    @Test
    void refusesToStopAtANegativeAmount() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> strategy.setStopBelow("-0.01"))
                .withMessageContaining("stopBelow is -0.01");
    }

    @Test
    void leavesAnEmptySplitAlone() throws Exception {
        route(from -> from.split(body(), strategy).process(model).end());

        Exchange done = ask(List.of());

        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getHeaders()).doesNotContainKey(CascadeFlowConstants.PARTS_ANSWERED);
    }

    private static void assertParts(Exchange done, int answered, int refused, @Nullable Integer notSent) {
        Map<String, Object> headers = done.getMessage().getHeaders();
        assertThat(headers.get(CascadeFlowConstants.PARTS_ANSWERED))
                .as("answered")
                .isEqualTo(answered);
        assertThat(headers.get(CascadeFlowConstants.PARTS_REFUSED))
                .as("refused")
                .isEqualTo(refused);
        assertThat(headers.get(CascadeFlowConstants.PARTS_NOT_SENT))
                .as("not sent")
                .isEqualTo(notSent);
    }

    private Exchange ask(Object body) {
        return template.send("direct:in", exchange -> exchange.getIn().setBody(body));
    }

    private void route(Consumer<RouteDefinition> steps) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                steps.accept(from("direct:in").routeId("in"));
            }
        });
    }

    private static ValueBuilder body() {
        return Builder.body();
    }

    private static ValueBuilder constant(Object value) {
        return Builder.constant(value);
    }
}
