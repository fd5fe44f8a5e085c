package io.cascadeflow.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cascadeflow.agent.AgentStoppedException;
import io.cascadeflow.agent.StopReason;
import io.cascadeflow.agent.ToolOutcome.Kind;
import io.cascadeflow.budget.BudgetExceededException;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.Role;
import io.cascadeflow.model.ToolSpec;
import io.cascadeflow.model.Tools;
import io.cascadeflow.pricing.Usd;
import io.cascadeflow.provider.ChatCall;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** The loop: a model asks for tools, is told what they said, and answers. */
class AgentsInRoutesTest extends AgentFixture {

    private static final String[] REFUNDS = {SURE, "tools=refund"};

    @Test
    void aModelCallsARouteAndAnswersWithWhatItSaid() throws Exception {
        BudgetFixture with = with();
        refund(with, "&risk=low");
        script(with, wants(call("c1", "refund", "{\"orderId\":\"A-7\"}")), says("Done."));

        Exchange exchange = ask(with, "helpdesk", REFUNDS);

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isEqualTo("Done.");
        assertThat(called).containsExactly(Map.of("orderId", "A-7"));
        assertThat(header(exchange, CascadeFlowConstants.STOP_REASON)).isEqualTo("answered");
        assertThat(header(exchange, CascadeFlowConstants.AGENT_STEPS)).isEqualTo(2);
        assertThat(header(exchange, CascadeFlowConstants.TOOL_CALLS)).isEqualTo(1);
        assertThat(header(exchange, CascadeFlowConstants.RUN_ID))
                .as("the caller's, who gave none")
                .isNull();
    }

    @Test
    void whatAToolSaidGoesBackAsTheResultOfItsCall() throws Exception {
        BudgetFixture with = with();
        refund(with, "&risk=low");
        ChatReply first = wants(call("c1", "refund", "{\"orderId\":\"A-7\"}"));
        script(with, first, says("Done."));

        ask(with, "helpdesk", REFUNDS);

        List<ChatMessage> asked = with.context.probe.lastRequest().messages();
        assertThat(asked).extracting(ChatMessage::role).containsExactly(Role.USER, Role.ASSISTANT, Role.TOOL);
        assertThat(asked.get(1)).isEqualTo(first.message());
        assertThat(asked.get(2)).isEqualTo(ChatMessage.toolResult("c1", "refunded A-7"));
        ToolSpec told = with.context.probe.lastRequest().tools().specs().get(0);
        assertThat(told.description()).isEqualTo("Pays back");
        assertThat(told.parameters())
                .isEqualTo(
                        "{\"type\":\"object\",\"properties\":{\"orderId\":{\"type\":\"string\"}},\"required\":[\"orderId\"],\"additionalProperties\":false}");
    }

    @Test
    void everyStepIsOnTheLedgerAndInTheSum() throws Exception {
        BudgetFixture with = with();
        refund(with, "&risk=low");
        script(
                with,
                wants(call("c1", "refund", "{\"orderId\":\"A-7\"}")),
                wants(call("c2", "refund", "{\"orderId\":\"A-8\"}")),
                says("Done."));

        Exchange exchange = ask(with, "helpdesk", REFUNDS);

        assertThat(with.lines()).hasSize(with.context.probe.count());
        Usd onLedger = with.lines().stream()
                .map(line -> line.posting().settled().usd())
                .reduce(Usd.ZERO, Usd::plus);
        assertThat(header(exchange, CascadeFlowConstants.TOTAL_COST)).isEqualTo(onLedger.toBigDecimal());
        assertThat(record(exchange).cost()).isEqualTo(onLedger);
        assertThat(with.lines())
                .extracting(line -> line.call().facts().get("run"))
                .containsOnly(record(exchange).run());
        assertThat(header(exchange, CascadeFlowConstants.INPUT_TOKENS)).isEqualTo(1000L * with.context.probe.count());
        assertThat(Traces.of(exchange)).hasSize(3);
        assertThat(with.ledger().health().holds()).isZero();
    }

