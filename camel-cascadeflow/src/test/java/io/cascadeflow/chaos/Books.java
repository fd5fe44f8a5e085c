package io.cascadeflow.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import io.cascadeflow.audit.trail.AuditQuery;
import io.cascadeflow.audit.trail.Verification;
import io.cascadeflow.audit.trail.jdbc.JdbcTrail;
import io.cascadeflow.pricing.Usd;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;

/** The ledger and the audit trail, read past all nodes. */
final class Books {

    private final DataSource database;
    private final Complaints complaints;

    /** A look at a row. */
    @FunctionalInterface
    private interface Row {
        void read(ResultSet row) throws SQLException;
    }

    Books(DataSource database, Complaints complaints) {
        this.database = database;
        this.complaints = complaints;
    }

    /** At any time: no tenant has more settled and held than its limit, but for what is counted as overrun. */
    void limits() {
        each(
                """
                SELECT key_value, settled_usd + held_usd, overrun_usd FROM cascadeflow_account
                WHERE budget = 'tenants' AND settled_usd + held_usd > %d + overrun_usd
                """.formatted(ChaosConfiguration.HIGHEST_LIMIT),
                row -> complaints.add(
                        2, "%s has %d, %d of it overrun", row.getString(1), row.getLong(2), row.getLong(3)));
    }

    /** After all nodes have stopped and what they left has expired. */
    void ends() {
        each("SELECT COUNT(*) FROM cascadeflow_hold", row -> {
            if (row.getLong(1) > 0) {
                complaints.add(2, "%d holds are left", row.getLong(1));
            }
        });
        each(
                "SELECT budget, key_value, held_usd, held_calls FROM cascadeflow_account WHERE held_usd <> 0 OR held_calls <> 0",
                row -> complaints.add(
                        2, "%s of %s: %d still held", row.getString(1), row.getString(2), row.getLong(3)));
        each(
                """
                SELECT a.budget, a.key_value, a.settled_usd, SUM(e.settled_usd) FROM cascadeflow_account a
                JOIN cascadeflow_entry_account ea ON ea.account_id = a.id JOIN cascadeflow_entry e ON e.sequence = ea.sequence
                GROUP BY a.id, a.budget, a.key_value, a.settled_usd HAVING a.settled_usd <> SUM(e.settled_usd)
                """,
                row -> complaints.add(
                        11,
                        "%s of %s: settled %d, its lines add up to %d",
                        row.getString(1),
                        row.getString(2),
                        row.getLong(3),
                        row.getLong(4)));
        each(
                """
                SELECT a.budget, a.key_value, a.overrun_usd, SUM(CASE WHEN e.status = 'LATE' THEN e.settled_usd ELSE 0 END)
                FROM cascadeflow_account a
                JOIN cascadeflow_entry_account ea ON ea.account_id = a.id JOIN cascadeflow_entry e ON e.sequence = ea.sequence
                GROUP BY a.id, a.budget, a.key_value, a.overrun_usd
                HAVING a.overrun_usd > SUM(CASE WHEN e.status = 'LATE' THEN e.settled_usd ELSE 0 END)
                """,
                row -> complaints.add(
                        2,
                        "%s of %s: overrun by %d, though only %d came late",
                        row.getString(1),
                        row.getString(2),
                        row.getLong(3),
                        row.getLong(4)));
    }

    /** What clients were told is what the ledger and the audit trail say. */
    void agree(Collection<Told> told) throws IOException {
        Map<String, Usd> settled = new HashMap<>();
        each(
                "SELECT decision, SUM(settled_usd) FROM cascadeflow_entry GROUP BY decision",
                row -> settled.put(row.getString(1), new Usd(row.getLong(2))));
        JdbcTrail trail = new JdbcTrail(database);
        Verification verified = trail.verify();
        if (!verified.holds()) {
            complaints.add(11, "the audit trail's chain is broken: %s", verified.broken());
        }
        Map<String, Usd> decided = new HashMap<>();
        trail.each(AuditQuery.ALL, decision -> {
            look(decision.json());
            decided.merge(
                    String.valueOf(decision.text("id")),
                    Usd.of(String.valueOf(decision.text("totalCostUsd"))),
                    Usd::plus);
        });
        for (Told one : told) {
            if (!one.cost().equals(settled.get(one.decision()))) {
                complaints.add(
                        11,
                        "decision %s: told %s, on the ledger %s",
                        one.decision(),
                        one.cost(),
                        settled.get(one.decision()));
            }
            if (!one.cost().equals(decided.get(one.decision()))) {
                complaints.add(
                        11,
                        "decision %s: told %s, on record %s",
                        one.decision(),
                        one.cost(),
                        decided.get(one.decision()));
            }
        }
    }

    /** The same draft, the same decision, above a threshold that somebody has set. */
    private void look(JsonNode decision) {
        for (JsonNode tier : decision.path("tiers")) {
            if (tier.has("confidence") && tier.has("acceptAbove")) {
                double confidence = tier.path("confidence").asDouble();
                double threshold = tier.path("acceptAbove").asDouble();
                if (tier.path("accepted").asBoolean() && confidence < threshold) {
                    complaints.add(6, "accepted at %s, below %s", confidence, threshold);
                }
                if (threshold != Question.STRICT && !ChaosConfiguration.THRESHOLDS.contains(threshold)) {
                    complaints.add(5, "a threshold of %s, which nobody has set", threshold);
                }
            }
        }
    }

    private void each(String sql, Row look) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                look.read(rows);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
