package io.cascadeflow.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.agent.ToolOutcome.Kind;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.ToolCall;
import io.cascadeflow.model.ToolChoice;
import io.cascadeflow.model.ToolSpec;
import io.cascadeflow.model.Tools;
import io.cascadeflow.policy.PolicyDeniedException;
import io.cascadeflow.policy.ToolDeniedException;
import io.cascadeflow.pricing.Usd;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a denied tool is an exception, by which a route can tell it from all else. */
class DeniedToolsInRoutesTest extends AgentFixture {

    private static final ToolCall REFUND = call("c1", "refund", "{\"orderId\":\"A-7\"}");
    private static final ToolCall LOOK = call("c2", "look", "{}");
    private static final String FAIL = "whenDenied=fail";

    private BudgetFixture ruled(String then) throws Exception {
        BudgetFixture with =
                with("ledger: {memory: true}\npolicies:\n  - {name: no-refunds, then: {%s}}\n".formatted(then));
        tools(with);
        return with;
    }

    private void tools(BudgetFixture with) throws Exception {
        refund(with, "&risk=low");
        tool(
                with,
                "look?description=Looks&risk=low&idempotent=true",
                exchange -> exchange.getMessage().setBody("seen"));
    }

    /** Nothing is held, and what it cost is on the ledger, to the cent. */
    private static void paid(BudgetFixture with, Exchange exchange, int calls) {
        assertThat(with.context.probe.count()).isEqualTo(calls);
        assertThat(with.lines()).hasSize(calls);
        Usd onLedger = with.lines().stream()
                .map(line -> line.posting().settled().usd())
                .reduce(Usd.ZERO, Usd::plus);
        assertThat(header(exchange, CascadeFlowConstants.TOTAL_COST)).isEqualTo(onLedger.toBigDecimal());
        assertThat(with.ledger().health().holds()).isZero();
    }

    private static ToolDeniedException denied(Exchange exchange) {
        assertThat(exchange.getException()).isExactlyInstanceOf(ToolDeniedException.class);
        ToolDeniedException denied = (ToolDeniedException) Objects.requireNonNull(exchange.getException());
        assertThat(denied.tool()).isEqualTo("refund");
        assertThat(denied.getMessage())
                .contains("'refund'", "'helpdesk'", FAIL.replace("fail", "tell"))
                .doesNotContain("A-7", "orderId");
        return denied;
    }

    @ParameterizedTest
    @ValueSource(strings = {"fail", "degrade"})
    void aRuleThatDeniesACallEndsTheAgentWhereThatIsAskedFor(String whenStopped) throws Exception {
        BudgetFixture with = ruled("denyTools: refund");
        script(with, wants(LOOK), wants(REFUND, call("c3", "look", "{}")), says("Done."));

        Exchange exchange = ask(with, "helpdesk", SURE, "tools=look,refund", FAIL, "whenStopped=" + whenStopped);

        assertThat(denied(exchange).rules()).containsExactly("no-refunds");
        assertThat(denied(exchange)).hasMessageContaining("rule 'no-refunds'");
        assertThat(header(exchange, CascadeFlowConstants.STOP_REASON)).isEqualTo("denied");
        assertThat(outcomes(exchange)).containsExactly(Kind.DONE, Kind.DENIED, Kind.NOT_MADE);
        assertThat(called).as("the first look only").hasSize(1);
        paid(with, exchange, 2);
    }

    @Test
    void byDefaultTheModelIsTold() throws Exception {
        BudgetFixture with = ruled("denyTools: refund");
        script(with, wants(REFUND, LOOK), says("Done."));

        Exchange exchange = ask(with, "helpdesk", SURE, "tools=look,refund");

        assertThat(exchange.getMessage().getBody()).isEqualTo("Done.");
        assertThat(outcomes(exchange)).containsExactly(Kind.DENIED, Kind.DONE);
        paid(with, exchange, 2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoeverDoesNotConsentEndsItToo(boolean parallel) throws Exception {
        BudgetFixture with = with();
        refund(with, "&risk=high");
        tool(
                with,
                "look?description=Looks&risk=low",
                exchange -> exchange.getMessage().setBody("seen"));
        with.routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:approve").setBody(constant(false));
            }
        });
        script(with, wants(LOOK, REFUND), says("Done."));

        Exchange exchange = ask(
                with,
                "helpdesk",
                SURE,
                "tools=look,refund",
                "confirm=direct:approve",
                "parallelToolCalls=" + parallel,
                FAIL);

