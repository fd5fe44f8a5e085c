package io.cascadeflow.camel.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cascadeflow.budget.BudgetExceededException;
import io.cascadeflow.camel.CascadeFlowConstants;
import io.cascadeflow.camel.FakeTier;
import io.cascadeflow.camel.eip.CascadeDefinition;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.processor.aggregate.StringAggregationStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the parts of a split come to under a budget, in real routes. */
class BudgetAggregationStrategyTest extends BudgetedRoutes {

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
}
