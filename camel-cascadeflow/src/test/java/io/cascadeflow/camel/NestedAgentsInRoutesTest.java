package io.cascadeflow.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.agent.AgentStoppedException;
import io.cascadeflow.agent.StopReason;
import io.cascadeflow.pricing.Usd;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** Agents whose tools ask agents: their budgets, their runs, and how deep they go. */
class NestedAgentsInRoutesTest extends AgentFixture {

    @Test
    void anAgentThatIsItsOwnToolGoesAsDeepAsItMayOnOneBudget() throws Exception {
        BudgetFixture with = with();
        with.routes(new RouteBuilder() {
            @Override
            public void configure() {
                from(TOOL + "again?description=Asks+again&risk=low&parameter.n=integer")
                        .errorHandler(noErrorHandler())
                        .setBody(constant("Again"))
                        .to("cascadeflow:agent:circle?" + MODEL + "&tools=again&maxDepth=3&budget=0.2");
            }
        });
        with.context.probe.answers(call -> CompletableFuture.completedFuture(
                call.request().messages().size() == 1 ? wants(call("c", "again", "{\"n\":1}")) : says("Done.")));

        Exchange exchange = ask(with, "circle", MODEL, "tools=again", "maxDepth=3", "budget=0.2");

        assertThat(exchange.getMessage().getBody()).isEqualTo("Done.");
        assertThat(with.context.probe.count())
                .as("three agents, two answers each")
                .isEqualTo(6);
        Usd onLedger = with.lines().stream()
                .map(line -> line.posting().settled().usd())
                .reduce(Usd.ZERO, Usd::plus);
        assertThat(header(exchange, CascadeFlowConstants.TOTAL_COST)).isEqualTo(onLedger.toBigDecimal());
        String run = record(exchange).run();
        assertThat(with.lines())
                .extracting(line -> line.call().facts().get("run"))
                .contains(run, run + ">circle", run + ">circle>circle");
    }

    @Test
    void whatAgentsWithinSpendIsSpentInTheOuterBudget() throws Exception {
        BudgetFixture with = with();
        with.routes(new RouteBuilder() {
            @Override
            public void configure() {
                from(TOOL + "again?description=Asks+again&risk=low")
                        .errorHandler(noErrorHandler())
                        .setBody(constant("Again"))
                        .to("cascadeflow:agent:inner?" + MODEL);
            }
        });
        script(with, wants(call("c", "again", "{}")), says("inner"), says("Done."));
        // one call may cost 0.041 and costs 0.002: the third does not fit any more
        Exchange exchange = ask(with, "outer", MODEL, "tools=again", "budget=0.0449");
        assertThat(header(exchange, CascadeFlowConstants.STOP_REASON)).isEqualTo("budget");
        assertThat(with.context.probe.count()).isEqualTo(2);
        assertThat(with.ledger().health().holds()).isZero();
    }

    @Test
    void tooManyAgentsWithinEachOtherAreRefusedByName() throws Exception {
        BudgetFixture with = with();
        with.routes(new RouteBuilder() {
            @Override
            public void configure() {
                from(TOOL + "again?description=Asks+again&risk=low")
                        .errorHandler(noErrorHandler())
                        .setBody(constant("Again"))
                        .doTry()
                        .to("cascadeflow:agent:circle?" + MODEL + "&tools=again&maxDepth=1")
                        .doCatch(AgentStoppedException.class)
                        .process(exchange -> {
                            AgentStoppedException stop =
                                    exchange.getProperty(Exchange.EXCEPTION_CAUGHT, AgentStoppedException.class);
                            exchange.getMessage().setBody(stop.reason() == StopReason.DEPTH ? stop.getMessage() : "?");
                        })
                        .end();
            }
        });
        script(with, wants(call("c", "again", "{}")), says("Done."));
        ask(with, "circle", MODEL, "tools=again", "maxDepth=1");
        assertThat(told(with)).singleElement().asString().contains("these would be 2: circle > circle; raise maxDepth");
    }
}
