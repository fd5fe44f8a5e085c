package io.cascadeflow.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.agent.AgentRecord;
import io.cascadeflow.agent.StopReason;
import io.cascadeflow.budget.LedgerEntry;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ToolCall;
import io.cascadeflow.pricing.Usd;
import io.cascadeflow.provider.ProviderException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** Whatever a limit stops: nothing is held any more, nothing goes on, and every cent is where it belongs. */
class AgentLimitsInRoutesTest extends AgentFixture {

    private static final int RUNS = 120;

    private final AtomicInteger started = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicInteger asked = new AtomicInteger();

    /** Some tools throw, some hang for longer than they may, and one asks an agent. */
    private void tools(BudgetFixture with) throws Exception {
        with.routes(new RouteBuilder() {
            @Override
            public void configure() {
                from(TOOL + "quick?description=Q&risk=low&idempotent=true&parameter.n=integer")
                        .errorHandler(noErrorHandler())
                        .process(exchange -> act(exchange, () -> {}));
                from(TOOL + "broken?description=B&risk=low&idempotent=true&parameter.n=integer")
                        .errorHandler(noErrorHandler())
                        .process(exchange -> act(exchange, () -> {
                            throw new IllegalStateException("broken");
                        }));
                from(TOOL + "slow?description=S&risk=low&idempotent=true&parameter.n=integer&toolTimeout=30")
                        .errorHandler(noErrorHandler())
                        .process(exchange -> act(exchange, AgentLimitsInRoutesTest::hang));
                from(TOOL + "deep?description=D&risk=low&idempotent=true&parameter.n=integer")
                        .errorHandler(noErrorHandler())
                        .setBody(constant("Again"))
                        .to("cascadeflow:agent:inner?" + MODEL + "&tools=quick,deep&maxSteps=3&maxDepth=3");
            }
        });
    }

    private static void hang() {
        try {
            new CountDownLatch(1).await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void act(Exchange exchange, Runnable does) {
        started.incrementAndGet();
        try {
            does.run();
            exchange.getMessage().setBody("said " + exchange.getMessage().getBody());
        } finally {
            ended.incrementAndGet();
        }
    }

    private CompletionStage<ChatReply> answer(Random random) {
        asked.incrementAndGet();
        int kind = random.nextInt(12);
        if (kind == 0) {
            return CompletableFuture.failedFuture(new ProviderException(ProviderException.Kind.BAD_REQUEST, "no"));
        }
        if (kind < 3) {
            return CompletableFuture.completedFuture(says("Done."));
        }
        List<ToolCall> calls = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            String tool =
                    List.of("quick", "quick", "broken", "slow", "deep", "gone").get(random.nextInt(6));
            String arguments = random.nextInt(8) == 0 ? "{" : "{\"n\":" + random.nextInt(5) + "}";
            calls.add(call("c" + i, tool, arguments));
        }
        return CompletableFuture.completedFuture(wants(calls.toArray(ToolCall[]::new)));
    }

    @Test
    void randomLimitsLeaveNoHoldAndNoOrphan() throws Exception {
        BudgetFixture with = with(
                "ledger: {memory: true}\nruns:\n  - {name: some, when: {project: some}, limits: {calls: 9, toolCalls: 12}}\n"
                        + "policies:\n  - {name: careful, when: {calledTools: broken, header: {careful: 'yes'}}, then: {denyTools: broken}}\n");
        tools(with);
        Random random = new Random(20261128);
        with.context.probe.answers(call -> {
            synchronized (random) {
                return answer(random);
            }
        });
        // beside what is random above, so that it stays what it was
        Random rules = new Random(7);
        Map<StopReason, Integer> reasons = new EnumMap<>(StopReason.class);
        for (int i = 0; i < RUNS; i++) {
            AgentRecord record = one(with, random, rules, "r" + i);
            reasons.merge(record.reason(), 1, Integer::sum);
        }
        assertThat(reasons.keySet())
                .as("how they ended: " + reasons)
                .contains(
                        StopReason.ANSWERED,
                        StopReason.MAX_STEPS,
                        StopReason.MAX_TOOL_CALLS,
                        StopReason.BUDGET,
                        StopReason.RUN,
                        StopReason.DENIED,
                        StopReason.FAILED);
        assertThat(ended).hasValue(started.get());
    }

    private AgentRecord one(BudgetFixture with, Random random, Random rules, String run) throws Exception {
        String options;
        String project;
        synchronized (random) {
            options = "&maxSteps=%d&maxToolCalls=%d&budget=%s&parallelToolCalls=%s"
                    .formatted(
                            1 + random.nextInt(9),
                            random.nextInt(20),
                            List.of("0.043", "0.05", "0.3", "9").get(random.nextInt(4)),
                            random.nextBoolean());
            project = random.nextInt(3) == 0 ? "some" : "other";
        }
        options += "&whenDenied=" + List.of("tell", "fail").get(rules.nextInt(2));
        String careful = List.of("no", "yes").get(rules.nextInt(2));
        int before = asked.get();
        Exchange exchange = with.context.ask(
                "cascadeflow:agent:outer?" + MODEL + "&tools=quick,broken,slow,deep" + options,
                "Please",
                Map.of(CascadeFlowConstants.RUN_ID, run, CascadeFlowConstants.PROJECT, project, "careful", careful));
        AgentRecord record = record(exchange);
        int calls = asked.get() - before;
        List<LedgerEntry> lines = with.lines().stream()
                .filter(line ->
                        isOf(run, Objects.requireNonNull(line.call().facts().get("run"))))
                .toList();

        assertThat(exchange.getException() == null).isEqualTo(record.reason().isEnd());
        assertThat(with.ledger().health().holds()).as("%s: holds", run).isZero();
        assertThat(lines)
                .as("%s: every call is on the ledger, by %s", run, record)
                .hasSize(calls);
        Usd sum = lines.stream().map(line -> line.posting().settled().usd()).reduce(Usd.ZERO, Usd::plus);
        assertThat(record.cost()).as(run).isEqualTo(sum);
        assertThat(header(exchange, CascadeFlowConstants.TOTAL_COST)).isEqualTo(sum.toBigDecimal());
        awaitEnd();
        assertThat(asked.get() - before)
                .as("%s: nobody is asked afterwards", run)
                .isEqualTo(calls);
        assertThat(with.context.component().callsUnderWay()).isZero();
        return record;
    }

    private static boolean isOf(String run, String line) {
        return line.equals(run) || line.startsWith(run + ">");
    }

    /** One that was interrupted needs a moment to notice. */
    private void awaitEnd() throws InterruptedException {
        long end = System.currentTimeMillis() + 20_000;
        while (ended.get() < started.get() && System.currentTimeMillis() < end) {
            Thread.sleep(2);
        }
        assertThat(ended).hasValue(started.get());
    }

    @Test
    void noTimeIsLeftForAnotherStep() throws Exception {
        MovableClock clock = new MovableClock();
        with().close();
        try (ProbeContext context = new ProbeContext(clock)) {
            context.camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from(TOOL + "quick?description=Q&risk=low")
                            .process(exchange -> clock.advance(java.time.Duration.ofMinutes(2)));
                }
            });
            context.probe.answers(wants(call("c1", "quick", "{}")));
            Exchange exchange = context.ask("cascadeflow:agent:late?" + MODEL + "&tools=quick&requestTimeout=1m", "?");
            assertThat(header(exchange, CascadeFlowConstants.STOP_REASON)).isEqualTo("time");
            assertThat(exchange.getException()).hasMessageContaining("raise requestTimeout, which is 60000 ms");
            assertThat(context.probe.count()).isEqualTo(1);
        }
    }
}
