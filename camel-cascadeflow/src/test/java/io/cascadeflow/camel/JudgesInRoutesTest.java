package io.cascadeflow.camel;

import static io.cascadeflow.camel.eip.CascadeDefinition.cascade;
import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.camel.eip.TierDefinition;
import io.cascadeflow.confidence.FittedGate;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.pricing.Usd;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.util.URISupport;
import org.junit.jupiter.api.Test;

/** A judge's score, what it costs, and what becomes of an answer without one. */
class JudgesInRoutesTest extends SignalsFixture {

    /** Drafts whose judge says 0.9, which is enough; then {@code steps}. */
    private BudgetFixture judgedDrafts(Consumer<TierDefinition> steps) throws Exception {
        BudgetFixture with = with();
        answers(with, "0.9");
        with.context.camel.getRegistry().bind("fitted", FittedGate.of(FittedGates.weighing("judge.score")));
        with.routes(ladder(cascade -> cascade.gate("#fitted")
                .tier("small", tier -> steps.accept(tier.acceptAbove(0.9).to(JUDGED)))
                .tier("large")
                .to(DEAR)));
        return with;
    }

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
        BudgetFixture with = judgedDrafts(tier -> {});

        Exchange exchange = with.context.ask("direct:in", "2+2?");

        assertThat(header(exchange, CascadeFlowConstants.TIERS)).isEqualTo("small");
        assertThat(header(exchange, CascadeFlowConstants.TOTAL_COST)).isEqualTo(new BigDecimal("0.022"));
        assertThat(with.settled("company")).isEqualTo(Usd.of("0.022"));
        assertThat(roles(with)).containsExactly("draft", "judge");
    }

    @Test
    void anAnswerThatAStepChangedWasNotJudged() throws Exception {
        BudgetFixture with =
                judgedDrafts(tier -> tier.process(step -> step.getMessage().setBody("It is 4. Or 5.")));

        Exchange exchange = with.context.ask("direct:in", "2+2?");

        assertThat(Traces.of(exchange).get(0).attempts().get(0).reason().text())
                .contains("weighs the signal 'judge.score', which nothing measured here");
        assertThat(header(exchange, CascadeFlowConstants.TIERS)).isEqualTo("small>large");
    }

    @Test
    void theAmountOfACascadeHoldsForItsJudgeToo() throws Exception {
        BudgetFixture with = with();
        answers(with, "0.9");
        with.routes(ladder(cascade -> cascade.budget("0.2").tier("only").to(JUDGED)));

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
        CompletableFuture<AsyncCallback> judge = new CompletableFuture<>();
        with.routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:late").process(new AsyncProcessorSupport() {
                    @Override
                    public boolean process(Exchange exchange, AsyncCallback callback) {
                        judge.complete(callback);
                        return false;
                    }
                });
            }
        });

        Exchange exchange = with.context
                .send(M + "?requestTimeout=50&judge=direct:late", "2+2?")
                .get(20, TimeUnit.SECONDS);

        assertThat(exchange.getMessage().getBody()).isEqualTo("4");
        assertThat(signals(exchange)).doesNotContainKey("judge.score");
        // else the context would wait for it before it stops
        judge.get(20, TimeUnit.SECONDS).done(false);
    }

    @Test
    void theKeyOfAJudgeIsHidden() throws Exception {
        BudgetFixture with = with();
        String uri = M + "?judge=RAW(cascadeflow:openai:gpt-4o?apiKey=hunter2&temperature=0)";

        assertThat(URISupport.sanitizeUri(uri)).doesNotContain("hunter2");
        assertThat(with.context.camel.getEndpoint(uri)).asString().doesNotContain("hunter2");
    }
}
