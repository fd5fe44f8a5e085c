package io.cascadeflow.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.confidence.Gate;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderException.Kind;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** Providers that break their contract, calls that fail, and what is left on the exchange then. */
class UnrulyProviderTest extends ProbeFixture {

    private static Kind kindOf(Exchange exchange) {
        assertThat(exchange.getException()).isInstanceOf(ProviderException.class);
        return exchange.getException(ProviderException.class).kind();
    }

    private void route(RouteBuilder route) throws Exception {
        context.camel.addRoutes(route);
    }

    @Test
    void failsWhenTheProviderThrows() {
        context.probe.answers(call -> {
            throw new IllegalStateException("broken");
        });

        assertThat(context.ask(M, "2+2?").getException()).hasMessage("broken");
    }

    @Test
    @SuppressWarnings("NullAway") // code that nobody checked
    void failsWhenTheProviderGivesNothing() {
        context.probe.answers(call -> null);
        assertThat(kindOf(context.ask(M, "2+2?"))).isEqualTo(Kind.BAD_PAYLOAD);

        context.probe.answers((ChatReply) null);
        assertThat(kindOf(context.ask(M, "2+2?"))).isEqualTo(Kind.BAD_PAYLOAD);
    }

    @Test
    void failsAtTheDeadlineWhenTheProviderNeverAnswers() throws Exception {
        CompletableFuture<ChatReply> silent = new CompletableFuture<>();
        context.probe.answers(call -> silent);
        Exchange exchange = context.send(M + "?requestTimeout=50", "2+2?").get(20, TimeUnit.SECONDS);

        assertThat(kindOf(exchange)).isEqualTo(Kind.TIMEOUT);
        assertThat(silent).isCancelled();
        assertThat(exchange.getMessage().getBody()).isEqualTo("2+2?");
    }

