package io.cascadeflow.camel.eip;

import static io.cascadeflow.camel.eip.CascadeDefinition.cascade;
import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.camel.CascadeFlowComponent;
import io.cascadeflow.camel.CascadeFlowConstants;
import io.cascadeflow.camel.FakeTier;
import io.cascadeflow.cascade.AnswerRejectedException;
import io.cascadeflow.confidence.Assessment;
import io.cascadeflow.confidence.Gate;
import java.math.BigDecimal;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.apache.camel.test.junit5.TestExecutionConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The cascade in Java routes, with JMX on: that is how routes run in production. */
class CascadeRouteTest extends CamelTestSupport {

    private final ExecutorService io = Executors.newFixedThreadPool(2);
    private final FakeTier small =
            FakeTier.answering("small").confident(0.4).costing("0.001").on(io);
    private final FakeTier mid =
            FakeTier.answering("mid").confident(0.8).costing("0.01").on(io);
    private final FakeTier large =
            FakeTier.answering("large").confident(0.99).costing("0.1").on(io);
    private final FakeTier down =
            FakeTier.failing(new IllegalStateException("down")).costing("0.002");

    @Override
    public void configureTest(TestExecutionConfiguration configuration) {
        super.configureTest(configuration);
        configuration.withJMX(true);
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext camel = super.createCamelContext();
        camel.getComponent("cascadeflow", CascadeFlowComponent.class)
                .setConfiguration("classpath:camel/dsl-budgets.yaml");
        return camel;
    }

    @AfterEach
    void stopThreads() {
        io.shutdown();
    }

    @Test
    void asksTierAfterTierAndGoesOnWithTheRoute() throws Exception {
        route(from -> cascade(from)
                .tier("small")
                .acceptAbove(0.7)
                .process(small)
                .tier("mid")
                .acceptAbove("{{threshold:0.7}}")
                .process(mid)
                .tier("large")
                .process(large)
                .end()
                .to("mock:after"));
        MockEndpoint after = getMockEndpoint("mock:after");
        after.expectedBodiesReceived("mid");
        after.expectedHeaderReceived(CascadeFlowConstants.TIERS, "small>mid");
        after.expectedHeaderReceived(CascadeFlowConstants.TOTAL_COST, new BigDecimal("0.011"));

        Exchange done = ask("q");

        after.assertIsSatisfied();
        assertThat(done.getException()).isNull();
        assertThat(large.calls()).isZero();
    }

    @Test
    void everyBudgetThatIsNamedHoldsWhereverItStands() throws Exception {
        route(from -> cascade(from)
                .id("ladder")
                .budget("support")
                .budget("company, {{cap:0.05}}")
                .tier("small")
                .process(small)
                .budget("support"));

        assertThat(context.getProcessor("ladder", CascadeProcessor.class).getBudgets())
                .isEqualTo("support,company,0.05");
    }

    @Test
    void aCopyHasTheBudgetsAndKeepsItsOwn() {
        CascadeDefinition original = new CascadeDefinition().budget("support");
        CascadeDefinition copy = original.copyDefinition().budget("0.05");

        assertThat(original.getBudget()).isEqualTo("support");
        assertThat(copy.getBudget()).isEqualTo("support,0.05");
    }

    @Test
    void leavesNoThreadWaiting() throws Exception {
        CompletableFuture<Runnable> parked = new CompletableFuture<>();
        route(from ->
                cascade(from).tier("small").process(small.on(parked::complete)).end());
        Exchange exchange = context.getEndpoint("direct:in").createExchange();
        CompletableFuture<Exchange> ended = new CompletableFuture<>();
        AsyncProcessor route =
                (AsyncProcessor) context.getRoute("in").getConsumer().getProcessor();

        boolean sync = route.process(exchange, doneSync -> ended.complete(exchange));

        assertThat(sync).isFalse();
        assertThat(ended).isNotDone();
        parked.get().run();
        assertThat(ended.get(5, TimeUnit.SECONDS).getMessage().getBody()).isEqualTo("small");
    }