    /** What measures an answer is paid for in the agent's run, beside the answer. */
    @Test
    void samplesAndJudgesOfEveryStepAreOnTheLedgerAndInTheSum() throws Exception {
        BudgetFixture with = with();
        refund(with, "&risk=low");
        with.routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:measured").to(SignalsFixture.JUDGED + "&samples=3");
            }
        });
        with.context.probe.answers(call -> CompletableFuture.completedFuture(reply(call)));

        Exchange exchange = ask(with, "helpdesk", "cascade=direct:measured", "tools=refund");

        assertThat(exchange.getException()).isNull();
        List<String> roles = with.lines().stream()
                .map(line -> String.valueOf(line.call().facts().get("role")))
                .toList();
        assertThat(roles).as("every call has a line").hasSize(with.context.probe.count());
        assertThat(roles).filteredOn("sample"::equals).hasSizeGreaterThanOrEqualTo(2);
        assertThat(roles).contains("judge");
        Usd onLedger = with.lines().stream()
                .map(line -> line.posting().settled().usd())
                .reduce(Usd.ZERO, Usd::plus);
        assertThat(header(exchange, CascadeFlowConstants.TOTAL_COST)).isEqualTo(onLedger.toBigDecimal());
        assertThat(record(exchange).cost()).isEqualTo(onLedger);
        assertThat(with.lines())
                .extracting(line -> line.call().facts().get("run"))
                .containsOnly(record(exchange).run());
        assertThat(with.ledger().health().holds()).isZero();
    }

    private static ChatReply reply(ChatCall call) {
        if (SignalsFixture.isJudging(call)) {
            return says("0.9");
        }
        boolean toolHasAnswered = call.request().messages().stream().anyMatch(message -> message.role() == Role.TOOL);
        return toolHasAnswered ? says("Done.") : wants(call("c1", "refund", "{\"orderId\":\"A-7\"}"));
    }

    @Test
    void anAnswerWithoutToolsIsTakenAtOnce() throws Exception {
        BudgetFixture with = with();
        refund(with, "&risk=low");
        script(with, says("Hello."));

        Exchange exchange = ask(with, "helpdesk", SURE, "tools=refund", "outputType=reply");

        assertThat(exchange.getMessage().getBody()).isInstanceOf(ChatReply.class);
        assertThat(header(exchange, CascadeFlowConstants.AGENT_STEPS)).isEqualTo(1);
        assertThat(called).isEmpty();
    }

    @Test
    void whenMoreToolsAreWantedThanAreLeftNoneIsCalledAndNobodyIsAsked() throws Exception {
        BudgetFixture with = with();
        refund(with, "&risk=low");
        script(
                with,
                wants(call("c1", "refund", "{\"orderId\":\"A-1\"}")),
                wants(call("c2", "refund", "{\"orderId\":\"A-2\"}"), call("c3", "refund", "{\"orderId\":\"A-3\"}")),
                says("Done."));

        Exchange exchange = ask(with, "helpdesk", MODEL, "tools=refund", "maxToolCalls=2");

        assertThat(exchange.getException())
                .isInstanceOfSatisfying(
                        AgentStoppedException.class,
                        stop -> assertThat(stop.reason()).isEqualTo(StopReason.MAX_TOOL_CALLS))
                .hasMessageContaining("raise maxToolCalls, which is 2");
        assertThat(called).containsExactly(Map.of("orderId", "A-1"));
        assertThat(with.context.probe.count()).isEqualTo(2);
        assertThat(header(exchange, CascadeFlowConstants.STOP_REASON)).isEqualTo("max-tool-calls");
        assertThat(outcomes(exchange)).containsExactly(Kind.DONE, Kind.NOT_MADE, Kind.NOT_MADE);
    }

    @Test
    void whatIsStoppedMayStillGiveWhatWasSaidLast() throws Exception {
        BudgetFixture with = with();
        refund(with, "&risk=low");
        script(with, wants(call("c1", "refund", "{\"orderId\":\"A-1\"}")));

        Exchange exchange = ask(with, "helpdesk", MODEL, "tools=refund", "maxSteps=1", "whenStopped=degrade");

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isEqualTo("");
        assertThat(header(exchange, CascadeFlowConstants.OUTCOME)).isEqualTo("degraded");
        assertThat(header(exchange, CascadeFlowConstants.STOP_REASON)).isEqualTo("max-steps");
        assertThat(called).isEmpty();
    }

    @Test
    void aBudgetStopsTheLoopAndLeavesNoHold() throws Exception {
        BudgetFixture with = with();
        refund(with, "&risk=low");
        script(with, wants(call("c1", "refund", "{\"orderId\":\"A-1\"}")), says("Done."));

        Exchange exchange = ask(with, "helpdesk", MODEL, "tools=refund", "budget=0.042");

        assertThat(exchange.getException()).isInstanceOf(BudgetExceededException.class);
        assertThat(header(exchange, CascadeFlowConstants.STOP_REASON)).isEqualTo("budget");
        assertThat(header(exchange, CascadeFlowConstants.TOTAL_COST)).isEqualTo(new BigDecimal("0.002"));
        assertThat(with.ledger().health().holds()).isZero();
        assertThat(called).hasSize(1);
    }

    @Test
    void toolsOfTheCallersGoBackToTheCaller() throws Exception {
        BudgetFixture with = with();
        refund(with, "&risk=low");
        script(with, wants(call("c1", "refund", "{\"orderId\":\"A-1\"}"), call("c2", "mine", "{}")));
        ChatRequest question =
                ChatRequest.of("Please").withTools(Tools.of(new ToolSpec("mine", "", "{\"type\":\"object\"}", null)));

        Exchange exchange = with.context.ask(
                "cascadeflow:agent:helpdesk?cascade=cascadeflow:probe:m&tools=refund&outputType=reply", question);

        assertThat(exchange.getMessage().getBody(ChatReply.class).message().toolCalls())
                .hasSize(2);
        assertThat(header(exchange, CascadeFlowConstants.STOP_REASON)).isEqualTo("tools-returned");
        assertThat(called).isEmpty();
        assertThat(with.context.probe.count()).isEqualTo(1);
    }

    @Test
    void toolsThatStartWithTheAgentAreThere() throws Exception {
        try (ProbeContext stopped = new ProbeContext()) {
            stopped.camel.stop();
            stopped.camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:in").to("cascadeflow:agent:helpdesk?cascade=support&tools=there");
                    from(TOOL + "there?description=x&risk=low").log("called");
                }
            });
            stopped.restart();
            assertThat(stopped.ask("direct:in", "?").getException()).isNull();
        }
    }

    @Test
    void whatIsMissingIsToldWhenTheRoutesHaveStarted() throws Exception {
        try (ProbeContext stopped = new ProbeContext()) {
            stopped.camel.stop();
            stopped.camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:in").to("cascadeflow:agent:helpdesk?cascade=support&tools=gone");
                }
            });
            assertThatThrownBy(stopped::restart).hasStackTraceContaining("there is no tool 'gone'; there are []");
        }
    }
}