    @Test
    void mindsTheDeadlineOfTheHeaderAsWell() throws Exception {
        context.probe.answers(call -> new CompletableFuture<>());
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:hasty")
                        .setHeader(CascadeFlowConstants.DEADLINE, constant("50ms"))
                        .to(M);
            }
        });

        assertThat(kindOf(context.send("direct:hasty", "2+2?").get(20, TimeUnit.SECONDS)))
                .isEqualTo(Kind.TIMEOUT);
    }

    @Test
    void goesOnAfterATimeoutOnAThreadThatNoOtherCallNeeds() throws Exception {
        context.probe.answers(call -> new CompletableFuture<>());
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:late")
                        .doTry()
                        .to(M + "?requestTimeout=20")
                        .doCatch(ProviderException.class)
                        .process(e ->
                                e.getMessage().setBody(Thread.currentThread().getName()))
                        .end();
            }
        });
        Exchange exchange = context.send("direct:late", "2+2?").get(20, TimeUnit.SECONDS);

        assertThat(exchange.getMessage().getBody(String.class)).contains("CascadeFlowWorker");
    }

    @Test
    void holdsNoThreadForThousandsOfCalls() throws Exception {
        List<CompletableFuture<ChatReply>> pending = new ArrayList<>();
        context.probe.answers(call -> {
            CompletableFuture<ChatReply> answer = new CompletableFuture<>();
            pending.add(answer);
            return answer;
        });
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:many").to(M);
            }
        });
        List<CompletableFuture<Exchange>> sent = new ArrayList<>();
        int threads = Thread.activeCount();
        for (int i = 0; i < 5_000; i++) {
            CompletableFuture<Exchange> done = new CompletableFuture<>();
            context.sendHere("direct:many", "2+2?", done);
            sent.add(done);
        }
        assertThat(pending).hasSize(5_000);
        assertThat(Thread.activeCount() - threads).isLessThan(5);

        IntStream.range(0, 5_000).forEach(i -> pending.get(i).complete(ProbeProvider.reply("answer " + i)));
        assertThat(sent).allMatch(CompletableFuture::isDone);
        assertThat(IntStream.range(0, 5_000)
                        .filter(i -> sent.get(i).join().getMessage().getBody().equals("answer " + i)))
                .hasSize(5_000);
    }

    @Test
    void leavesNothingOfAnEarlierCallWhenItFails() {
        Exchange exchange = context.camel.getEndpoint(M).createExchange();
        exchange.getMessage().setBody("2+2?");
        context.camel.createProducerTemplate().send(M + "?gate=#sure", exchange);
        assertThat(exchange.getMessage().getHeaders()).containsKey(CascadeFlowConstants.CONFIDENCE);
        context.probe.fails(new ProviderException(Kind.SERVER, "down"));
        context.camel.createProducerTemplate().send(M, exchange);

        assertThat(kindOf(exchange)).isEqualTo(Kind.SERVER);
        assertThat(exchange.getMessage().getHeaders())
                .containsOnly(Map.entry(CascadeFlowConstants.TOTAL_COST, new BigDecimal("0.002")));
        assertThat(exchange.getProperty(CascadeFlowProperties.DRAFT)).isNull();
        assertThat(exchange.getProperty(CascadeFlowProperties.ASSESSMENT)).isNull();
        assertThat(exchange.getMessage().getBody()).isEqualTo("4");
    }

    @Test
    void saysWhatAReplyCostThatItsGateCouldNotJudge() {
        context.camel.getRegistry().bind("broken", (Gate) draft -> {
            throw new IllegalStateException("gate");
        });
        Exchange exchange = context.ask(M + "?gate=#broken", "2+2?");

        assertThat(exchange.getException()).hasMessage("gate");
        assertThat(exchange.getMessage().getHeader(CascadeFlowConstants.COST)).isEqualTo(new BigDecimal("0.002"));
    }

    @Test
    void refusesASumThatNothingCanBeAddedToBeforeItCosts() {
        Exchange exchange = context.ask(M, "2+2?", Map.of(CascadeFlowConstants.TOTAL_COST, "dear"));

        assertThat(exchange.getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(CascadeFlowConstants.TOTAL_COST);
        assertThat(context.probe.count()).isZero();
    }

    @Test
    void readsAStreamAgainWhenTheRouteRedelivers() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        context.probe.answers(call -> attempts.incrementAndGet() == 1
                ? CompletableFuture.failedFuture(new ProviderException(Kind.SERVER, "down"))
                : CompletableFuture.completedFuture(ProbeProvider.reply("4")));
        context.camel.setStreamCaching(false);
        route(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(1).redeliveryDelay(0));
                from("direct:stream").streamCache("false").to(M);
            }
        });
        Exchange exchange =
                context.ask("direct:stream", new ByteArrayInputStream("2+2?".getBytes(StandardCharsets.UTF_8)));

        assertThat(exchange.getMessage().getBody()).isEqualTo("4");
        assertThat(context.probe.lastRequest().question()).isEqualTo("2+2?");
    }

    @Test
    void endsTheCallsThatAreUnderWayWhenTheComponentStopsAndWorksAfterARestart() throws Exception {
        CompletableFuture<ChatReply> silent = new CompletableFuture<>();
        context.probe.answers(call -> silent);
        CompletableFuture<Exchange> sent = context.send(M, "2+2?");
        assertThat(context.probe.arrived().get(20, TimeUnit.SECONDS)).isNotNull();
        context.camel.stop();

        assertThat(kindOf(sent.get(20, TimeUnit.SECONDS))).isEqualTo(Kind.CANCELLED);
        assertThat(silent).isCancelled();
        context.restart();
        context.probe.answers(ProbeProvider.reply("5"));
        assertThat(context.ask(M, "2+3?").getMessage().getBody()).isEqualTo("5");
    }

    @Test
    void restartsARoute() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:again").routeId("again").to(M);
            }
        });
        context.camel.getRouteController().stopRoute("again");
        context.camel.getRouteController().startRoute("again");

        assertThat(context.ask("direct:again", "2+2?").getMessage().getBody()).isEqualTo("4");
    }

    @Test
    void keepsTwoContextsApart() {
        try (ProbeContext other = new ProbeContext()) {
            other.probe.answers(ProbeProvider.reply("other"));
            assertThat(other.ask(M, "2+2?").getMessage().getBody()).isEqualTo("other");
        }

        assertThat(context.ask(M, "2+2?").getMessage().getBody()).isEqualTo("4");
    }
}
