package io.cascadeflow.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.cascadeflow.audit.trail.AuditQuery;
import io.cascadeflow.audit.trail.DecisionStory;
import io.cascadeflow.audit.trail.FileTrail;
import io.cascadeflow.audit.trail.KeptDecision;
import io.cascadeflow.audit.trail.KeptDecisions;
import io.cascadeflow.audit.trail.jdbc.JdbcTrail;
import io.cascadeflow.budget.LedgerEntry;
import io.cascadeflow.budget.jdbc.Databases;
import io.cascadeflow.camel.audit.CascadeFlowAudit;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.pricing.Usd;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;

/** Decisions of cascades in routes are put on record. */
class AuditInRoutesTest extends RouteFixture {

    private static final String MEMORY = "ledger: {memory: true}\n";

    private BudgetFixture audited(String audit) throws IOException {
        return opened(new BudgetFixture(folder, audit));
    }

    private Path file() {
        return folder.resolve("decisions.jsonl");
    }

    private static RouteBuilder asking(String uri) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to(uri);
            }
        };
    }

    private static KeptDecision only(KeptDecisions kept) throws IOException {
        List<KeptDecision> all = kept.find(AuditQuery.ALL);
        assertThat(all).hasSize(1);
        assertThat(kept.verify().holds()).isTrue();
        return all.get(0);
    }

    @Test
    void aDecisionIsOnRecordInAFileAndADatabaseAndTheLedgerAgrees() throws Exception {
        Path database = folder.resolve("db");
        BudgetFixture with =
                audited("ledger: {url: \"jdbc:h2:file:%s\", leases: false}\naudit: {jdbc: true, file: %s}\n"
                        .formatted(database, file()));
        with.routes(asking("cascadeflow:cascade:support"));

        Exchange answer = with.context.ask("direct:in", "What is 6 x 7?", Map.of(CascadeFlowConstants.TENANT, "acme"));

        assertThat(answer.getException()).isNull();
        List<LedgerEntry> ledger = with.lines();
        close();
        KeptDecision inFile = only(new FileTrail(file()));
        JdbcConnectionPool pool = Databases.h2(database);
        KeptDecision inDatabase = only(new JdbcTrail(pool));
        pool.dispose();
        for (KeptDecision kept : List.of(inFile, inDatabase)) {
            assertThat(kept.text("id")).isEqualTo(header(answer, CascadeFlowConstants.DECISION_ID));
            assertThat(kept.text("tenant")).isEqualTo("acme");
            assertThat(kept.text("outcome")).isEqualTo(header(answer, CascadeFlowConstants.OUTCOME));
            Usd onLedger = ledger.stream()
                    .filter(line -> line.call().decision().equals(kept.text("id")))
                    .map(line -> line.posting().settled().usd())
                    .reduce(Usd.ZERO, Usd::plus);
            assertThat(Usd.of(String.valueOf(kept.text("totalCostUsd")))).isEqualTo(onLedger);
            assertThat(header(answer, CascadeFlowConstants.TOTAL_COST))
                    .asInstanceOf(InstanceOfAssertFactories.BIG_DECIMAL)
                    .isEqualByComparingTo(onLedger.toBigDecimal());
        }
    }

    @Test
    void whatIsUnderWayWhenTheContextStopsIsOnRecord() throws Exception {
        BudgetFixture with = audited(MEMORY + "audit: {file: %s}\n".formatted(file()));
        CompletableFuture<Exchange> done = new CompletableFuture<>();
        with.context.probe.answers(call -> new CompletableFuture<ChatReply>());
        with.context.sendHere("cascadeflow:cascade:support", "What is 6 x 7?", done);
        with.context.probe.arrived().get(10, TimeUnit.SECONDS);
        with.context.camel.getShutdownStrategy().setTimeout(1);

        close();

        Exchange ended = done.get(10, TimeUnit.SECONDS);
        KeptDecision kept = only(new FileTrail(file()));
        assertThat(kept.text("outcome")).isEqualTo("failed");
        assertThat(Usd.of(String.valueOf(kept.text("totalCostUsd"))).toBigDecimal())
                .as("the model may have worked")
                .isEqualByComparingTo((BigDecimal) header(ended, CascadeFlowConstants.TOTAL_COST))
                .isPositive();
    }

    @Test
    void everyTierHasItsModelItsTimeAndItsGate() throws Exception {
        BudgetFixture with = audited(MEMORY + "audit: {file: %s}\n".formatted(file()));
        with.routes(asking("cascadeflow:cascade:support"));

        with.context.ask("direct:in", "What is 6 x 7?");
        close();

        for (JsonNode tier : only(new FileTrail(file())).json().path("tiers")) {
            assertThat(tier.path("model").asText()).startsWith("probe:");
            assertThat(tier.path("latencyMs").isIntegralNumber()).isTrue();
            assertThat(tier.at("/gate/profile").asText()).isEqualTo("first-gate");
            assertThat(new BigDecimal(tier.path("costUsd").asText())).isPositive();
        }
    }

    @Test
    void theRulesThatAppliedAreOnRecord() throws Exception {
        BudgetFixture with = audited(MEMORY + """
                audit: {file: %s}
                policies:
                  - {name: strict, when: {tenant: acme}, then: {acceptAbove: 0.9}}
                  - {name: other, when: {tenant: other}, then: {deny: true}}
                  - {name: seen, mode: observe, then: {maxTier: small}}
                """.formatted(file()));
        with.routes(asking("cascadeflow:cascade:support"));

        with.context.ask("direct:in", "What is 6 x 7?", Map.of(CascadeFlowConstants.TENANT, "acme"));
        close();

        KeptDecision kept = only(new FileTrail(file()));
        assertThat(kept.json().at("/policy/version").asText()).matches("[0-9a-f]{12}");
        assertThat(kept.json().at("/policy/rules")).hasToString("[\"strict\"]");
        assertThat(kept.json().at("/policy/observed")).hasToString("[\"seen\"]");
        assertThat(kept.json().at("/tiers/0/acceptAbove").asDouble()).isEqualTo(0.9);
        assertThat(DecisionStory.of(kept.json()))
                .contains(
                        "rule 'strict' of the policy applied",
                        "rule 'seen' of the policy, which is only observed, would have applied");
    }

    @Test
    void plainStepsAndNestedCascadesAreTimedToo() throws Exception {
        BudgetFixture with = audited(MEMORY + "audit: {file: %s}\n".formatted(file()));
        with.routes(ladder(cascade -> cascade.tier("plain")
                .acceptAbove(0.9)
                .process(exchange -> exchange.getMessage().setBody("perhaps"))
                .tier("nested")
                .to("cascadeflow:cascade:support")));

        with.context.ask("direct:in", "What is 6 x 7?");
        close();

        List<KeptDecision> all = new FileTrail(file()).find(AuditQuery.ALL);
        assertThat(all).extracting(kept -> kept.text("cascade")).containsExactly("support", "ladder");
        assertThat(all.get(1).json().path("tiers"))
                .allSatisfy(tier -> assertThat(tier.has("latencyMs")).isTrue());
    }

    @Test
    void byDefaultNeitherQuestionNorAnswerIsKept() throws Exception {
        BudgetFixture with = audited(MEMORY + "audit: {file: %s}\n".formatted(file()));
        with.routes(asking("cascadeflow:cascade:support"));

        with.context.ask("direct:in", "Where does Ann live?");
        close();

        KeptDecision kept = only(new FileTrail(file()));
        assertThat(kept.line()).doesNotContain("Ann", "live");
        assertThat(kept.json().at("/content/question/sha256").asText())
                .isEqualTo("5ba93323a2b618cfbfd131bae495c8ff2aa5c48f706bfd39b519e9fa89ee7575");
    }

    @Test
    void fullContentIsKeptWhereItIsAskedFor() throws Exception {
        BudgetFixture with = audited(MEMORY + "audit: {file: %s, content: full}\n".formatted(file()));
        with.routes(asking("cascadeflow:cascade:support"));

        Exchange answer = with.context.ask("direct:in", "Where does Ann live?");
        close();

        JsonNode content = only(new FileTrail(file())).json().path("content");
        assertThat(content.at("/question/text").asText()).isEqualTo("Where does Ann live?");
        assertThat(content.at("/answer/text").asText())
                .isEqualTo(answer.getMessage().getBody(String.class));
    }

    @Test
    void aRejectionIsOnRecordToo() throws Exception {
        BudgetFixture with =
                audited("ledger: {memory: true}\nbudgets: [{name: company, limit: 0, window: day}]\naudit: {file: %s}\n"
                        .formatted(file()));
        with.routes(asking("cascadeflow:cascade:support"));

        assertThat(with.context.ask("direct:in", "q").getException()).isNotNull();
        close();

        KeptDecision kept = only(new FileTrail(file()));
        assertThat(kept.text("outcome")).isEqualTo("rejected");
        assertThat(kept.text("why")).isEqualTo("budget");
        assertThat(kept.json().at("/content/answer").isMissingNode()).isTrue();
    }

    @Test
    void anyEndpointCanTakeTheRecords() throws Exception {
        List<String> arrived = new CopyOnWriteArrayList<>();
        BudgetFixture with = audited(MEMORY + "audit: {endpoint: \"direct:audit\"}\n");
        with.routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("cascadeflow:cascade:support");
                // a cascade on the way of a record puts nothing on record: that would never end
                from("direct:audit")
                        .process(exchange -> arrived.add(exchange.getMessage().getBody(String.class)))
                        .to("cascadeflow:cascade:support");
            }
        });

        with.context.ask("direct:in", "q");
        CascadeFlowAudit audit = CascadeFlowAudit.in(with.context.camel);
        audit.trail().logs().forEach(log -> log.close());

        assertThat(arrived).hasSize(2);
        assertThat(arrived.get(1)).contains("\"kind\":\"decision\"");
        assertThat(audit.getWritten()).isEqualTo(Map.of("endpoint", 1L));
        assertThat(audit.getFailing()).isEmpty();
    }

    @Test
    void anEndpointThatFailsBreaksNoRouteAndIsTold() throws Exception {
        BudgetFixture with = audited(MEMORY + "audit: {endpoint: \"direct:nobody?block=false\"}\n");
        with.routes(asking("cascadeflow:cascade:support"));

        Exchange answer = with.context.ask("direct:in", "q");

        assertThat(answer.getException()).isNull();
        CascadeFlowAudit audit = CascadeFlowAudit.in(with.context.camel);
        audit.trail().logs().forEach(log -> log.close(Duration.ofMillis(100)));
        assertThat(audit.getFailures().get("endpoint")).isPositive();
        assertThat(audit.getFailing().get("endpoint")).contains("the endpoint failed");
    }

    @Test
    void theLedgersDatabaseCannotBeMemory() {
        assertThatThrownBy(() -> audited(MEMORY + "audit: {jdbc: true}\n"))
                .hasRootCauseMessage(
                        "audit: jdbc is true, and the ledger is in memory; give the ledger a database, or audit a url of its own");
    }
}