    @Test
    void goesOnFromATierThatFailsWithoutTheRoutesErrorHandler() throws Exception {
        route(
                builder -> builder.onException(Exception.class)
                        .maximumRedeliveries(2)
                        .redeliveryDelay(0)
                        .handled(true)
                        .setBody()
                        .constant("handled"),
                from -> cascade(from)
                        .tier("down")
                        .process(down)
                        .tier("large")
                        .process(large)
                        .end());

        assertThat(ask("q").getMessage().getBody()).isEqualTo("large");
        assertThat(down.calls()).isOne();
    }

    @Test
    void isMatchedByOnExceptionOnlyAsItself() throws Exception {
        route(
                builder -> {
                    builder.onException(IllegalStateException.class)
                            .handled(true)
                            .setBody()
                            .constant("the tier's");
                    builder.onException(AnswerRejectedException.class)
                            .handled(true)
                            .setBody()
                            .constant("the cascade's");
                },
                from -> cascade(from).tier("down").process(down).end());

        assertThat(ask("q").getMessage().getBody()).isEqualTo("the cascade's");
    }

    @Test
    void acceptsByACondition() throws Exception {
        route(from -> cascade(from)
                .tier("small")
                .acceptWhen(
                        exchange -> exchange.getMessage().getBody(String.class).equals("large"))
                .process(small)
                .tier("large", tier -> tier.acceptWhen(e -> true).process(large))
                .end());

        assertThat(ask("q").getMessage().getHeader(CascadeFlowConstants.TIERS)).isEqualTo("small>large");
    }

    @Test
    void judgesByTheGateOfTheTierElseOfTheCascade() throws Exception {
        context.getRegistry().bind("strict", (Gate) draft -> Assessment.of(0));
        context.getRegistry().bind("kind", (Gate) draft -> Assessment.of(1));
        route(from -> cascade(from)
                .gate("#strict")
                .tier("small")
                .acceptAbove(0.7)
                .process(small)
                .tier("mid")
                .acceptAbove(0.7)
                .process(mid)
                .tier("large", tier -> tier.gate("#bean:kind").acceptAbove(0.7).process(large))
                .end());

        Exchange done = ask("q");

        assertThat(done.getMessage().getHeader(CascadeFlowConstants.TIERS)).isEqualTo("small>mid>large");
        assertThat(done.getMessage().getHeader(CascadeFlowConstants.CONFIDENCE)).isEqualTo(1.0);
    }

    @Test
    void degradesIfToldTo() throws Exception {
        route(from -> cascade(from)
                .whenExhausted("degrade")
                .tier("small")
                .acceptAbove(0.9)
                .process(small)
                .end());

        Exchange done = ask("q");

        assertThat(done.getMessage().getBody()).isEqualTo("small");
        assertThat(done.getMessage().getHeader(CascadeFlowConstants.OUTCOME)).isEqualTo("degraded");
    }

    @Test
    void givesItsTiersADeadline() throws Exception {
        route(from -> cascade(from).deadline("20s").tier("small").process(small).end());

        ask("q");

        assertThat(small.asked().get(0).getHeaders()).containsKey(CascadeFlowConstants.DEADLINE);
    }

    private static Predicate bodyIs(String text) {
        return exchange -> text.equals(exchange.getMessage().getBody(String.class));
    }

    private Exchange ask(Object question) {
        return template.send("direct:in", exchange -> exchange.getIn().setBody(question));
    }

    private void route(Consumer<RouteDefinition> steps) throws Exception {
        route(builder -> {}, steps);
    }

    private void route(Consumer<RouteBuilder> before, Consumer<RouteDefinition> steps) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                before.accept(this);
                steps.accept(from("direct:in").routeId("in"));
            }
        });
    }
}
