package io.cascadeflow.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.cascadeflow.cascade.Attribution;
import io.cascadeflow.cascade.Cascade;
import io.cascadeflow.cascade.Decision;
import io.cascadeflow.cascade.Outcome;
import io.cascadeflow.cascade.Reason;
import io.cascadeflow.policy.Weights;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.camel.Exchange;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.api.Test;

/** What a cascade says about itself, and how it uses threads. */
class CascadeEngineTest extends EngineFixture {

    @Test
    void acceptsTheFirstTierThatIsConfidentEnough() {
        FakeTier large = FakeTier.answering("large");

        Exchange done = ask(
                tier("small", 0.7, FakeTier.answering("small").confident(0.8).costing("0.001")),
                tier("large", null, large));

        assertThat(done.getMessage().getBody()).isEqualTo("small");
        assertThat(large.calls()).isZero();
        assertThat(headers(done))
                .contains(
                        entry(CascadeFlowConstants.TIER, "small"),
                        entry(CascadeFlowConstants.TIERS, "small"),
                        entry(CascadeFlowConstants.OUTCOME, "accepted"),
                        entry(CascadeFlowConstants.CONFIDENCE, 0.8),
                        entry(CascadeFlowConstants.COST, new BigDecimal("0.001")),
                        entry(CascadeFlowConstants.TOTAL_COST, new BigDecimal("0.001")),
                        entry(CascadeFlowConstants.DECISION_ID, "id-1"))
                .doesNotContainKeys(CascadeFlowConstants.BASELINE_COST, CascadeFlowConstants.SAVED_COST);
        assertThat(done.getMessage().getHeader(CascadeFlowConstants.REASON, String.class))
                .contains("0.800")
                .contains("0.7");
    }

    @Test
    void passesOverATierThatUsuallyTakesLongerThanTheDeadlineLeaves() {
        FakeTier slow = FakeTier.doing(exchange -> {
            clock.advance(Duration.ofSeconds(3));
            exchange.getMessage().setBody("small");
        });
        CascadeEngine engine = engine(tier("small", null, slow), tier("large", null, FakeTier.answering("large")));
        for (int i = 0; i < 20; i++) {
            run(inTwoSeconds(), engine);
        }
        assertThat(slow.calls()).as("asked while too little is known").isEqualTo(20);

        Exchange hurried = inTwoSeconds();
        run(hurried, engine);
        Exchange patient = question("q");
        run(patient, engine);

        assertThat(headers(hurried)).contains(entry(CascadeFlowConstants.TIERS, "large"));
        assertThat(Traces.of(hurried).get(0).skipped())
                .singleElement()
                .satisfies(skipped -> assertThat(skipped.reason().code()).isEqualTo(Reason.Code.TOO_SLOW));
        assertThat(headers(patient)).contains(entry(CascadeFlowConstants.TIERS, "small"));
    }

    private FakeTier taking(Duration time, String answer) {
        return FakeTier.doing(exchange -> {
            clock.advance(time);
            exchange.getMessage().setBody(answer);
        });
    }

    private Exchange within(Duration deadline) {
        Exchange exchange = question("q");
        exchange.getIn().setHeader(CascadeFlowConstants.DEADLINE, deadline);
        return exchange;
    }

    @Test
    void aDraftThatLeavesNoTimeForTheNextTierIsPassedOverAndTheAnswerComesInTime() {
        FakeTier small = taking(Duration.ofSeconds(1), "small").confident(0.1);
        FakeTier large = taking(Duration.ofSeconds(2), "large");
        CascadeEngine engine = engine(tier("small", 0.7, small), tier("large", null, large));

        Exchange unmeasured = within(Duration.ofMillis(2500));
        run(unmeasured, engine);
        assertThat(headers(unmeasured))
                .as("nothing is known: nothing changes")
                .contains(entry(CascadeFlowConstants.TIERS, "small>large"));
        for (int i = 0; i < 20; i++) {
            run(question("q"), engine);
        }
        Instant before = clock.instant();
        Exchange hurried = within(Duration.ofMillis(2500));
        run(hurried, engine);

        assertThat(Duration.between(before, clock.instant())).isLessThanOrEqualTo(Duration.ofMillis(2500));
        assertThat(hurried.getMessage().getBody()).isEqualTo("large");
        assertThat(headers(hurried)).contains(entry(CascadeFlowConstants.OUTCOME, "accepted"));
        assertThat(Traces.of(hurried).get(0).skipped()).singleElement().satisfies(skipped -> {
            assertThat(skipped.reason().code()).isEqualTo(Reason.Code.TOO_SLOW);
            assertThat(skipped.reason().text())
                    .contains("it usually takes 1000 ms, those after it 2000 ms, and the deadline leaves 2500 ms");
        });
        Exchange patient = within(Duration.ofSeconds(4));
        run(patient, engine);
        assertThat(headers(patient)).contains(entry(CascadeFlowConstants.TIERS, "small>large"));
    }