        assertThat(denied(exchange).rules()).isEmpty();
        assertThat(outcomes(exchange)).containsExactly(Kind.NOT_MADE, Kind.REFUSED);
        assertThat(called).isEmpty();
        paid(with, exchange, 1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void allThatIsAllowedIsDoneInTheSameOrder(boolean parallel) throws Exception {
        BudgetFixture with = with();
        tools(with);
        script(with, wants(LOOK, REFUND, call("c3", "refund", "{\"order\":1}")), says("Done."));

        Exchange exchange = ask(with, "helpdesk", SURE, "tools=look,refund", "parallelToolCalls=" + parallel, FAIL);

        assertThat(exchange.getMessage().getBody()).isEqualTo("Done.");
        assertThat(outcomes(exchange)).containsExactly(Kind.DONE, Kind.DONE, Kind.INVALID);
        assertThat(told(with)).startsWith("seen", "refunded A-7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tell", "fail"})
    void aToolsOwnRouteMayDeny(String whenDenied) throws Exception {
        BudgetFixture with = with();
        tool(with, "refund?description=Pays+back&risk=low&parameter.orderId=string", exchange -> {
            throw new IllegalStateException(new ToolDeniedException("refund", "the till is closed"));
        });
        script(with, wants(REFUND), wants(REFUND), says("Done."));

        Exchange exchange = ask(with, "helpdesk", SURE, "tools=refund", "whenDenied=" + whenDenied);

        if (whenDenied.equals("tell")) {
            assertThat(exchange.getMessage().getBody()).isEqualTo("Done.");
            assertThat(outcomes(exchange))
                    .as("nobody knows what it did before it said no")
                    .containsExactly(Kind.DENIED, Kind.REPEATED);
            assertThat(told(with).get(0)).isEqualTo("{\"error\":\"this call is not allowed; do without it\"}");
            paid(with, exchange, 3);
        } else {
            denied(exchange);
            paid(with, exchange, 1);
        }
        assertThat(called).hasSize(1);
    }

    @Test
    void aRouteTellsItFromAllElse() throws Exception {
        BudgetFixture with = ruled("denyTools: refund");
        script(with, wants(REFUND), says("Done."));
        with.routes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(PolicyDeniedException.class).handled(true).setBody(constant("policy"));
                onException(ToolDeniedException.class).handled(true).setBody(simple("no ${exception.tool}"));
                from("direct:ask").to("cascadeflow:agent:helpdesk?" + MODEL + "&tools=refund&" + FAIL);
            }
        });

        assertThat(with.context.ask("direct:ask", "Please").getMessage().getBody())
                .isEqualTo("no refund");
    }

    private static ChatRequest demanding(ToolChoice choice) {
        ToolSpec spec = new ToolSpec("refund", "Pays back.", "{\"type\":\"object\"}", null);
        return ChatRequest.of(List.of(ChatMessage.user("Pay A-7 back")))
                .withTools(new Tools(List.of(spec), choice, null));
    }

    private static Exchange demand(BudgetFixture with, String uri, ToolChoice choice) {
        return with.context.ask(uri, demanding(choice), Map.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cascadeflow:probe:m",
                "cascadeflow:cascade:support",
                "cascadeflow:agent:helpdesk?cascade=support&tools=look",
                "cascadeflow:agent:helpdesk?cascade=support&tools=look&whenStopped=degrade",
                "cascadeflow:agent:helpdesk?cascade=cascadeflow:probe:m&tools=look"
            })
    void whoDemandsADeniedToolIsToldSoAndNobodyIsAsked(String uri) throws Exception {
        BudgetFixture with = ruled("allowTools: look");

        Exchange exchange = demand(with, uri, new ToolChoice.Named("refund"));

        ToolDeniedException denied = Objects.requireNonNull(ToolDeniedException.in(exchange.getException()));
        assertThat(denied.tool()).isEqualTo("refund");
        assertThat(denied.rules()).containsExactly("no-refunds");
        assertThat(denied)
                .hasMessageContaining("take it out of the tool choice")
                .hasMessageNotContaining("A-7");
        assertThat(with.context.probe.count()).isZero();
        assertThat(with.lines()).isEmpty();
        assertThat(with.ledger().health().holds()).isZero();
    }

    @Test
    void whoDemandsAnyToolWhereAllAreDeniedIsToldSo() throws Exception {
        BudgetFixture with = ruled("denyTools: refund");
        assertThat(demand(with, "cascadeflow:cascade:support", ToolChoice.REQUIRED)
                        .getException())
                .isExactlyInstanceOf(ToolDeniedException.class);
        assertThat(demand(with, "cascadeflow:cascade:support", ToolChoice.AUTO).getException())
                .isNull();
    }
}
