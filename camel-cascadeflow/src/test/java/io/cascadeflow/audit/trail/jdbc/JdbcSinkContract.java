package io.cascadeflow.audit.trail.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.cascadeflow.agent.ToolOutcome;
import io.cascadeflow.audit.trail.AuditQuery;
import io.cascadeflow.audit.trail.AuditSink;
import io.cascadeflow.audit.trail.Broken;
import io.cascadeflow.audit.trail.Broken.How;
import io.cascadeflow.audit.trail.ContentKeeper;
import io.cascadeflow.audit.trail.Follower;
import io.cascadeflow.audit.trail.KeptDecisions;
import io.cascadeflow.audit.trail.Records;
import io.cascadeflow.audit.trail.SinkContract;
import io.cascadeflow.audit.trail.ToolRecord;
import io.cascadeflow.audit.trail.Verification;
import io.cascadeflow.budget.LedgerException;
import io.cascadeflow.budget.jdbc.Databases;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

abstract class JdbcSinkContract extends SinkContract {

    private Retention retention = Retention.FOR_EVER;
    private @Nullable JdbcConnectionPool pool;

    abstract JdbcConnectionPool database();

    @Override
    protected AuditSink open() {
        return open("node");
    }

    private AuditSink open(String node) {
        return new JdbcSink(this::pool, node, clock, retention);
    }

    @Override
    protected KeptDecisions kept() {
        return new JdbcTrail(pool());
    }

    private JdbcConnectionPool pool() {
        if (pool == null) {
            pool = database();
        }
        return pool;
    }

