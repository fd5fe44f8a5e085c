package io.cascadeflow.benchmarks.dashboard;

import io.cascadeflow.audit.trail.AuditLog;
import io.cascadeflow.audit.trail.AuditTrail;
import io.cascadeflow.audit.trail.ContentKeeper;
import io.cascadeflow.audit.trail.Decided;
import io.cascadeflow.audit.trail.Room;
import io.cascadeflow.audit.trail.jdbc.JdbcSink;
import io.cascadeflow.audit.trail.jdbc.Retention;
import io.cascadeflow.benchmarks.audit.MadeUpDecisions;
import io.cascadeflow.cascade.Attempt;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import javax.sql.DataSource;

/** Fills a store in bulk: decisions on record, a line on the ledger for each attempt, and a tenant budget with very many accounts. */
final class FullStore {

    private static final int QUEUE = 10_000;
    private static final int AT_ONCE = 2_000;
    private static final String ACCOUNT =
            "INSERT INTO cascadeflow_account (budget, key_value, window_id, window_kind, ends_at, touched_at, settled_usd, settled_calls, settled_tokens, held_usd, held_calls, held_tokens, overrun_usd) VALUES (?, ?, ?, 'CALENDAR', ?, ?, ?, ?, ?, 0, 0, 0, 0)";
    private static final String ENTRY =
            "INSERT INTO cascadeflow_entry (sequence, posted_at, hold_key, part, status, owner, decision, attempt, model, tenant, cascade_name, tier, call_role, held_usd, held_calls, held_tokens, settled_usd, settled_calls, settled_tokens, charge_source, charged_model, price_source, price_date, input, cache_read, cache_write, cache_write_long, output, reasoning, estimated) VALUES (?, ?, ?, 1, 'SETTLED', 'benchmark', ?, ?, ?, ?, 'support', ?, ?, 1000000, 1, 900, 420000, 1, 700, 'COMPUTED', ?, 'benchmark', DATE '2026-11-01', 500, 0, 0, 0, 200, 0, FALSE)";
    private static final String LINK = "INSERT INTO cascadeflow_entry_account (account_id, sequence) VALUES (?, ?)";

    private final DataSource database;
    private final int decisions;
    private long sequence = 1_000_000_000L;
    private long account;

    FullStore(DataSource database, int decisions) {
        this.database = database;
        this.decisions = decisions;
    }

    /** The tables are there. */
    void fill(int keys) throws SQLException {
        AuditLog log = log("filled");
        record(new AuditTrail(List.of(log), ContentKeeper.HASH), 0, decisions);
        log.close(Duration.ofMinutes(5));
        Instant last = MadeUpDecisions.at(decisions);
        String day = last.atZone(ZoneOffset.UTC).toLocalDate().toString();
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            accounts(connection, keys, day, last);
            account = account(connection, last);
            lines(connection, 0, decisions);
            connection.commit();
            connection.setAutoCommit(true);
        }
    }

    /** Further ones, as they come. Not thread-safe. */
    final class Arrivals implements AutoCloseable {
        private final AuditLog log = log("arriving");
        private final AuditTrail trail = new AuditTrail(List.of(log), ContentKeeper.HASH);
        private int next = decisions;

        void add(int many) {
            record(trail, next, next + many);
            try (Connection connection = database.getConnection()) {
                connection.setAutoCommit(false);
                lines(connection, next, next + many);
                connection.commit();
                connection.setAutoCommit(true);
            } catch (SQLException e) {
                throw new IllegalStateException("nothing arrives", e);
            }
            next += many;
        }

        int count() {
            return next - decisions;
        }

        @Override
        public void close() {
            log.close(Duration.ofMinutes(1));
        }
    }

    private AuditLog log(String node) {
        JdbcSink sink = new JdbcSink(() -> database, node, Clock.systemUTC(), Retention.FOR_EVER);
        return new AuditLog(sink, new Room(QUEUE, false, null), Runnable::run, Clock.systemUTC(), System.err::println);
    }

    private static void record(AuditTrail trail, int from, int to) {
        for (int i = from; i < to; i++) {
            trail.add(MadeUpDecisions.decided(i)).toCompletableFuture().join();
        }
    }

    private static void accounts(Connection connection, int keys, String day, Instant last) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(ACCOUNT)) {
            for (int i = 0; i < keys; i++) {
                insert.setString(1, "tenants");
                insert.setString(2, "key-" + i);
                insert.setString(3, day);
                insert.setLong(4, micros(last.plus(Duration.ofDays(1))));
                insert.setLong(5, micros(last));
                insert.setLong(6, (i * 7919L) % 1_000_003 * 1_000);
                insert.setLong(7, 3);
                insert.setLong(8, 2_000);
                insert.addBatch();
                if (i % AT_ONCE == AT_ONCE - 1) {
                    insert.executeBatch();
                }
            }
            insert.executeBatch();
        }
    }

    private static long account(Connection connection, Instant last) throws SQLException {
        String month = last.atZone(ZoneOffset.UTC).toLocalDate().toString().substring(0, 7);
        try (PreparedStatement insert = connection.prepareStatement(ACCOUNT)) {
            insert.setString(1, "company");
            insert.setString(2, "*");
            insert.setString(3, month);
            insert.setLong(4, micros(last.plus(Duration.ofDays(30))));
            insert.setLong(5, micros(last));
            insert.setLong(6, 420_000);
            insert.setLong(7, 1);
            insert.setLong(8, 700);
            insert.executeUpdate();
        }
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT id FROM cascadeflow_account WHERE budget = 'company' AND key_value = '*' AND window_id = ?")) {
            select.setString(1, month);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private void lines(Connection connection, int from, int to) throws SQLException {
        try (PreparedStatement entry = connection.prepareStatement(ENTRY);
                PreparedStatement link = connection.prepareStatement(LINK)) {
            for (int i = from; i < to; i++) {
                Decided decided = MadeUpDecisions.decided(i);
                int attempt = 0;
                for (Attempt each : decided.decision().attempts()) {
                    attempt++;
                    sequence++;
                    String model = attempt == 1 ? "openai:gpt-4o-mini" : "openai:gpt-4o";
                    entry.setLong(1, sequence);
                    entry.setLong(2, micros(MadeUpDecisions.at(i)));
                    entry.setString(3, decided.decision().id() + "/" + attempt);
                    entry.setString(4, decided.decision().id());
                    entry.setInt(5, attempt);
                    entry.setString(6, model);
                    entry.setString(7, MadeUpDecisions.tenant(i));
                    entry.setString(8, each.tier().name());
                    entry.setString(9, attempt == 1 ? "draft" : "answer");
                    entry.setString(10, model);
                    entry.addBatch();
                    link.setLong(1, account);
                    link.setLong(2, sequence);
                    link.addBatch();
                }
                if (i % AT_ONCE == AT_ONCE - 1) {
                    entry.executeBatch();
                    link.executeBatch();
                    connection.commit();
                }
            }
            entry.executeBatch();
            link.executeBatch();
        }
    }

    private static long micros(Instant at) {
        return at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000;
    }
}
