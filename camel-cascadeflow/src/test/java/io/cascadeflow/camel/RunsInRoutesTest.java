package io.cascadeflow.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.agent.run.RunEntry;
import io.cascadeflow.agent.run.RunEntry.Kind;
import io.cascadeflow.agent.run.RunSummary;
import io.cascadeflow.budget.Account;
import io.cascadeflow.budget.Amount;
import io.cascadeflow.budget.BudgetExceededException;
import io.cascadeflow.budget.LedgerEntry;
import io.cascadeflow.camel.budget.BudgetAggregationStrategy;
import io.cascadeflow.camel.run.CascadeFlowRuns;
import io.cascadeflow.cascade.Decision;
import io.cascadeflow.cascade.Outcome;
import io.cascadeflow.cascade.Reason;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.FinishReason;
import io.cascadeflow.model.Role;
import io.cascadeflow.model.ToolCall;
import io.cascadeflow.model.ToolChoice;
import io.cascadeflow.model.ToolSpec;
import io.cascadeflow.model.Tools;
import io.cascadeflow.policy.PolicyDeniedException;
import io.cascadeflow.policy.RunLimit;
import io.cascadeflow.policy.RunStoppedException;
import io.cascadeflow.pricing.Usd;
import io.cascadeflow.provider.ProviderException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for a run holds wherever its calls are made. */
class RunsInRoutesTest extends RouteFixture {

    private static final String SUPPORT = "cascadeflow:cascade:support?gate=%23";
    private static final Map<String, Object> R1 = Map.of(CascadeFlowConstants.RUN_ID, "r1");

    private BudgetFixture with(String... rules) throws Exception {
        return on("memory: true", rules);
    }

    private BudgetFixture on(String ledger, String... rules) throws Exception {
        return opened(new BudgetFixture(
                folder, "ledger: {" + ledger + "}\nruns:\n  - {" + String.join("}\n  - {", rules) + "}\n"));
    }

    private static CascadeFlowRuns runs(BudgetFixture with) {
        return CascadeFlowRuns.in(with.context.camel);
    }

    private static RunSummary summary(BudgetFixture with, String id) {
        return runs(with).summary(id).orElseThrow();
    }

    private static Exchange ask(BudgetFixture with, String uri) {
        return with.context.ask(uri, "?", R1);
    }

    private static Usd amount(LedgerEntry line) {
        return line.posting().settled().usd();
    }

    private static RunStoppedException stopped(Exchange exchange) {
        assertThat(exchange.getException()).isInstanceOf(RunStoppedException.class);
        return (RunStoppedException) exchange.getException();
    }

    @Test
    void aRunMakesAsManyCallsAsItMay() throws Exception {
        BudgetFixture with = with("name: few, limits: {calls: 2}");
        assertThat(ask(with, M).getException()).isNull();
        assertThat(ask(with, M).getException()).isNull();

        RunStoppedException stop = stopped(ask(with, M));
        assertThat(stop.limit()).isEqualTo(RunLimit.CALLS);
        assertThat(stop).hasMessageStartingWith("run 'r1' has 0 of 2 calls left, and 1 more is wanted, by rule 'few'");
        assertThat(with.context.probe.count()).isEqualTo(2);
        assertThat(with.context
                        .ask(M, "?", Map.of(CascadeFlowConstants.RUN_ID, "r2"))
                        .getException())
                .as("another run")
                .isNull();
        assertThat(with.context.ask(M, "?").getException()).as("no run").isNull();
    }