    @AfterEach
    void dispose() {
        if (pool != null) {
            pool.dispose();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "UPDATE cascadeflow_audit SET entry = REPLACE(entry, 'globex', 'acme') WHERE id = 'd5' | CHANGED",
                "UPDATE cascadeflow_audit SET tenant = 'acme' WHERE id = 'd5' | CHANGED",
                "UPDATE cascadeflow_audit SET cost_nanos = 0 WHERE id = 'd5' | CHANGED",
                "UPDATE cascadeflow_audit SET decided_at = 0 WHERE id = 'd5' | CHANGED",
                "DELETE FROM cascadeflow_audit WHERE id = 'd5' | MISSING",
                "DELETE FROM cascadeflow_audit WHERE id = 'd9' | TRUNCATED",
                "DELETE FROM cascadeflow_audit WHERE sequence = 0 | MISSING"
            })
    void whateverIsTamperedWithIsFound(String sql, How how) throws IOException {
        append(0, 10);

        Databases.execute(pool(), sql);

        assertThat(kept().verify().broken()).extracting(Broken::how).isEqualTo(how);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "UPDATE cascadeflow_audit SET entry = REPLACE(entry, 'denied', 'done') WHERE id = 'd3' | CHANGED",
                "UPDATE cascadeflow_audit SET id = 'd4' WHERE id = 'd3' | CHANGED",
                "UPDATE cascadeflow_audit SET decided_at = 0 WHERE id = 'd3' | CHANGED",
                "UPDATE cascadeflow_audit SET cost_nanos = 0 WHERE id = 'd3' | CHANGED",
                "DELETE FROM cascadeflow_audit WHERE id = 'd3' | MISSING"
            })
    void whateverIsTamperedWithAtACallIsFound(String sql, How how) throws IOException {
        try (AuditSink sink = open()) {
            sink.append(List.of(
                    Records.record(1),
                    ToolRecord.of(Records.called(3, 1, ToolOutcome.Kind.DENIED), ContentKeeper.HASH),
                    Records.record(2)));
        }

        Databases.execute(pool(), sql);

        assertThat(kept().verify().broken()).extracting(Broken::how).isEqualTo(how);
    }

    @Test
    void nodesOfOneNameWriteBesideEachOther() throws IOException {
        try (AuditSink one = open("node");
                AuditSink other = open("node")) {
            one.append(Records.records(0, 3));
            other.append(Records.records(3, 6));
            one.append(Records.records(6, 9));
            other.append(Records.records(9, 12));
        }

        assertThat(kept().verify()).isEqualTo(new Verification(12, 2, false, null));
        assertThat(ids(AuditQuery.ALL)).containsExactlyElementsOf(named(0, 12));
    }

    @Test
    void whoeverReadsBeforeTheFirstRecordFindsNothing() throws Exception {
        try (AuditSink sink = open()) {
            KeptDecisions kept = sink.kept().orElseThrow();
            assertThat(kept.find(AuditQuery.ALL)).isEmpty();
            assertThat(kept.toolCalls("d0")).isEmpty();
            assertThat(kept.follow(Instant.EPOCH)).isPresent();

            sink.append(Records.records(0, 3));
            assertThat(kept.find(AuditQuery.ALL)).hasSize(3);
        }
        assertThat(kept().verify()).isEqualTo(new Verification(3, 1, false, null));
    }

    @Test
    void aFollowerPassesOnEachDecisionOnceWhileNodesWrite() throws IOException {
        append(0, 2_500);
        Follower follower = kept().follow(Instant.EPOCH).orElseThrow();
        List<String> seen = new ArrayList<>();
        try (AuditSink one = open("one");
                AuditSink other = open("other")) {
            one.append(Records.records(2_500, 2_503));
            long left;
            do {
                left = follower.next(decision -> seen.add(decision.text("id")));
                assertThat(seen.size() + left).isBetween(2_503L, 2_505L);
            } while (left > 0);
            // dated before what was passed on already
            other.append(Records.records(2_503, 2_506));
            one.append(Records.records(2_506, 2_508));
            assertThat(follower.next(decision -> seen.add(decision.text("id")))).isZero();
        }
        assertThat(follower.next(decision -> seen.add(decision.text("id")))).isZero();

        assertThat(seen).containsExactlyInAnyOrderElementsOf(named(0, 2_508));
    }

    @Test
    void aFollowerLeavesOutWhatWasDecidedBefore() throws IOException {
        append(0, 40);

        List<String> seen = new ArrayList<>();
        kept().follow(Records.NOON.plusSeconds(30)).orElseThrow().next(decision -> seen.add(decision.text("id")));

        assertThat(seen).containsExactlyElementsOf(named(30, 40));
    }

    @Test
    void whatIsTooManyGoesAndTheRestIsStillVerified() throws IOException {
        append(0, 10);
        append(10, 20);
        retention = new Retention(null, 12L);
        append(20, 21);

        Verification found = kept().verify();
        assertThat(found.broken()).isNull();
        assertThat(ids(AuditQuery.ALL)).doesNotContain("d9").endsWith("d19", "d20");
        // twelve entries, of which one or two are starts
        assertThat(found.decisions()).isBetween(10L, 11L);
    }

    @Test
    void whatIsTooOldGoesAndTheRestIsStillVerified() throws IOException {
        append(0, 10);
        append(10, 20);
        Duration sinceTheTwelfth = Duration.between(Records.NOON.plusSeconds(12), clock.instant());
        retention = new Retention(sinceTheTwelfth, null);
        append(20, 21);

        assertThat(kept().verify().broken()).isNull();
        assertThat(ids(AuditQuery.ALL)).containsExactlyElementsOf(named(12, 21));
    }

    @Test
    void aBeginningThatIsCutOffByHandIsFound() throws IOException {
        append(0, 10);
        Databases.execute(pool(), "UPDATE cascadeflow_audit_chain SET kept_from = 3");
        Databases.execute(pool(), "DELETE FROM cascadeflow_audit WHERE sequence < 3");

        assertThat(kept().verify().holds()).isFalse();
    }

    @Test
    void aDatabaseThatIsAwayAtTheStartIsTriedAgain() throws IOException {
        AtomicBoolean away = new AtomicBoolean(true);
        JdbcSink sink = new JdbcSink(
                () -> {
                    if (away.get()) {
                        throw new LedgerException("the ledger's database cannot be reached");
                    }
                    return pool();
                },
                "node",
                clock,
                retention);
        assertThatIOException().isThrownBy(() -> sink.append(Records.records(0, 2)));
        away.set(false);

        assertThat(sink.append(Records.records(0, 2))).isEqualTo(2);
        assertThat(kept().verify()).isEqualTo(new Verification(2, 1, false, null));
    }

    @Test
    void afterAFailureNothingIsThereTwice() throws IOException {
        try (AuditSink sink = open()) {
            sink.append(Records.records(0, 2));
            Databases.execute(pool(), "ALTER TABLE cascadeflow_audit RENAME TO elsewhere");
            assertThatIOException().isThrownBy(() -> sink.append(Records.records(2, 4)));
            Databases.execute(pool(), "ALTER TABLE elsewhere RENAME TO cascadeflow_audit");

            assertThat(sink.append(Records.records(2, 4))).isEqualTo(2);
        }

        assertThat(ids(AuditQuery.ALL)).containsExactlyElementsOf(named(0, 4));
        assertThat(kept().verify()).isEqualTo(new Verification(4, 1, false, null));
    }
}
