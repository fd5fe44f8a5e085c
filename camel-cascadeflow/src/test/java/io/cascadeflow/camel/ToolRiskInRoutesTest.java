package io.cascadeflow.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.agent.ToolOutcome.Kind;
import io.cascadeflow.camel.run.CascadeFlowRuns;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ToolCall;
import io.cascadeflow.policy.PolicyDeniedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may let a model do what: a route that consents, and the operator's rules, which see what the model really wants to call. */
class ToolRiskInRoutesTest extends AgentFixture {

    private static final ToolCall REFUND = call("c1", "refund", "{\"orderId\":\"A-7\"}");

    private BudgetFixture approving(Processor decides, String risk) throws Exception {
        BudgetFixture with = with();
        refund(with, risk);
        with.routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:approve").errorHandler(noErrorHandler()).process(decides);
            }
        });
        script(with, wants(REFUND), says("Done."));
        return with;
    }

    /** With one rule, and a tool that looks and one that pays back. */
    private BudgetFixture ruled(String rule, String risk) throws Exception {
        BudgetFixture with = with("ledger: {memory: true}\npolicies:\n  - {%s}\n".formatted(rule));
        refund(with, risk);
        tool(
                with,
                "look?description=Looks&risk=low&idempotent=true",
                exchange -> exchange.getMessage().setBody("seen"));
        script(with, wants(REFUND), says("Done."));
        return with;
    }

    private static Exchange helpdesk(BudgetFixture with, String... more) {
        return ask(with, "helpdesk", MODEL, "tools=refund", "confirm=direct:approve", String.join("&", more));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&risk=high", "&risk=critical", "&risk=low&confirmed=true"})
    void aRiskyCallIsMadeWhenTheRouteConsents(String risk) throws Exception {
        List<Object> asked = new ArrayList<>();
        BudgetFixture with = approving(
                exchange -> {
                    asked.add(exchange.getMessage().getBody());
                    exchange.getMessage().setBody(true);
                },
                risk);
        Exchange exchange = helpdesk(with);
        assertThat(exchange.getException()).isNull();
        assertThat(called).hasSize(1);
        assertThat(asked)
                .singleElement()
                .satisfies(question -> assertThat((Map<?, ?>) question)
                        .hasFieldOrPropertyWithValue("tool", "refund")
                        .hasFieldOrPropertyWithValue("arguments", Map.of("orderId", "A-7"))
                        .hasFieldOrPropertyWithValue("agent", "helpdesk"));
    }

    @ParameterizedTest
    @CsvSource({"false", "yes", "1", "TRUE!", "''", "unchanged", "null", "header-false", "throws"})
    void anythingButAClearYesIsANo(String answer) throws Exception {
        BudgetFixture with = approving(
                exchange -> {
                    switch (answer) {
                        case "throws" -> throw new IllegalStateException("nobody is there");
                        case "header-false" -> {
                            exchange.getMessage().setHeader(CascadeFlowConstants.CONFIRMED, false);
                            exchange.getMessage().setBody(true);
                        }
                        case "null" -> exchange.getMessage().setBody(null);
                        case "unchanged" -> {}
                        default -> exchange.getMessage().setBody(answer);
                    }
                },
                "&risk=high");
        Exchange exchange = helpdesk(with);
        assertThat(exchange.getMessage().getBody()).isEqualTo("Done.");
        assertThat(called).isEmpty();
        assertThat(outcomes(exchange)).containsExactly(Kind.REFUSED);
        assertThat(told(with)).containsExactly("{\"error\":\"nobody consented to this call\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", " True\n"})
    void aYesMayBeAText(String yes) throws Exception {
        helpdesk(approving(exchange -> exchange.getMessage().setBody(yes), "&risk=high"));
        assertThat(called).hasSize(1);
    }

    @Test
    void aHeaderOfTheCallersIsNoConsent() throws Exception {
        BudgetFixture with = approving(exchange -> {}, "&risk=high");
        with.context.ask(
                "cascadeflow:agent:helpdesk?" + MODEL + "&tools=refund&confirm=direct:approve",
                "Please",
                Map.of(CascadeFlowConstants.CONFIRMED, true));
        assertThat(called).isEmpty();
    }

    @Test
    void whoeverConsentsTooLateDoesNotConsent() throws Exception {
        BudgetFixture with = approving(exchange -> new CountDownLatch(1).await(), "&risk=high");
        Exchange exchange = helpdesk(with, "requestTimeout=300");
        assertThat(called).isEmpty();
        assertThat(outcomes(exchange)).containsExactly(Kind.REFUSED);
    }

    @Test
    void anAgentWithARiskyToolAndNobodyToConsentIsRefused() throws Exception {
        BudgetFixture with = with();
        refund(with, "");
        Exchange exchange = ask(with, "helpdesk", MODEL, "tools=refund");
        assertThat(exchange.getException())
                .hasMessageContaining(
                        "calls of tool 'refund' (risk high) need consent, and nobody is there to give it");
        assertThat(with.context.probe.count()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"confirmFrom=never", "confirmFrom=critical", "toolRisk.refund=low", "toolRisk.ReFund=medium"})
    void theAgentMaySayOtherwise(String option) throws Exception {
        BudgetFixture with = with();
        refund(with, "&risk=high");
        script(with, wants(REFUND), says("Done."));
        assertThat(ask(with, "helpdesk", MODEL, "tools=refund", option).getException())
                .isNull();
        assertThat(called).hasSize(1);
    }

    @Test
    void rulesSeeWhatIsCalledAndNotWhatIsOffered() throws Exception {
        BudgetFixture with =
                ruled("name: no-refunds, when: {toolRisk: [high, critical]}, then: {deny: true}", "&risk=high");
        script(with, wants(call("c0", "look", "{}")), wants(REFUND, call("c2", "look", "{}")), says("Done."));

        Exchange exchange = ask(with, "helpdesk", MODEL, "tools=refund,look", "confirmFrom=never");

        assertThat(exchange.getMessage().getBody()).isEqualTo("Done.");
        assertThat(outcomes(exchange)).containsExactly(Kind.DONE, Kind.DENIED, Kind.DENIED);
        assertThat(told(with).get(1)).isEqualTo("{\"error\":\"this call is not allowed; do without it\"}");
        assertThat(called).as("look only").containsExactly(Map.of());
    }

    @Test
    void rulesMayDenyOneToolWhenItIsCalledForSomebody() throws Exception {
        BudgetFixture with = ruled(
                "name: no-refunds, when: {calledTools: refund, header: {region: us}}, then: {denyTools: refund}",
                "&risk=low");
        String uri = "cascadeflow:agent:helpdesk?" + MODEL + "&tools=refund";
        assertThat(outcomes(with.context.ask(uri, "?", Map.of("region", "us")))).containsExactly(Kind.DENIED);
        script(with, wants(REFUND), says("Done."));
        assertThat(outcomes(with.context.ask(uri, "?", Map.of("region", "eu")))).containsExactly(Kind.DONE);
    }

    @Test
    void aToolThatRulesDenyIsNotOffered() throws Exception {
        BudgetFixture with = ruled("name: no-refunds, then: {denyTools: refund}", "&risk=low");
        Exchange exchange = ask(with, "helpdesk", MODEL, "tools=refund");
        assertThat(with.context.probe.calls().get(0).request().tools().specs()).isEmpty();
        assertThat(outcomes(exchange)).as("a model may call it all the same").containsExactly(Kind.DENIED);
        assertThat(called).isEmpty();
    }

    @Test
    void aRiskyCallIsDecidedByTheStrongerTier() throws Exception {
        BudgetFixture with = ruled("name: risk, when: {toolRisk: high}, then: {startAt: large}", "&risk=high");
        with.context.probe.answers(call -> CompletableFuture.completedFuture(
                answer(call.model(), call.request().messages().size())));

        Exchange exchange = ask(with, "helpdesk", SURE, "tools=refund,look", "confirmFrom=never");

        assertThat(exchange.getException()).isNull();
        assertThat(with.context.probe.calls()).extracting(call -> call.model()).containsExactly("m", "m", "dear", "m");
        assertThat(called)
                .as("what the large model wants")
                .contains(Map.of("orderId", "dear"))
                .doesNotContain(Map.of("orderId", "m"));
        assertThat(record(exchange).steps())
                .extracting(step -> step.redone())
                .containsExactly(false, false, true, false);
        assertThat(outcomes(exchange)).containsExactly(Kind.DONE, Kind.NOT_MADE, Kind.DONE);
    }

    /** Looks first, then wants a refund, then is done. */
    private static ChatReply answer(String model, int messages) {
        return switch (messages) {
            case 1 -> wants(call("c1", "look", "{}"));
            case 3 -> wants(call("c2", "refund", "{\"orderId\":\"" + model + "\"}"));
            default -> says("Done.");
        };
    }

    @Test
    void rulesForRunsStopTheLoopBeforeATool() throws Exception {
        BudgetFixture with = with("ledger: {memory: true}\nruns:\n  - {name: few, limits: {toolCalls: 1}}\n");
        refund(with, "&risk=low");
        script(with, wants(REFUND), wants(call("c2", "refund", "{\"orderId\":\"A-8\"}")), says("Done."));
        Exchange exchange = ask(with, "helpdesk", MODEL, "tools=refund");
        assertThat(header(exchange, CascadeFlowConstants.STOP_REASON)).isEqualTo("run");
        assertThat(called).hasSize(1);
        String run = record(exchange).run();
        assertThat(CascadeFlowRuns.in(with.context.camel)
                        .summary(run)
                        .orElseThrow()
                        .used()
                        .toolCalls())
                .isEqualTo(1);
        assertThat(with.ledger().health().holds()).isZero();
    }

    @Test
    void aDenialOfTheQuestionItselfEndsTheAgent() throws Exception {
        BudgetFixture with = ruled("name: nobody, then: {deny: true}", "&risk=low");
        Exchange exchange = ask(with, "helpdesk", MODEL, "tools=refund");
        assertThat(exchange.getException()).isInstanceOf(PolicyDeniedException.class);
        assertThat(header(exchange, CascadeFlowConstants.STOP_REASON)).isEqualTo("failed");
    }
}
