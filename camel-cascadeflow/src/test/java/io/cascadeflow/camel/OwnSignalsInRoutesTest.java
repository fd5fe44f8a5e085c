package io.cascadeflow.camel;

import static io.cascadeflow.camel.eip.CascadeDefinition.cascade;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import io.cascadeflow.confidence.DraftFacts;
import io.cascadeflow.confidence.FittedGate;
import io.cascadeflow.confidence.Observations;
import io.cascadeflow.confidence.Signal;
import io.cascadeflow.confidence.SignalSource;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.ExpressionAdapter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the user's own code says of an answer, measured before the gate judges it. */
class OwnSignalsInRoutesTest extends SignalsFixture {

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
                        .to(DEAR);
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
}
