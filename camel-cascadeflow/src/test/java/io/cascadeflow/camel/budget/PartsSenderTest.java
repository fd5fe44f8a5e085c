package io.cascadeflow.camel.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.camel.CascadeFlowConstants;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.SplitDefinition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** However the parts are sent, a spent budget ends it, and no part that is paid for is lost. */
class PartsSenderTest extends BudgetedRoutes {

    private final ExecutorService one = Executors.newSingleThreadExecutor();
    private final ExecutorService four = Executors.newFixedThreadPool(4);

    @AfterEach
    void stopThreads() {
        one.shutdownNow();
        four.shutdownNow();
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

    @ParameterizedTest
    @CsvSource({"0, false", "0, true", "3, false", "3, true"})
    void leavesTheRestOfTheRouteItsErrorHandling(int budget, boolean shared) throws Exception {
        model = BudgetedModel.forCalls(budget);
        AtomicInteger attempts = new AtomicInteger();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(Exception.class).maximumRedeliveries(2).redeliveryDelay(0);
                SplitDefinition split = from("direct:in").split(body(), strategy);
                if (shared) {
                    split.shareUnitOfWork();
                }
                split.process(model).end().process(exchange -> {
                    if (attempts.incrementAndGet() < 3) {
                        throw new IOException("not yet");
                    }
                });
            }
        });

        assertThat(ask(TEN).getException()).isNull();
        assertThat(attempts).hasValue(3);
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

    /**
     * All but one, once in some forty thousand splits: Camel 4.18's MulticastTask reads how many parts were sent before it
     * reads whether all were, and in between the last one can be sent, whose result it then drops.
     */
    @Test
    void countsEveryPartOfManySplitsAtOnceOnOneBudget() throws Exception {
        model = BudgetedModel.forCalls(500);
        route(from -> from.split(body(), strategy)
                .streaming()
                .executorService(four)
                .process(strategy)
                .process(model)
                .end());
        List<CompletableFuture<Exchange>> asked = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            asked.add(
                    template.asyncSend("direct:in", exchange -> exchange.getIn().setBody(TEN)));
        }

        int dropped = 0;
        int answered = 0;
        BigDecimal cost = BigDecimal.ZERO;
        for (CompletableFuture<Exchange> each : asked) {
            Exchange done = each.get(60, TimeUnit.SECONDS);
            assertThat(done.getException()).isNull();
            int here = number(done, CascadeFlowConstants.PARTS_ANSWERED);
            assertThat(done.getMessage().getBody(List.class)).hasSize(here);
            int counted = here
                    + number(done, CascadeFlowConstants.PARTS_REFUSED)
                    + number(done, CascadeFlowConstants.PARTS_NOT_SENT);
            assertThat(counted).isBetween(9, 10);
            dropped += 10 - counted;
            answered += here;
            cost = cost.add(
                    done.getMessage().getHeader(CascadeFlowConstants.TOTAL_COST, BigDecimal.ZERO, BigDecimal.class));
        }
        assertThat(dropped).isLessThanOrEqualTo(1);
        assertThat(answered).isBetween(500 - dropped, 500);
        assertThat(cost).isEqualByComparingTo(new BigDecimal("0.01").multiply(BigDecimal.valueOf(answered)));
    }

    private static int number(Exchange done, String header) {
        return done.getMessage().getHeader(header, Integer.class);
    }
}
