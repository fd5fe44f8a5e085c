package io.cascadeflow.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.audit.trail.AuditQuery;
import io.cascadeflow.audit.trail.FileTrail;
import io.cascadeflow.audit.trail.KeptDecision;
import io.cascadeflow.audit.trail.KeptDecisions;
import io.cascadeflow.audit.trail.Verification;
import io.cascadeflow.audit.trail.jdbc.JdbcTrail;
import io.cascadeflow.budget.jdbc.Databases;
import io.cascadeflow.pricing.Usd;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A node is killed with -9 while it decides, and started again on the same database and file. */
@Timeout(240)
class AuditKillTest {

    private static final int ROUNDS = 3;

    @Test
    void theChainHoldsAndTheLedgerAgrees(@TempDir Path folder) throws Exception {
        for (int round = 1; round <= ROUNDS; round++) {
            askAndKill(folder, 40 * round);
            JdbcConnectionPool pool = Databases.h2(folder.resolve("db"));
            Map<String, Usd> ledger = ledger(pool);
            assertAgrees(new JdbcTrail(pool), round, ledger);
            assertAgrees(new FileTrail(folder.resolve("decisions.jsonl")), round, ledger);
            pool.dispose();
        }
    }

    private static void askAndKill(Path folder, int answers) throws Exception {
        Process process = AskUntilKilled.start(folder);
        try (BufferedReader out = process.inputReader()) {
            int seen = 0;
            for (String line = out.readLine(); line != null && seen < answers; line = out.readLine()) {
                seen += line.startsWith("decided ") ? 1 : 0;
            }
            assertThat(seen).isEqualTo(answers);
            process.toHandle().destroyForcibly();
        }
        process.waitFor();
    }

    private static void assertAgrees(KeptDecisions kept, int chains, Map<String, Usd> ledger) throws IOException {
        Verification found = kept.verify();
        assertThat(found.broken()).isNull();
        assertThat(found.chains()).isEqualTo(chains);
        List<KeptDecision> all = new ArrayList<>();
        kept.each(AuditQuery.ALL, all::add);
        assertThat(all).hasSize((int) found.decisions()).hasSizeGreaterThan(10 * chains);
        assertThat(all).extracting(KeptDecision::line).doesNotHaveDuplicates();
        assertThat(all)
                .allSatisfy(decision -> assertThat(ledger)
                        .containsEntry(
                                String.valueOf(decision.text("id")),
                                Usd.of(String.valueOf(decision.text("totalCostUsd")))));
    }

    /** What was settled for each decision. */
    private static Map<String, Usd> ledger(JdbcConnectionPool pool) throws SQLException {
        Map<String, Usd> settled = new HashMap<>();
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT decision, SUM(settled_usd) FROM cascadeflow_entry WHERE part = 1 GROUP BY decision")) {
            while (rows.next()) {
                settled.put(rows.getString(1), new Usd(rows.getLong(2)));
            }
        }
        return settled;
    }
}
