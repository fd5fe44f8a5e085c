package io.cascadeflow.camel.failover;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.camel.CascadeFlowConstants;
import io.cascadeflow.camel.CascadeFlowProperties;
import io.cascadeflow.pricing.PriceCatalog;
import io.cascadeflow.pricing.Pricing;
import io.cascadeflow.pricing.Unpriced;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderException.Kind;
import io.cascadeflow.provider.VirtualTime;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Fail-over and hedging without a provider: endpoints answer when the test says so. */
class FailOverTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private final CamelContext context = new DefaultCamelContext();
    private final VirtualTime time = VirtualTime.still(NOON);
    private final List<CompletableFuture<Void>> timers = new ArrayList<>();
    private final List<Duration> waits = new ArrayList<>();
    private final Endpoint first = new Endpoint();
    private final Endpoint second = new Endpoint();

    /** Answers, or fails, when it is told to; ends as cancelled when it is stopped, as ours do. */
    private static final class Endpoint extends AsyncProcessorSupport {

        private final List<Exchange> asked = new ArrayList<>();
        private final List<Object> bodies = new ArrayList<>();
        private final List<@Nullable Object> deadlines = new ArrayList<>();
        private final List<CompletableFuture<Void>> ends = new ArrayList<>();

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            asked.add(exchange);
            bodies.add(exchange.getMessage().getBody());
            deadlines.add(exchange.getMessage().getHeader(CascadeFlowConstants.DEADLINE));
            CompletableFuture<Void> end = new CompletableFuture<>();
            end.thenRun(() -> callback.done(false));
            ends.add(end);
            CompletableFuture<?> stop = exchange.getProperty(CascadeFlowProperties.STOP, CompletableFuture.class);
            if (stop != null) {
                stop.thenRun(() -> {
                    if (!end.isDone()) {
                        cost(exchange, "0.5");
                        exchange.setException(new CancellationException());
                        end.complete(null);
                    }
                });
            }
            return false;
        }

        private Exchange last() {
            return asked.get(asked.size() - 1);
        }

        void answer(String text, String cost) {
            cost(last(), cost);
            last().getMessage().setBody(text);
            end();
        }

        void breakOff(Exception failure) {
            last().setException(failure);
            end();
        }

        private void end() {
            ends.get(ends.size() - 1).complete(null);
        }

        static void cost(Exchange exchange, String usd) {
            BigDecimal before = exchange.getMessage().getHeader(CascadeFlowConstants.TOTAL_COST, BigDecimal.class);
            BigDecimal own = new BigDecimal(usd);
            exchange.getMessage().setHeader(CascadeFlowConstants.TOTAL_COST, before == null ? own : before.add(own));
        }
    }

    @BeforeEach
    void start() {
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void theNextEndpointGetsTheQuestionAsItCame() {
        Run run = run(null);
        first.last().getMessage().setBody("spoilt");
        first.breakOff(new ProviderException(Kind.CONNECT, "down"));

        second.answer("4", "1");

        assertThat(second.bodies).containsExactly("2+2?");
        assertThat(run.done).isDone();
        assertThat(run.exchange.getMessage().getBody()).isEqualTo("4");
        assertThat(run.exchange.getException()).isNull();
    }

    @Test
    void costsOfAllEndpointsAreAddedOnce() {
        Run run = run(null);
        Endpoint.cost(first.last(), "0.25");
        first.breakOff(new ProviderException(Kind.TRUNCATED, "cut"));
        second.answer("4", "1");

        assertThat(run.cost()).isEqualByComparingTo("3.25");
    }

    @Test
    void whoCannotAnswerIsOnRecord() {
        Run run = run(null);
        ProviderException down = new ProviderException(Kind.CONNECT, "down");
        first.breakOff(down);
        second.answer("4", "1");

        assertThat(run.exchange.getProperty(CascadeFlowProperties.FAILED_ENDPOINTS, List.class))
                .containsExactly(down);
    }

    @Test
    void whenAllFailTheLastFailureHasTheOthers() {
        Run run = run(null);
        ProviderException down = new ProviderException(Kind.CONNECT, "down");
        ProviderException broken = new ProviderException(Kind.SERVER, "broken");
        first.breakOff(down);
        second.breakOff(broken);

        assertThat(run.exchange.getException()).isSameAs(broken).hasSuppressedException(down);
    }

    @Test
    void aRefusedRequestIsNotAskedElsewhere() {
        Run run = run(null);
        first.breakOff(new ProviderException(Kind.BAD_REQUEST, "no"));

        assertThat(second.asked).isEmpty();
        assertThat(run.done).isDone();
        assertThat(run.exchange.getException()).hasMessage("no");
    }

    @Test
    void anEndpointThatIsNotTheLastGetsHalfOfTheTimeThatIsLeft() {
        Run run = run(null, NOON.plusSeconds(10));
        time.advance(Duration.ofSeconds(5));
        first.breakOff(new ProviderException(Kind.TIMEOUT, "silent"));
        second.answer("4", "1");

        assertThat(first.deadlines).containsExactly(NOON.plusSeconds(5));
        assertThat(second.deadlines).containsExactly(NOON.plusSeconds(10));
        assertThat(run.exchange.getMessage().getHeader(CascadeFlowConstants.DEADLINE))
                .isEqualTo(NOON.plusSeconds(10));
    }

    @Test
    void nobodyIsAskedAfterTheDeadline() {
        Run run = run(null, NOON.plusSeconds(10));
        time.advance(Duration.ofSeconds(10));
        first.breakOff(new ProviderException(Kind.TIMEOUT, "silent"));

        assertThat(second.asked).isEmpty();
        assertThat(run.exchange.getException()).hasMessage("silent");
    }

    @Test
    void theOtherIsAskedAsWellWhenTheFirstIsSlowAndTheFirstAnswerIsTaken() {
        Run run = run(new HedgeAfter.Fixed(Duration.ofSeconds(2)));
        assertThat(waits).containsExactly(Duration.ofSeconds(2));
        assertThat(second.asked).isEmpty();

        timers.get(0).complete(null);
        assertThat(second.asked).hasSize(1);
        second.answer("4", "1");

        assertThat(first.last().getException()).as("stopped").isInstanceOf(CancellationException.class);
        assertThat(run.done).isDone();
        assertThat(run.exchange.getMessage().getBody()).isEqualTo("4");
        assertThat(run.cost()).as("before, the winner and the loser").isEqualByComparingTo("3.5");
        assertThat(run.exchange.getProperty(CascadeFlowProperties.STOP)).isNull();
    }

    @Test
    void theFirstMayStillBeFaster() {
        Run run = run(new HedgeAfter.Fixed(Duration.ofSeconds(2)));
        timers.get(0).complete(null);
        first.answer("four", "1");

        assertThat(second.last().getException()).isInstanceOf(CancellationException.class);
        assertThat(run.exchange.getMessage().getBody()).isEqualTo("four");
    }

    @Test
    void anAnswerInTimeAsksNobodyElse() {
        Run run = run(new HedgeAfter.Fixed(Duration.ofSeconds(2)));
        first.answer("4", "1");

        assertThat(timers.get(0)).isCancelled();
        assertThat(second.asked).isEmpty();
        assertThat(run.cost()).isEqualByComparingTo("3");
    }

    @Test
    void aFailureOfOneOfTwoWaitsForTheOther() {
        Run run = run(new HedgeAfter.Fixed(Duration.ofSeconds(2)));
        timers.get(0).complete(null);
        second.breakOff(new ProviderException(Kind.SERVER, "broken"));
        assertThat(run.done).isNotDone();
        first.answer("4", "1");

        assertThat(run.exchange.getMessage().getBody()).isEqualTo("4");
        assertThat(run.exchange.getException()).isNull();
    }

    @Test
    void aFilterOfOneOfTwoStopsTheOther() {
        Run run = run(new HedgeAfter.Fixed(Duration.ofSeconds(2)));
        timers.get(0).complete(null);
        second.breakOff(new ProviderException(Kind.CONTENT_FILTERED, "blocked"));

        assertThat(run.done).isDone();
        assertThat(run.exchange.getException()).hasMessage("blocked");
        assertThat(first.last().getException()).isInstanceOf(CancellationException.class);
    }

    @Test
    void aLoneEndpointIsAskedTwice() {
        Run run = run(new HedgeAfter.Fixed(Duration.ofSeconds(2)), null, first);
        timers.get(0).complete(null);
        assertThat(first.asked).hasSize(2);
        first.answer("4", "1");

        assertThat(run.exchange.getMessage().getBody()).isEqualTo("4");
    }

    @Test
    void whoStopsTheTierStopsBoth() {
        CompletableFuture<Void> around = new CompletableFuture<>();
        Exchange exchange = question(null);
        exchange.setProperty(CascadeFlowProperties.STOP, around);
        Run run = run(new HedgeAfter.Fixed(Duration.ofSeconds(2)), exchange, first, second);
        timers.get(0).complete(null);

        around.complete(null);

        assertThat(run.done).isDone();
        assertThat(first.last().getException()).isInstanceOf(CancellationException.class);
        assertThat(second.last().getException()).isInstanceOf(CancellationException.class);
        assertThat(exchange.getProperty(CascadeFlowProperties.STOP)).isSameAs(around);
    }

    private record Run(Exchange exchange, CompletableFuture<Boolean> done) {
        BigDecimal cost() {
            return exchange.getMessage().getHeader(CascadeFlowConstants.TOTAL_COST, BigDecimal.class);
        }
    }

    private Run run(@Nullable HedgeAfter hedge) {
        return run(hedge, (Instant) null);
    }

    private Run run(@Nullable HedgeAfter hedge, @Nullable Instant deadline) {
        return run(hedge, question(deadline), first, second);
    }

    private Run run(@Nullable HedgeAfter hedge, @Nullable Instant deadline, Endpoint only) {
        return run(hedge, question(deadline), only);
    }

    /** A question for which 2 USD were spent before. */
    private Exchange question(@Nullable Instant deadline) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getIn().setBody("2+2?");
        exchange.getIn().setHeader(CascadeFlowConstants.TOTAL_COST, new BigDecimal("2"));
        if (deadline != null) {
            exchange.getIn().setHeader(CascadeFlowConstants.DEADLINE, deadline);
        }
        return exchange;
    }

    private Run run(@Nullable HedgeAfter hedge, Exchange exchange, Endpoint... endpoints) {
        return ask(tier(hedge, endpoints), exchange);
    }

    private static Run ask(FailOver tier, Exchange exchange) {
        Run run = new Run(exchange, new CompletableFuture<>());
        tier.process(exchange, run.done::complete);
        return run;
    }

    private FailOver tier(@Nullable HedgeAfter hedge, Endpoint... endpoints) {
        FailOverTools tools = new FailOverTools(
                wait -> {
                    CompletableFuture<Void> timer = new CompletableFuture<>();
                    waits.add(wait);
                    timers.add(timer);
                    return timer;
                },
                time,
                () -> 0,
                () -> new Pricing(PriceCatalog.shipped(time), Unpriced.REFUSE));
        List<Alternative> alternatives = new ArrayList<>();
        for (Endpoint endpoint : endpoints) {
            alternatives.add(new Alternative(endpoint, null, () -> null, 1, time));
        }
        FailOver tier = new FailOver(context, alternatives, FailOverPlan.DEFAULT.withLatency(0.5, hedge), tools);
        ServiceHelper.startService(tier);
        return tier;
    }

    // a deadline that the plan would miss changes the plan

    /** Twenty answers of the first endpoint that took so long. */
    private void learn(FailOver tier, Duration took) {
        for (int i = 0; i < 20; i++) {
            ask(tier, question(null));
            time.advance(took);
            first.answer("4", "1");
        }
        waits.clear();
    }

    @Test
    void anEndpointThatUsuallyTakesLongerThanItWouldGetIsAskedAfterTheOther() {
        FailOver tier = tier(null, first, second);
        learn(tier, Duration.ofSeconds(3));
        int before = first.asked.size();

        Run run = ask(tier, question(time.instant().plusSeconds(4)));
        assertThat(first.asked).hasSize(before);
        second.answer("4", "1");

        assertThat(run.exchange.getMessage().getBody()).isEqualTo("4");
        assertThat(run.exchange.getProperty(CascadeFlowProperties.HURRIED, List.class))
                .isEqualTo(List.of(
                        "endpoint 1: usually takes 3000 ms, and would get 2000 ms; others are asked before it"));
    }

    @Test
    void withTimeEnoughOrTooLittleKnownTheOrderStays() {
        FailOver tier = tier(null, first, second);
        for (int i = 0; i < 19; i++) {
            ask(tier, question(null));
            time.advance(Duration.ofSeconds(3));
            first.answer("4", "1");
        }
        ask(tier, question(time.instant().plusSeconds(4)));
        assertThat(second.asked).as("too little is known").isEmpty();
        time.advance(Duration.ofSeconds(3));
        first.answer("4", "1");

        for (Instant deadline : new Instant[] {time.instant().plusSeconds(7), null}) {
            Run run = ask(tier, question(deadline));
            assertThat(second.asked).isEmpty();
            first.answer("4", "1");
            assertThat(run.exchange.getProperty(CascadeFlowProperties.HURRIED)).isNull();
        }
    }

    @Test
    void anotherOneIsAskedEarlierWhenItWouldComeTooLateOtherwise() {
        FailOver tier = tier(new HedgeAfter.Fixed(Duration.ofSeconds(2)), first, second);
        learn(tier, Duration.ofSeconds(1));

        Run run = ask(tier, question(time.instant().plusSeconds(2)));
        assertThat(waits).as("a second is left for the other").containsExactly(Duration.ofSeconds(1));
        timers.get(timers.size() - 1).complete(null);
        second.answer("4", "1");

        assertThat(run.exchange.getMessage().getBody()).isEqualTo("4");
        assertThat(run.exchange.getProperty(CascadeFlowProperties.HURRIED, List.class))
                .singleElement()
                .asString()
                .startsWith("another endpoint is asked as well after 1000 ms in place of 2000 ms");
    }

    @Test
    void whereTheDeadlineLeavesTimeOrNoneWouldDoTheWaitIsAsWished() {
        FailOver tier = tier(new HedgeAfter.Fixed(Duration.ofSeconds(2)), first, second);
        learn(tier, Duration.ofSeconds(1));

        ask(tier, question(time.instant().plusSeconds(9)));
        first.answer("4", "1");
        ask(tier, question(time.instant().plusMillis(500)));
        first.answer("4", "1");

        assertThat(waits).containsOnly(Duration.ofSeconds(2));
    }
}