    @Test
    void aRunSpendsNoMoreThanItMayAndTheCallIsNotMade() throws Exception {
        BudgetFixture with = with("name: poor, limits: {budget: 0.044}");
        assertThat(ask(with, M).getException()).isNull();
        assertThat(ask(with, M).getException()).isNull();

        assertThat(stopped(ask(with, M)).limit()).isEqualTo(RunLimit.BUDGET);
        assertThat(with.context.probe.count()).isEqualTo(2);
        assertThat(summary(with, "r1").used().cost()).isEqualTo(Usd.of("0.004"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory: true", "url: 'jdbc:h2:mem:runs', leases: false", "url: 'jdbc:h2:mem:leased'"})
    void aStoppedRunLeavesNoHold(String ledger) throws Exception {
        BudgetFixture with = on(ledger, "name: few, limits: {calls: 3, budget: 0.09}");
        for (int i = 0; i < 6; i++) {
            ask(with, SUPPORT + "unsure");
        }
        assertThat(with.ledger().health().holds()).isZero();
        assertThat(summary(with, "r1").underWay()).isZero();
        assertThat(summary(with, "r1").used().cost())
                .isEqualTo(with.lines().stream().map(RunsInRoutesTest::amount).reduce(Usd.ZERO, Usd::plus));
    }

    @Test
    void ofFiftyAtOnceExactlyTenAreMade() throws Exception {
        BudgetFixture with = with("name: ten, limits: {calls: 10}");
        CompletableFuture<ChatReply> thinking = new CompletableFuture<>();
        with.context.probe.answers(call -> thinking);
        ExecutorService threads = Executors.newFixedThreadPool(50);
        List<Future<Exchange>> asked = new ArrayList<>();
        CountDownLatch refused = new CountDownLatch(40);
        for (int i = 0; i < 50; i++) {
            String id = "r1>part" + i % 5;
            asked.add(threads.submit(() -> {
                Exchange exchange = with.context.ask(M, "?", Map.of(CascadeFlowConstants.RUN_ID, id));
                if (exchange.getException() instanceof RunStoppedException) {
                    refused.countDown();
                }
                return exchange;
            }));
        }
        assertThat(refused.await(60, TimeUnit.SECONDS)).isTrue();
        thinking.complete(ProbeProvider.reply("4"));
        int failed = 0;
        for (Future<Exchange> each : asked) {
            failed += each.get(20, TimeUnit.SECONDS).getException() == null ? 0 : 1;
        }
        threads.shutdown();

        assertThat(failed).isEqualTo(40);
        assertThat(with.context.probe.count()).isEqualTo(10);
        assertThat(summary(with, "r1").used().calls()).isEqualTo(10);
        assertThat(summary(with, "r1").within()).hasSize(5);
    }

    @Test
    void partsAreNotSentOnceTheirRunIsStopped() throws Exception {
        BudgetFixture with = with("name: few, limits: {calls: 2}");
        with.routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in")
                        .split(body().tokenize(","), new BudgetAggregationStrategy())
                        .to(M)
                        .end();
            }
        });
        Exchange exchange = with.context.ask("direct:in", "a,b,c,d,e,f", R1);

        assertThat(exchange.getException()).isNull();
        assertThat(header(exchange, CascadeFlowConstants.PARTS_ANSWERED)).isEqualTo(2);
        assertThat(header(exchange, CascadeFlowConstants.PARTS_REFUSED)).isEqualTo(1);
        assertThat(header(exchange, CascadeFlowConstants.PARTS_NOT_SENT)).isEqualTo(3);
    }

