package io.cascadeflow.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.agent.AgentRecord;
import io.cascadeflow.audit.trail.AuditQuery;
import io.cascadeflow.audit.trail.DecisionStory;
import io.cascadeflow.audit.trail.FileTrail;
import io.cascadeflow.audit.trail.KeptDecision;
import io.cascadeflow.audit.trail.KeptDecisions;
import io.cascadeflow.audit.trail.KeptToolCall;
import io.cascadeflow.audit.trail.jdbc.JdbcTrail;
import io.cascadeflow.budget.jdbc.Databases;
import io.cascadeflow.camel.audit.CascadeFlowAudit;
import io.cascadeflow.model.ToolCall;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;

/** What comes of every call that an agent's model asks for is on record beside its decision, and no word of what was said. */
class ToolsOnRecordInRoutesTest extends AgentFixture {

    private static final ToolCall REFUND = call("c1", "refund", "{\"orderId\":\"A-7\"}");

    private Path file() {
        return folder.resolve("decisions.jsonl");
    }

    private BudgetFixture audited(String audit, String more) throws Exception {
        return with("ledger: {memory: true}\naudit: {file: %s%s}\n%s".formatted(file(), audit, more));
    }

    private void tools(BudgetFixture with) throws Exception {
        refund(with, "&risk=low");
        tool(with, "fails?description=Fails&risk=low", exchange -> {
            throw new IllegalStateException("Ann's secret");
        });
        tool(with, "hangs?description=Hangs&risk=low&toolTimeout=50", exchange -> Thread.sleep(60_000));
        tool(
                with,
                "risky?description=Risky&risk=high",
                exchange -> exchange.getMessage().setBody("done"));
        tool(
                with,
                "banned?description=Banned&risk=medium",
                exchange -> exchange.getMessage().setBody("done"));
        with.routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:approve").setBody(constant(false));
            }
        });
    }

    /** Whose decision asked for which call, and what came of it, in the order of the agent's own record. */
    private static List<String> ofExchange(Exchange exchange) {
        List<String> all = new ArrayList<>();
        for (AgentRecord.Step step : record(exchange).steps()) {
            step.calls()
                    .forEach(used -> all.add("%s %s %s %s"
                            .formatted(
                                    step.decision(),
                                    used.tool(),
                                    used.risk(),
                                    used.outcome().word())));
        }
        return all;
    }

    private static List<String> onRecord(KeptDecisions kept) throws Exception {
        List<String> all = new ArrayList<>();
        for (KeptDecision decision : kept.find(AuditQuery.ALL)) {
            for (KeptToolCall called : kept.toolCalls(String.valueOf(decision.text("id")))) {
                String risk = called.text("risk");
                all.add("%s %s %s %s"
                        .formatted(
                                called.text("decision"),
                                called.text("tool"),
                                risk == null ? null : risk.toUpperCase(Locale.ROOT),
                                called.text("outcome")));
            }
        }
        return all;
    }

    private static final String RULES =
            "policies:\n  - {name: no-bans, when: {calledTools: banned}, then: {denyTools: banned}}\n";

    private Exchange askForEverything(BudgetFixture with) throws Exception {
        tools(with);
        script(
                with,
                wants(
                        REFUND,
                        call("c2", "fails", "{}"),
                        call("c3", "hangs", "{}"),
                        call("c4", "risky", "{}"),
                        call("c5", "banned", "{}"),
                        call("c6", "refund", "{\"order\":\"A-7\"}"),
                        call("c7", "nonsense", "{\"orderId\":\"A-7\"}")),
                wants(call("c8", "refund", "{\"orderId\":\"A-7\"}")),
                wants(call("c9", "refund", "{\"orderId\":\"A-8\"}"), call("c10", "refund", "{\"orderId\":\"A-9\"}")),
                says("Done."));
        return ask(
                with,
                "helpdesk",
                SURE,
                "tools=refund,fails,hangs,risky,banned",
                "confirm=direct:approve",
                "maxToolCalls=9",
                "whenStopped=degrade");
    }

    @Test
    void everyOutcomeIsOnRecordWithItsDecisionInFileAndDatabase() throws Exception {
        Path database = folder.resolve("db");
        BudgetFixture with = with("ledger: {url: \"jdbc:h2:file:%s\", leases: false}\naudit: {jdbc: true, file: %s}\n%s"
                .formatted(database, file(), RULES));

        Exchange exchange = askForEverything(with);

        List<String> expected = ofExchange(exchange);
        close();
        JdbcConnectionPool pool = Databases.h2(database);
        try {
            for (KeptDecisions kept : List.of(new FileTrail(file()), new JdbcTrail(pool))) {
                assertThat(onRecord(kept)).containsExactlyElementsOf(expected);
                assertThat(kept.verify().holds()).isTrue();
                assertThat(kept.toolCalls(
                                String.valueOf(record(exchange).steps().get(0).decision())))
                        .extracting(called -> called.text("outcome"))
                        .containsExactly("done", "failed", "timed-out", "refused", "denied", "invalid", "unknown");
            }
        } finally {
            pool.dispose();
        }
        assertThat(expected).hasSize(10);
        assertThat(expected.subList(7, 10))
                .satisfiesExactly(
                        again -> assertThat(again).endsWith("repeated"),
                        left -> assertThat(left).endsWith("not-made"),
                        left -> assertThat(left).endsWith("not-made"));
    }

    @Test
    void byDefaultNeitherArgumentsNorResultsAreKept() throws Exception {
        BudgetFixture with = audited("", "");
        refund(with, "&risk=low");
        script(with, wants(REFUND), says("Done."));

        Exchange exchange = ask(with, "helpdesk", SURE, "tools=refund");
        close();

        FileTrail kept = new FileTrail(file());
        KeptToolCall called = only(kept, exchange);
        assertThat(called.line()).doesNotContain("A-7", "refunded");
        assertThat(called.json().at("/content/arguments/sha256").asText())
                .isEqualTo("7f72ca6a12745755a3281ed05f7804b43685ae96e109168e4790713b1bf999b8");
        assertThat(called.text("run")).isEqualTo(record(exchange).run());
        assertThat(DecisionStory.of(kept.find(AuditQuery.ALL).get(0).json(), List.of(called)))
                .last()
                .asString()
                .startsWith("agent 'helpdesk', step 1: call 1, of tool 'refund' (risk low): done");
    }

    private static KeptToolCall only(KeptDecisions kept, Exchange exchange) throws Exception {
        List<KeptToolCall> calls =
                kept.toolCalls(String.valueOf(record(exchange).steps().get(0).decision()));
        assertThat(calls).hasSize(1);
        return calls.get(0);
    }

    @Test
    void fullContentIsKeptWhereItIsAskedFor() throws Exception {
        BudgetFixture with = audited(", content: full", "");
        refund(with, "&risk=low");
        script(with, wants(REFUND), says("Done."));

        Exchange exchange = ask(with, "helpdesk", SURE, "tools=refund");
        close();

        KeptToolCall called = only(new FileTrail(file()), exchange);
        assertThat(called.json().at("/content/arguments/text").asText()).isEqualTo("{\"orderId\":\"A-7\"}");
        assertThat(called.json().at("/content/told/text").asText()).isEqualTo("refunded A-7");
    }

    @Test
    void aRuleThatDeniesIsNamed() throws Exception {
        BudgetFixture with = audited("", RULES);
        tools(with);
        script(with, wants(call("c1", "banned", "{}")), says("Done."));

        Exchange exchange = ask(with, "helpdesk", SURE, "tools=banned");
        close();

        KeptToolCall called = only(new FileTrail(file()), exchange);
        assertThat(called.json().path("rules")).hasToString("[\"no-bans\"]");
        assertThat(DecisionStory.of(called.json(), List.of(called)).toString()).contains("denied by rule 'no-bans'");
    }

    @Test
    void anAgentThatAsksNoCascadeIsFoundByItsRun() throws Exception {
        BudgetFixture with = audited("", "");
        refund(with, "&risk=low");
        script(with, wants(REFUND), says("Done."));

        Exchange exchange = ask(with, "helpdesk", MODEL, "tools=refund");
        close();

        assertThat(new FileTrail(file()).toolCalls(record(exchange).run()))
                .extracting(called -> called.text("outcome"))
                .containsExactly("done");
    }

    @Test
    void anAgentOnTheWayOfARecordPutsNothingOnRecord() throws Exception {
        List<String> arrived = new ArrayList<>();
        BudgetFixture with = with("ledger: {memory: true}\naudit: {endpoint: \"direct:audit\"}\n");
        refund(with, "&risk=low&idempotent=true");
        with.routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:audit")
                        .process(exchange -> arrived.add(exchange.getMessage().getBody(String.class)))
                        .to("cascadeflow:agent:auditor?" + MODEL + "&tools=refund");
            }
        });
        script(with, wants(REFUND), says("Done."), wants(REFUND), says("Done."), wants(REFUND), says("Done."));

        ask(with, "helpdesk", SURE, "tools=refund");
        CascadeFlowAudit.in(with.context.camel).trail().logs().forEach(log -> log.close());

        assertThat(arrived).as("a start, two decisions, a call").hasSize(4);
        assertThat(arrived)
                .filteredOn(entry -> entry.startsWith("{\"kind\":\"tool\""))
                .hasSize(1);
        assertThat(CascadeFlowAudit.in(with.context.camel).getWritten()).isEqualTo(Map.of("endpoint", 3L));
    }
}
