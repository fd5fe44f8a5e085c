package io.cascadeflow.camel;

import static io.cascadeflow.camel.eip.CascadeDefinition.cascade;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cascadeflow.budget.Amount;
import io.cascadeflow.budget.BudgetExceededException;
import io.cascadeflow.budget.BudgetKeyMissingException;
import io.cascadeflow.budget.LedgerEntry;
import io.cascadeflow.camel.budget.BudgetSpentEvent;
import io.cascadeflow.camel.budget.BudgetWarningEvent;
import io.cascadeflow.cascade.Decision;
import io.cascadeflow.pricing.Usd;
import io.cascadeflow.provider.ProviderException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

class BudgetsInRoutesTest extends RouteFixture {

    private BudgetFixture with(String... budgets) throws Exception {
        return opened(BudgetFixture.inMemory(folder, budgets));
    }

    @Test
    void theLedgerTheHeadersAndWhatIsLeftAgree() throws Exception {
        BudgetFixture with = with("name: company, limit: 1, window: month");
        Exchange exchange = with.context.ask(M, "2+2?");

        assertThat(header(exchange, CascadeFlowConstants.TOTAL_COST)).isEqualTo(new BigDecimal("0.002"));
        assertThat(header(exchange, CascadeFlowConstants.BUDGET_REMAINING)).isEqualTo(new BigDecimal("0.998"));
        assertThat(header(exchange, CascadeFlowConstants.BUDGET_WARNING)).isNull();
        assertThat(with.standing("company").balance().settled()).isEqualTo(new Amount(Usd.of("0.002"), 1, 1100));
        assertThat(with.standing("company").balance().held()).isEqualTo(Amount.ZERO);
    }