    @Test
    void countsWhateverItsCallsAreMadeFor() throws Exception {
        BudgetFixture with = with("name: all");
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
                        .to(M + "?samples=3")
                        .to("mock:end");
                from("direct:sub").to(M);
                from("seda:queue").to("direct:sub");
                from("seda:tapped").to("direct:sub").to("mock:tapped");
            }
        });
        MockEndpoint tapped = with.context.camel.getEndpoint("mock:tapped", MockEndpoint.class);
        tapped.expectedMessageCount(1);
        assertThat(with.context.ask("direct:in", "a,b,c", R1).getException()).isNull();
        tapped.assertIsSatisfied();

        RunSummary summary = summary(with, "r1");
        assertThat(summary.used().calls()).isEqualTo(10);
        assertThat(summary.used().cost()).isEqualTo(Usd.of("0.02"));
        assertThat(summary.models().values()).extracting(RunSummary.Line::calls).containsExactly(10L);
        assertThat(runs(with).trace("r1").orElseThrow().entries())
                .filteredOn(entry -> entry.call() != null && entry.call().role().equals("sample"))
                .hasSize(2);
    }

    @Test
    void theTraceTheLedgerAndTheHeadersAgree() throws Exception {
        BudgetFixture with = with("name: all");
        Exchange exchange = ask(with, SUPPORT + "unsure");

        RunSummary summary = summary(with, "r1");
        assertThat(summary.used().cost()).isEqualTo(Usd.of("0.022"));
        assertThat(header(exchange, CascadeFlowConstants.TOTAL_COST)).isEqualTo(new BigDecimal("0.022"));
        assertThat(with.lines().stream().map(RunsInRoutesTest::amount).reduce(Usd.ZERO, Usd::plus))
                .isEqualTo(Usd.of("0.022"));
        assertThat(summary.tiers()).containsOnlyKeys("support/small", "support/large");
        assertThat(summary.inputTokens()).isEqualTo(2000);
        RunEntry draft = runs(with).trace("r1").orElseThrow().entries().get(0);
        assertThat(draft.call())
                .isEqualTo(new RunEntry.Call(
                        "probe:m",
                        "support",
                        "small",
                        "draft",
                        String.valueOf(header(exchange, CascadeFlowConstants.DECISION_ID))));
        assertThat(draft.atMost().cost()).isEqualTo(Usd.of("0.040993"));
        assertThat(exchange.getMessage().getHeader(CascadeFlowConstants.RUN, Map.class))
                .containsEntry("run", "r1")
                .containsEntry("calls", 2L)
                .containsEntry("cost", new BigDecimal("0.022"))
                .doesNotContainKey("left");
    }

    @Test
    void whatARunWithinItSpendsIsSpentInBoth() throws Exception {
        BudgetFixture with = on(
                "memory: true",
                "name: outer, when: {header: {level: outer}}, limits: {budget: 0.044, depth: 1}",
                "name: inner, when: {header: {level: inner}}, limits: {calls: 2}");
        Map<String, Object> outer = Map.of(CascadeFlowConstants.RUN_ID, "case", "level", "outer");
        Map<String, Object> inner = Map.of(CascadeFlowConstants.RUN_ID, "case>agent", "level", "inner");
        assertThat(with.context.ask(M, "?", outer).getException()).isNull();
        assertThat(with.context.ask(M, "?", inner).getException()).isNull();

        assertThat(stopped(with.context.ask(M, "?", inner)).run()).isEqualTo("case");
        assertThat(stopped(with.context.ask(M, "?", Map.of(CascadeFlowConstants.RUN_ID, "case>agent>deeper")))
                        .limit())
                .isEqualTo(RunLimit.BUDGET);
        assertThat(summary(with, "case").used().calls()).isEqualTo(2);
        assertThat(summary(with, "case>agent").used().calls()).isEqualTo(1);
        assertThat(with.ledger().entries(new Account("run outer", "*", "run:case"), 0, 10))
                .as("on the ledger, too")
                .hasSize(2);
    }

    @Test
    void runsWithinItGoAsDeepAsIsAllowed() throws Exception {
        BudgetFixture with = with("name: shallow, limits: {depth: 1}");
        assertThat(with.context
                        .ask(M, "?", Map.of(CascadeFlowConstants.RUN_ID, "a>b"))
                        .getException())
                .isNull();
        assertThat(stopped(with.context.ask(M, "?", Map.of(CascadeFlowConstants.RUN_ID, "a>b>c")))
                        .limit())
                .isEqualTo(RunLimit.DEPTH);
    }

    @Test
    void budgetsOfRunsAndAmountsHoldForRunsWithinToo() throws Exception {
        BudgetFixture with = opened(BudgetFixture.inMemory(folder, "name: run, limit: 0.045, window: run"));
        assertThat(with.context
                        .ask(M, "?", Map.of(CascadeFlowConstants.RUN_ID, "a>b"))
                        .getException())
                .isNull();
        assertThat(with.context
                        .ask(M, "?", Map.of(CascadeFlowConstants.RUN_ID, "a>c"))
                        .getException())
                .isNull();
        assertThat(with.context
                        .ask(M, "?", Map.of(CascadeFlowConstants.RUN_ID, "a>d"))
                        .getException())
                .isInstanceOf(BudgetExceededException.class);
        assertThat(with.standing("run", Map.of("run", "a")).balance().settled())
                .isEqualTo(new Amount(Usd.of("0.004"), 2, 2200));
    }

    @Test
    void aCascadeWhoseRunIsStoppedEndsAndSaysSo() throws Exception {
        BudgetFixture with = with("name: one, limits: {calls: 1}");
        Exchange exchange = ask(with, SUPPORT + "unsure");

        assertThat(stopped(exchange).limit()).isEqualTo(RunLimit.CALLS);
        Decision decision = Traces.of(exchange).get(0);
        assertThat(decision.outcome()).isEqualTo(Outcome.REJECTED);
        assertThat(decision.reason().code()).isEqualTo(Reason.Code.RUN);
        assertThat(with.context.probe.count()).isEqualTo(1);
        assertThat(exchange.getMessage().getHeader(CascadeFlowConstants.RUN, Map.class))
                .containsEntry("calls", 1L)
                .containsEntry("left", 0.0)
                .containsEntry("actions", Map.of("stop", 1L));
    }

    @Test
    void littleLeftLeavesOutADearerTierAndOnlyWhatIsAllowed() throws Exception {
        BudgetFixture with =
                with("name: tight, limits: {calls: 10}, under: [{left: 0.8, then: {denyModels: 'probe:dear'}}]");
        assertThat(ask(with, SUPPORT + "unsure").getException()).isNull();
        assertThat(with.context.probe.calls()).extracting(call -> call.model()).containsExactly("m", "dear");

        Exchange exchange = ask(with, SUPPORT + "unsure");
        assertThat(with.context.probe.calls()).extracting(call -> call.model()).containsExactly("m", "dear", "m");
        assertThat(Traces.of(exchange).get(0).skipped().toString()).contains("rule 'tight under 0.8'");
        assertThat(ask(with, DEAR).getException())
                .isInstanceOf(PolicyDeniedException.class)
                .hasMessageContaining("by rule 'tight under 0.8'");
        assertThat(summary(with, "r1").actions()).containsEntry("switch-model", 2L);
    }

    @Test
    void deniedToolsAreNotToldNorIsAChoice() throws Exception {
        BudgetFixture with = with("name: t, limits: {calls: 4}, under: [{left: 0.75, then: {denyTools: look}}]");
        Tools look = new Tools(
                List.of(new ToolSpec("look", "Looks.", "{\"type\":\"object\"}", null)), ToolChoice.AUTO, null);
        ChatRequest asks = ChatRequest.of(List.of(ChatMessage.user("?"))).withTools(look);
        assertThat(with.context.ask(M, asks, R1).getException()).isNull();
        assertThat(with.context.probe.lastRequest().tools().specs()).hasSize(1);
        assertThat(with.context.ask(M, asks, R1).getException()).isNull();
        assertThat(with.context.probe.lastRequest().tools()).isEqualTo(Tools.NONE);
        ChatRequest demands = asks.withTools(new Tools(look.specs(), ToolChoice.REQUIRED, null));
        assertThat(with.context.ask(M, demands, R1).getException()).isInstanceOf(PolicyDeniedException.class);
        assertThat(with.context.probe.count()).isEqualTo(2);
        assertThat(summary(with, "r1").actions()).containsEntry("deny-tools", 2L);
    }

    private static ChatReply asking(String... tools) {
        List<ToolCall> calls = new ArrayList<>();
        for (String tool : tools) {
            calls.add(new ToolCall("c" + calls.size(), tool, "{}"));
        }
        return ProbeProvider.reply("")
                .withMessage(new ChatMessage(Role.ASSISTANT, List.of(), calls, null))
                .withFinishReason(FinishReason.TOOL_CALLS);
    }

    @Test
    void toolsThatAnAnswerAsksForAreCountedOnceAndAllOrNoneMayBeCalled() throws Exception {
        BudgetFixture with = with("name: t, limits: {toolCalls: 3}");
        with.context.probe.answers(asking("search", "search"));
        assertThat(ask(with, SUPPORT + "unsure").getException())
                .as("the draft asks for two, too, and is not what the route gets")
                .isNull();
        assertThat(summary(with, "r1").used().toolCalls()).isEqualTo(2);

        assertThat(stopped(ask(with, M)).limit()).isEqualTo(RunLimit.TOOL_CALLS);
        assertThat(summary(with, "r1").used().toolCalls()).isEqualTo(2);
        assertThat(runs(with).trace("r1").orElseThrow().entries()).last().satisfies(entry -> {
            assertThat(entry.kind()).isEqualTo(Kind.TOOLS);
            assertThat(entry.tools()).containsExactly("search", "search");
            assertThat(entry.isDone()).isFalse();
        });
    }

    @Test
    void whoRunsToolsMayCountThemHimself() throws Exception {
        BudgetFixture with = with("name: t, limits: {toolCalls: 2}");
        with.context.probe.answers(asking("search"));
        with.routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:agent")
                        .setProperty(CascadeFlowProperties.TOOLS_COUNTED, constant(true))
                        .to(M)
                        .process(exchange -> runs(with).tools(exchange, List.of("search")));
            }
        });
        assertThat(ask(with, "direct:agent").getException()).isNull();
        assertThat(ask(with, "direct:agent").getException()).isNull();
        assertThat(stopped(ask(with, "direct:agent")).limit()).isEqualTo(RunLimit.TOOL_CALLS);
    }

    @Test
    void observingChangesNothingAndRecordsWhatWouldHaveBeen() throws Exception {
        BudgetFixture with = with(
                "name: seen, mode: observe, limits: {calls: 1, budget: 0.03},"
                        + " under: [{left: 0.99, then: {denyModels: 'probe:dear'}}]",
                "name: out, mode: off, limits: {calls: 0}");
        Exchange exchange = ask(with, SUPPORT + "unsure");

        assertThat(exchange.getException()).isNull();
        assertThat(with.context.probe.count()).isEqualTo(2);
        assertThat(ask(with, SUPPORT + "unsure").getException()).isNull();
        assertThat(summary(with, "r1").actions()).isEmpty();
        assertThat(summary(with, "r1").observed()).containsEntry("stop", 4L).containsEntry("switch-model", 1L);
        assertThat(exchange.getMessage().getHeader(CascadeFlowConstants.RUN, Map.class))
                .as("nothing that counts is limited")
                .doesNotContainKey("left");
    }

    @Test
    void aRunThatWasEndedAsksNothingMore() throws Exception {
        BudgetFixture with = with("name: all");
        with.routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to(M).process(CascadeFlowRuns::endOf);
            }
        });
        assertThat(ask(with, "direct:in").getException()).isNull();
        assertThat(stopped(ask(with, M)).limit()).isEqualTo(RunLimit.END);
        assertThat(summary(with, "r1").over()).isTrue();
        assertThat(runs(with).end("unknown")).isEmpty();
    }

    @Test
    void aCallerThatGivesUpLeavesNothingUnderWay() throws Exception {
        BudgetFixture with = with("name: few, limits: {calls: 2, budget: 0.09}");
        CompletableFuture<Void> stop = new CompletableFuture<>();
        with.context.probe.answers(call -> new CompletableFuture<>());
        CompletableFuture<Exchange> given = new CompletableFuture<>();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        thread.execute(() ->
                given.complete(with.context.camel.createProducerTemplate().request(M, exchange -> {
                    exchange.getMessage().setBody("?");
                    exchange.getMessage().setHeader(CascadeFlowConstants.RUN_ID, "r1");
                    exchange.setProperty(CascadeFlowProperties.STOP, stop);
                })));
        with.context.probe.arrived().get(20, TimeUnit.SECONDS);
        assertThat(summary(with, "r1").underWay()).isEqualTo(1);
        stop.complete(null);
        assertThat(given.get(20, TimeUnit.SECONDS).getException()).isInstanceOf(CancellationException.class);
        thread.shutdown();

        assertThat(summary(with, "r1").underWay()).isZero();
        assertThat(with.ledger().health().holds()).isZero();
        assertThat(summary(with, "r1").used().calls()).isEqualTo(1);
    }

    @Test
    void retriesAndFailedCallsCount() throws Exception {
        BudgetFixture with = with("name: few, limits: {calls: 2}");
        with.context.probe.fails(new ProviderException(ProviderException.Kind.SERVER, "down"));
        assertThat(ask(with, M).getException()).isInstanceOf(ProviderException.class);
        assertThat(ask(with, M).getException()).isInstanceOf(ProviderException.class);
        assertThat(stopped(ask(with, M)).limit()).isEqualTo(RunLimit.CALLS);
        assertThat(summary(with, "r1").outcomes()).containsEntry("failed", 2L).containsEntry("refused", 1L);
    }

    @Test
    void itsTimeIsTheDeadlineOfItsCalls() throws Exception {
        BudgetFixture with = with("name: quick, limits: {time: 2s}");
        assertThat(ask(with, M).getException()).isNull();
        assertThat(with.context.probe.lastCall().deadline())
                .isBeforeOrEqualTo(ProbeContext.NOW.plus(Duration.ofSeconds(2)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a>", ">a", "a>>b"})
    void anIdThatIsNoneIsRefusedBeforeTheCall(String id) throws Exception {
        BudgetFixture with = with("name: all");
        assertThat(with.context
                        .ask(M, "?", Map.of(CascadeFlowConstants.RUN_ID, id))
                        .getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has a blank name in it");
        assertThat(with.context.probe.count()).isZero();
    }

    @Test
    void aRunThatNoRuleIsForIsNotLookedAt() throws Exception {
        BudgetFixture with = with("name: acme, when: {tenant: acme}, limits: {calls: 0}");
        Exchange exchange = ask(with, M);
        assertThat(exchange.getException()).isNull();
        assertThat(header(exchange, CascadeFlowConstants.RUN)).isNull();
        assertThat(runs(with).summary("r1")).isEmpty();
        assertThat(runs(with).getIds()).isEmpty();
    }

    @Test
    void itIsReadInJmxToo() throws Exception {
        BudgetFixture with = with("name: few, limits: {calls: 9}");
        ask(with, M);
        CascadeFlowRuns runs = runs(with);
        assertThat(runs.getIds()).containsExactly("r1");
        assertThat(runs.getEntries()).isEqualTo(1);
        assertThat(runs.readSummary("r1"))
                .contains("\"run\":\"r1\"", "\"costUsd\":\"0.002\"", "\"limit\":\"calls\"")
                .doesNotContain("?");
        assertThat(runs.readTrace("r1")).contains("\"kind\":\"ANSWERED\"", "\"model\":\"probe:m\"");
        assertThat(runs.endRun("r1")).contains("\"over\":true");
        assertThat(runs.readTrace("x")).isEmpty();
    }
}