    @Test
    void anObjectiveWeighsWhatTiersTookAndHowOftenTheyWereAccepted() {
        FakeTier small = taking(Duration.ofSeconds(1), "small").confident(0.1);
        FakeTier large = taking(Duration.ofSeconds(2), "large");
        CascadeEngine engine = engine(CascadeSetup.of(
                        "c", List.of(tier("small", 0.7, small), tier("large", null, large)), Cascade.WhenExhausted.FAIL)
                .withObjective(new Weights(0, 0, 1, 0)));
        for (int i = 0; i < 20; i++) {
            run(question("q"), engine);
        }
        assertThat(small.calls()).as("asked while too little is known").isEqualTo(20);

        Exchange known = question("q");
        run(known, engine);

        assertThat(headers(known)).contains(entry(CascadeFlowConstants.TIERS, "large"));
        assertThat(Traces.of(known).get(0).skipped())
                .singleElement()
                .satisfies(skipped -> assertThat(skipped.reason().text())
                        .contains(
                                "from tier 'large' on: right unknown, unknown USD, 2.00 s",
                                "from tier 'small' on: right unknown, unknown USD, 3.00 s"));
        clock.advance(Duration.ofMinutes(11));
        Exchange later = question("q");
        run(later, engine);
        assertThat(headers(later))
                .as("what is known is too old")
                .contains(entry(CascadeFlowConstants.TIERS, "small>large"));
    }

    private Exchange inTwoSeconds() {
        Exchange exchange = question("q");
        exchange.getIn().setHeader(CascadeFlowConstants.DEADLINE, Duration.ofSeconds(2));
        return exchange;
    }

    @Test
    void countsEveryAttemptAndSaysWhatTheLastTierAloneWouldHaveCost() {
        Exchange done = ask(
                tier("small", 0.7, FakeTier.answering("s").confident(0.2).costing("0.000000001")),
                tier("large", null, FakeTier.answering("l").costing("0.1")));

        assertThat(headers(done))
                .contains(
                        entry(CascadeFlowConstants.TIERS, "small>large"),
                        entry(CascadeFlowConstants.OUTCOME, "escalated"),
                        entry(CascadeFlowConstants.COST, new BigDecimal("0.1")),
                        entry(CascadeFlowConstants.TOTAL_COST, new BigDecimal("0.100000001")),
                        entry(CascadeFlowConstants.BASELINE_COST, new BigDecimal("0.1")),
                        entry(CascadeFlowConstants.SAVED_COST, new BigDecimal("-1E-9")));
    }

    @Test
    void knowsNoBaselineWhenTheLastTierDoesNotSayWhatItCost() {
        Exchange done = ask(
                tier("small", 0.7, FakeTier.answering("s").confident(0.2).costing("0.001")),
                tier("large", null, FakeTier.answering("l")));

        assertThat(headers(done))
                .containsEntry(CascadeFlowConstants.TOTAL_COST, new BigDecimal("0.001"))
                .doesNotContainKeys(CascadeFlowConstants.BASELINE_COST, CascadeFlowConstants.SAVED_COST);
    }

    @Test
    void takesTheTotalOfANestedCascadeBeforeTheCostOfItsLastCall() {
        Exchange done = ask(tier(
                "nested",
                null,
                FakeTier.answering("n")
                        .costing("0.1")
                        .and(e -> e.getMessage().setHeader(CascadeFlowConstants.TOTAL_COST, new BigDecimal("0.15")))));

        assertThat(headers(done)).containsEntry(CascadeFlowConstants.TOTAL_COST, new BigDecimal("0.15"));
    }