    @Test
    void aSpentBudgetRefusesBeforeTheCallAndARouteCanMatchIt() throws Exception {
        BudgetFixture with = with("name: company, limit: 0.04, window: month, zone: Europe/Zurich");
        with.routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in")
                        .onException(BudgetExceededException.class)
                        .handled(true)
                        .setBody(exceptionMessage())
                        .end()
                        .to(M);
            }
        });

        assertThat(with.context.ask("direct:in", "?").getMessage().getBody(String.class))
                .startsWith("budget 'company' has 0.04 of 0.04 USD left, and the call may cost 0.040993")
                .contains("Wait until 2026-11-30T23:00:00Z");
        assertThat(with.context.probe.count()).isZero();
        assertThat(with.lines()).isEmpty();
    }

    @Test
    void budgetsForEverythingHoldEverywhereAndNamedOnesWhereTheyAreNamed() throws Exception {
        BudgetFixture with =
                with("name: company, limit: 1, window: month", "name: team, limit: 1, window: day, appliesTo: named");
        with.context.ask(M, "?");
        with.context.ask(M + "?budget=team", "?");
        with.context.ask(M + "?budget=team,company", "?");

        assertThat(with.settled("company")).isEqualTo(Usd.of("0.006"));
        assertThat(with.settled("team")).isEqualTo(Usd.of("0.004"));
    }

    @Test
    void countsEachTenantForItself() throws Exception {
        BudgetFixture with = with("name: t, limit: 0.042, window: day, per: tenant");
        Map<String, Object> acme = Map.of(CascadeFlowConstants.TENANT, "acme");

        assertThat(with.context.ask(M, "?", acme).getException()).isNull();
        assertThat(with.context.ask(M, "?", acme).getException())
                .isInstanceOf(BudgetExceededException.class)
                .hasMessageContaining("of tenant 'acme'");
        assertThat(with.context
                        .ask(M, "?", Map.of(CascadeFlowConstants.TENANT, "other"))
                        .getException())
                .isNull();
        assertThat(with.context.ask(M, "?").getException())
                .as("without a tenant")
                .isInstanceOf(BudgetKeyMissingException.class);
        assertThat(with.context.probe.count()).isEqualTo(2);
    }

    @Test
    void countsPerHeaderExpressionModelAndCascade() throws Exception {
        BudgetFixture with = with(
                "name: header, limit: 1, window: day, per: team, whenKeyMissing: nobody",
                "name: expression, limit: 1, window: day, per: \"${body.length}\"",
                "name: model, limit: 1, window: day, per: model",
                "name: cascade, limit: 1, window: day, per: cascade, whenKeyMissing: none");
        with.context.ask(M, "four", Map.of("team", "blue"));
        with.context.ask("cascadeflow:cascade:support?gate=%23sure", "sixsix");

        assertThat(with.standing("header", Map.of("team", "blue"))
                        .balance()
                        .settled()
                        .calls())
                .isEqualTo(1);
        assertThat(with.standing("header", Map.of("team", "nobody"))
                        .balance()
                        .settled()
                        .calls())
                .isEqualTo(1);
        assertThat(with.standing("expression", Map.of("${body.length}", "6"))
                        .balance()
                        .settled()
                        .calls())
                .isEqualTo(1);
        assertThat(with.standing("model", Map.of("model", "probe:m"))
                        .balance()
                        .settled()
                        .calls())
                .isEqualTo(2);
        assertThat(with.standing("cascade", Map.of("cascade", "support"))
                        .balance()
                        .settled()
                        .calls())
                .isEqualTo(1);
    }

    @Test
    void anEscalationThatDoesNotFitAnswersWithTheDraftWhereTheBudgetDegrades() throws Exception {
        BudgetFixture with = with("name: b, limit: 0.2, window: day, whenSpent: degrade");
        Exchange exchange = with.context.ask("cascadeflow:cascade:support?gate=%23unsure", "?");

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isEqualTo("4");
        assertThat(header(exchange, CascadeFlowConstants.OUTCOME)).isEqualTo("degraded");
        assertThat(header(exchange, CascadeFlowConstants.TIER)).isEqualTo("small");
        assertThat(header(exchange, CascadeFlowConstants.TIERS)).isEqualTo("small>large");
        assertThat(header(exchange, CascadeFlowConstants.TOTAL_COST)).isEqualTo(new BigDecimal("0.002"));
        assertThat(header(exchange, CascadeFlowConstants.REASON)).asString().contains("budget 'b'");
    }

    @Test
    void anEscalationThatDoesNotFitFailsWhereTheBudgetRejectsAndTheDraftIsPaidFor() throws Exception {
        BudgetFixture with = with("name: b, limit: 0.2, window: day");
        Exchange exchange = with.context.ask("cascadeflow:cascade:support?gate=%23unsure", "?");

        assertThat(exchange.getException()).isInstanceOf(BudgetExceededException.class);
        assertThat(header(exchange, CascadeFlowConstants.OUTCOME)).isEqualTo("rejected");
        assertThat(header(exchange, CascadeFlowConstants.TOTAL_COST)).isEqualTo(new BigDecimal("0.002"));
        assertThat(header(exchange, CascadeFlowConstants.BUDGET_REMAINING)).isEqualTo(new BigDecimal("0.198"));
        assertThat(with.settled("b")).isEqualTo(Usd.of("0.002"));
    }

    @Test
    void aForcedTierThatDoesNotFitGivesWayToACheaperOne() throws Exception {
        BudgetFixture with = with("name: b, limit: 0.2, window: day, whenSpent: degrade");
        Exchange exchange = with.context.ask(
                "cascadeflow:cascade:support?gate=%23sure", "?", Map.of(CascadeFlowConstants.FORCE_TIER, "large"));

        assertThat(header(exchange, CascadeFlowConstants.TIER)).isEqualTo("small");
        assertThat(header(exchange, CascadeFlowConstants.OUTCOME)).isEqualTo("degraded");
    }

    @Test
    void observingChangesNothingAndRecordsEverything() throws Exception {
        BudgetFixture with = with("name: b, limit: 0, window: day, whenSpent: observe");
        Exchange exchange = with.context.ask("cascadeflow:cascade:support?gate=%23unsure", "?");

        assertThat(header(exchange, CascadeFlowConstants.OUTCOME)).isEqualTo("escalated");
        assertThat(with.context.probe.lastRequest().output().maxTokens()).isNull();
        assertThat(with.settled("b")).isEqualTo(Usd.of("0.022"));
    }

    @Test
    void anAmountHoldsForOnePassThroughTheCascade() throws Exception {
        BudgetFixture with = with("name: unused, limit: 1, window: day, appliesTo: named");
        with.routes(new RouteBuilder() {
            @Override
            public void configure() {
                cascade(from("direct:in"))
                        .budget("0.05")
                        .tier("small")
                        .acceptAbove(0.75)
                        .gate("#unsure")
                        .to(M)
                        .tier("large")
                        .to(DEAR);
            }
        });

        for (int i = 0; i < 3; i++) {
            assertThat(with.context.ask("direct:in", "?").getException())
                    .as("each pass has its own")
                    .isInstanceOf(BudgetExceededException.class)
                    .hasMessageContaining("0.048 of 0.05 USD left");
        }
        Map<String, Object> run = Map.of(CascadeFlowConstants.RUN_ID, "r1");
        with.context.ask("direct:in", "?", run);
        assertThat(with.context.ask("direct:in", "?", run).getException())
                .as("a run's passes share it")
                .hasMessageContaining("0.046 of 0.05 USD left");
        assertThat(with.context.probe.count()).isEqualTo(5);
    }

    @Test
    void aRunsCallsShareItsBudgetWhereverTheyAreMade() throws Exception {
        BudgetFixture with = with("name: run, limit: 10, window: run");
        with.routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in")
                        .split(body().tokenize(","))
                        .parallelProcessing()
                        .to("direct:sub")
                        .end()
                        .multicast()
                        .parallelProcessing()
                        .to("direct:sub", "direct:sub")
                        .end()
                        .wireTap("seda:tapped")
                        .to("seda:queue?waitForTaskToComplete=Always")
                        .threads()
                        .to("cascadeflow:cascade:support?gate=%23sure")
                        .to("mock:end");
                from("direct:sub").to(M);
                from("seda:queue").to("direct:sub");
                from("seda:tapped").to("direct:sub").to("mock:tapped");
            }
        });
        var tapped = with.context.camel.getEndpoint("mock:tapped", org.apache.camel.component.mock.MockEndpoint.class);
        tapped.expectedMessageCount(1);
        Exchange exchange = with.context.ask("direct:in", "a,b,c", Map.of(CascadeFlowConstants.RUN_ID, "r1"));
        tapped.assertIsSatisfied();

        assertThat(exchange.getException()).isNull();
        assertThat(with.standing("run", Map.of("run", "r1")).balance().settled().calls())
                .isEqualTo(8);
        assertThat(with.context.ask(M, "?").getException())
                .as("without a run")
                .isInstanceOf(BudgetKeyMissingException.class);
    }

    @Test
    void ofFiftyAtOnceNoneIsAdmittedBeyondTheLimit() throws Exception {
        BudgetFixture with = with("name: b, limit: 0.1, window: day");
        CompletableFuture<io.cascadeflow.model.ChatReply> thinking = new CompletableFuture<>();
        with.context.probe.answers(call -> thinking);
        List<CompletableFuture<Exchange>> asked = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            CompletableFuture<Exchange> done = new CompletableFuture<>();
            asked.add(done);
            with.context.sendHere(M, "?", done);
        }
        assertThat(with.context.probe.count()).isEqualTo(2);
        thinking.complete(ProbeProvider.reply("4"));

        CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new)).get(10, TimeUnit.SECONDS);
        assertThat(asked).filteredOn(done -> done.join().getException() == null).hasSize(2);
        assertThat(with.settled("b")).isEqualTo(Usd.of("0.004"));
        assertThat(with.standing("b").balance().held()).isEqualTo(Amount.ZERO);
    }

    @Test
    void whatATierCostByOtherMeansIsOnRecordToo() throws Exception {
        BudgetFixture with = with("name: b, limit: 1, window: day");
        Processor foreign = exchange -> {
            exchange.getMessage().setBody("from elsewhere");
            exchange.getMessage().setHeader(CascadeFlowConstants.COST, new BigDecimal("0.25"));
        };
        with.routes(new RouteBuilder() {
            @Override
            public void configure() {
                cascade(from("direct:in"))
                        .tier("small")
                        .acceptAbove(0.75)
                        .gate("#unsure")
                        .to(M)
                        .tier("large")
                        .process(foreign);
            }
        });
        Exchange exchange = with.context.ask("direct:in", "?");

        assertThat(header(exchange, CascadeFlowConstants.TOTAL_COST)).isEqualTo(new BigDecimal("0.252"));
        assertThat(header(exchange, CascadeFlowConstants.BUDGET_REMAINING)).isEqualTo(new BigDecimal("0.748"));
        assertThat(with.settled("b")).isEqualTo(Usd.of("0.252"));
        assertThat(with.standing("b").balance().overrun()).isEqualTo(Usd.of("0.25"));
    }

    @Test
    void theSumOverTheLedgerIsThatOverTheDecisionsAndThatOfTheHeaders() throws Exception {
        BudgetFixture with = with("name: b, limit: 100, window: day", "name: c, limit: 100, window: month");
        Usd headers = Usd.ZERO;
        Usd decisions = Usd.ZERO;
        for (int i = 0; i < 20; i++) {
            if (i % 5 == 4) {
                with.context.probe.fails(new ProviderException(ProviderException.Kind.TIMEOUT, "late"));
            } else {
                with.context.probe.answers(ProbeProvider.reply("4"));
            }
            Exchange exchange =
                    with.context.ask("cascadeflow:cascade:support?gate=%23" + (i % 2 == 0 ? "sure" : "unsure"), "?");
            headers = headers.plus(Usd.roundedUp(
                    (BigDecimal) Objects.requireNonNull(header(exchange, CascadeFlowConstants.TOTAL_COST))));
            for (Decision decision : Traces.of(exchange)) {
                decisions = decisions.plus(decision.totalCost());
            }
        }
        Usd ledger = with.lines().stream()
                .map(entry -> entry.posting().settled().usd())
                .reduce(Usd.ZERO, Usd::plus);

        assertThat(ledger).isEqualTo(headers).isEqualTo(decisions);
        assertThat(with.settled("b")).isEqualTo(ledger);
        assertThat(with.settled("c")).isEqualTo(ledger);
    }

    @Test
    void aLineSaysForWhomWhatAndWhichTier() throws Exception {
        BudgetFixture with = with("name: b, limit: 100, window: day");
        Exchange exchange = with.context.ask(
                "cascadeflow:cascade:support?gate=%23unsure",
                "?",
                Map.of(
                        CascadeFlowConstants.TENANT, "acme",
                        CascadeFlowConstants.USER, "ann",
                        CascadeFlowConstants.PROJECT, "p",
                        CascadeFlowConstants.DOMAIN, "law",
                        CascadeFlowConstants.RUN_ID, "r"));
        List<LedgerEntry> lines = with.lines();

        assertThat(lines).extracting(line -> line.call().decision()).containsOnly((String)
                header(exchange, CascadeFlowConstants.DECISION_ID));
        assertThat(lines).extracting(line -> line.call().attempt()).containsExactly(1, 2);
        assertThat(lines.get(0).call().facts())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "tenant", "acme", "user", "ann", "project", "p", "domain", "law", "run", "r", "cascade",
                        "support", "tier", "small", "role", "draft"));
        assertThat(lines.get(1).call().facts()).containsEntry("tier", "large").containsEntry("role", "answer");
    }

    @Test
    void warnsOnceAndTellsOnceThatItIsSpent() throws Exception {
        BudgetFixture with = with("name: b, limit: 0.05, window: day, warnAt: 0.1");
        Exchange last = with.context.ask(M, "?");
        for (int i = 0; i < 5; i++) {
            last = with.context.ask(M, "?");
        }

        assertThat(header(last, CascadeFlowConstants.BUDGET_REMAINING)).isEqualTo(new BigDecimal("0.04"));
        assertThat(header(last, CascadeFlowConstants.BUDGET_WARNING)).isEqualTo("b");
        assertThat(with.events).hasSize(2);
        assertThat(with.events.get(0))
                .isInstanceOfSatisfying(
                        BudgetWarningEvent.class,
                        event -> assertThat(event.standing().left()).isEqualTo(Usd.of("0.044")));
        assertThat(with.events.get(1))
                .isInstanceOf(BudgetSpentEvent.class)
                .hasToString("budget 'b' (b/*/2026-11-23) has 0.04 USD left and refused a call for "
                        + ((BudgetSpentEvent) with.events.get(1)).wanted());
    }

    @Test
    void limitsCanBeRaisedAndPausedWhileCallsAreMade() throws Exception {
        BudgetFixture with = with("name: b, limit: 0.01, window: day");
        assertThat(with.context.ask(M, "?").getException()).isInstanceOf(BudgetExceededException.class);
        with.budgets().setLimit("b", "0.05");
        assertThat(with.context.ask(M, "?").getException()).isNull();
        with.budgets().setLimit("b", "0.001");
        with.budgets().pause("b");
        assertThat(with.context.ask(M, "?").getException()).isNull();
        with.budgets().resume("b");
        assertThat(with.context.ask(M, "?").getException()).isInstanceOf(BudgetExceededException.class);

        assertThat(with.settled("b")).as("recorded while paused, too").isEqualTo(Usd.of("0.004"));
    }

    @Test
    void explainsWhichBudgetsApplyAndWhy() throws Exception {
        BudgetFixture with = with(
                "name: company, limit: 1, window: month",
                "name: team, limit: 1, window: day, appliesTo: named",
                "name: tenant, limit: 1, window: day, per: tenant",
                "name: watched, limit: 1, window: total, whenSpent: observe");
        with.context.ask(M, "?", Map.of(CascadeFlowConstants.TENANT, "acme"));

        assertThat(with.budgets().explain("0.05", "tenant=acme")).isEqualTo("""
                        budget 'company' applies: it is for everything; account company/*/2026-11 has 0.998 of 1 USD left (0.002 settled, 0 held), until 2026-12-01T00:00:00Z
                        budget 'team' does not apply: it is for calls whose cascade or endpoint names it (appliesTo: named)
                        budget 'tenant' applies: it is for everything; account tenant/acme/2026-11-23 has 0.998 of 1 USD left (0.002 settled, 0 held), until 2026-11-24T00:00:00Z
                        budget 'watched' applies: it is for everything, and only observes; account watched/*/total has 0.998 of 1 USD left (0.002 settled, 0 held)
                        budget 'allowance of this call' applies: an amount that the route gives; account allowance of this call/*/run:this call has 0.05 of 0.05 USD left (0 settled, 0 held)
                        """);
        assertThat(with.budgets().explain("team", ""))
                .contains("budget 'team' applies: the route names it")
                .contains("budget 'tenant' applies: it is for everything, and refuses the call: ");
    }

    @Test
    void aBudgetThatNobodyDefinedIsAnErrorAtTheStart() throws Exception {
        BudgetFixture with = with("name: company, limit: 1, window: month");

        assertThatThrownBy(() -> with.context.ask(M + "?budget=compani", "?"))
                .hasStackTraceContaining("there is no budget 'compani' in the configuration, which has [company]");
        assertThat(with.context.probe.count()).isZero();
    }

    @Test
    void theSelfTestMovesEveryBudgetAndNobodysMoney() throws Exception {
        BudgetFixture with = with(
                "name: b, limit: 0, window: day",
                "name: t, limit: 1, window: run, per: tenant",
                "name: c, maxCalls: 0, window: hour");

        assertThat(with.ledger().entries(ProbeContext.NOW.minusSeconds(60), ProbeContext.NOW.plusSeconds(60), 0, 100))
                .hasSize(3)
                .allSatisfy(line -> {
                    assertThat(line.call().facts()).containsEntry("role", "self-test");
                    assertThat(line.posting().settled().usd()).isEqualTo(Usd.of("0.000002"));
                });
        assertThat(with.settled("b")).isEqualTo(Usd.ZERO);
    }
}