    @Test
    void keepsEveryDecisionOnTheExchange() {
        Exchange exchange = question("q");
        exchange.getIn()
                .setHeaders(Map.of(
                        CascadeFlowConstants.RUN_ID, "r",
                        CascadeFlowConstants.TENANT, "t",
                        CascadeFlowConstants.USER, "u",
                        CascadeFlowConstants.PROJECT, "p",
                        CascadeFlowConstants.DOMAIN, "d"));
        CascadeEngine engine = engine(tier("small", null, FakeTier.answering("s")));

        run(exchange, engine);
        List<Decision> first = Traces.of(exchange);
        run(exchange, engine);

        assertThat(first).hasSize(1);
        assertThat(Traces.of(exchange)).extracting(Decision::id).containsExactly("id-1", "id-2");
        assertThat(first.get(0).attribution()).isEqualTo(new Attribution("r", "t", "u", "p", "d"));
        assertThat(first.get(0).at()).isEqualTo(clock.instant());
        assertThat(finished)
                .extracting(run -> run.decision().outcome())
                .containsExactly(Outcome.ACCEPTED, Outcome.ACCEPTED);
    }

    @Test
    void publishesItsDecisionToThoseWhoListen() {
        List<CamelEvent> events = new ArrayList<>();
        context.getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                events.add(event);
                throw new IllegalStateException("a listener that fails");
            }
        });

        Exchange done = ask(tier("small", null, FakeTier.answering("s").costing("0.1")));

        assertThat(done.getException()).isNull();
        assertThat(events)
                .filteredOn(CascadeDecisionEvent.class::isInstance)
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.getType()).isEqualTo(CamelEvent.Type.Custom);
                    assertThat(event.getTimestamp()).isEqualTo(clock.instant().toEpochMilli());
                    assertThat(((CascadeDecisionEvent) event).decision())
                            .isEqualTo(Traces.of(done).get(0));
                    assertThat(event).hasToString("cascade 'c' accepted for 0.1 USD");
                });
    }

    @Test
    void returnsAtOnceAndEndsOnTheTiersThread() throws Exception {
        ExecutorService io = Executors.newSingleThreadExecutor(task -> new Thread(task, "io"));
        CompletableFuture<Runnable> parked = new CompletableFuture<>();
        try {
            FakeTier small = FakeTier.answering("s").on(parked::complete);
            CompletableFuture<String> ended = new CompletableFuture<>();

            boolean sync = engine(tier("small", null, small))
                    .process(
                            question("q"),
                            doneSync -> ended.complete(Thread.currentThread().getName()));

            assertThat(sync).isFalse();
            assertThat(ended).isNotDone();
            io.execute(parked.get());
            assertThat(ended.get()).isEqualTo("io");
        } finally {
            io.shutdown();
        }
    }

    @Test
    void servesManyExchangesAtOnce() throws Exception {
        ExecutorService io = Executors.newFixedThreadPool(4);
        try {
            FakeTier small = FakeTier.doing(e -> e.getMessage()
                            .setHeader(
                                    CascadeFlowConstants.CONFIDENCE,
                                    e.getMessage().getBody(Integer.class) % 2))
                    .costing("0.001")
                    .on(io);
            FakeTier large = FakeTier.doing(
                            e -> e.getMessage().setBody(-e.getMessage().getBody(Integer.class)))
                    .costing("0.1")
                    .on(io);
            CascadeEngine engine = engine(tier("small", 0.5, small), tier("large", null, large));
            List<CompletableFuture<Exchange>> all = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                Exchange exchange = question(i);
                CompletableFuture<Exchange> done = new CompletableFuture<>();
                engine.process(exchange, doneSync -> done.complete(exchange));
                all.add(done);
            }
            for (int i = 0; i < 500; i++) {
                boolean odd = i % 2 == 1;
                Exchange done = all.get(i).get();
                assertThat(done.getMessage().getBody()).isEqualTo(odd ? i : -i);
                assertThat(headers(done))
                        .containsEntry(CascadeFlowConstants.TIERS, odd ? "small" : "small>large")
                        .containsEntry(CascadeFlowConstants.TOTAL_COST, new BigDecimal(odd ? "0.001" : "0.101"));
            }
        } finally {
            io.shutdown();
        }
    }
}
