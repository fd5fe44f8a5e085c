package io.cascadeflow.audit.trail.jdbc;

import io.cascadeflow.audit.trail.AuditChain;
import io.cascadeflow.audit.trail.AuditQuery;
import io.cascadeflow.audit.trail.ChainEnd;
import io.cascadeflow.audit.trail.Entry;
import io.cascadeflow.audit.trail.Follower;
import io.cascadeflow.audit.trail.KeptDecision;
import io.cascadeflow.audit.trail.KeptDecisions;
import io.cascadeflow.audit.trail.KeptToolCall;
import io.cascadeflow.audit.trail.Verification;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Reads what a {@link JdbcSink} keeps, also while nodes write. Safe to share between threads. */
public final class JdbcTrail implements KeptDecisions {

    private static final int AT_ONCE = 2_000;
    private static final String PAGE = "SELECT " + EntryRow.COLUMNS
            + "WHERE chain = ? AND sequence >= ? ORDER BY chain, sequence FETCH FIRST " + AT_ONCE + " ROWS ONLY";

    private static final String TOOL_CALLS =
            "SELECT entry FROM cascadeflow_audit WHERE id = ? AND cost_nanos IS NULL ORDER BY decided_at, chain, sequence";

    private final Connections connections;

    /** Opens connections, which are closed after use. */
    @FunctionalInterface
    public interface Connections {
        Connection open() throws SQLException;
    }

    /** @param connections to the database; the tables must be there */
    public JdbcTrail(Connections connections) {
        this.connections = connections;
    }

    public JdbcTrail(DataSource dataSource) {
        this(dataSource::getConnection);
    }

    @Override
    public List<KeptDecision> find(AuditQuery query) throws IOException {
        QuerySql sql = QuerySql.of(query);
        List<KeptDecision> found = new ArrayList<>();
        try (Connection connection = connections.open();
                PreparedStatement select = sql.prepare(connection);
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                EntryRow row = EntryRow.read(rows);
                KeptDecision.read(row.entry(), row.place()).ifPresent(found::add);
            }
        } catch (SQLException e) {
            throw failure(e);
        }
        return found;
    }

    @Override
    public List<KeptToolCall> toolCalls(String id) throws IOException {
        List<KeptToolCall> found = new ArrayList<>();
        try (Connection connection = connections.open();
                PreparedStatement select = connection.prepareStatement(TOOL_CALLS)) {
            select.setString(1, id);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    KeptToolCall.read(rows.getString(1)).ifPresent(found::add);
                }
            }
        } catch (SQLException e) {
            throw failure(e);
        }
        return found;
    }

    @Override
    public Optional<Follower> follow(Instant since) {
        return Optional.of(new JdbcFollower(connections, since));
    }

    @Override
    public Verification verify() throws IOException {
        AuditChain chain = new AuditChain(false);
        try (Connection connection = connections.open()) {
            // all of it as it is at one moment: nodes write meanwhile
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            try {
                verify(connection, chain);
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
                connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            }
        } catch (SQLException e) {
            throw failure(e);
        }
        return chain.result(false);
    }

    private static void verify(Connection connection, AuditChain chain) throws SQLException {
        for (ChainRow row : ChainRow.all(connection)) {
            if (row.keptFrom().next() > 0) {
                chain.knows(row.keptFrom());
            }
            if (!takeAll(connection, chain, row)) {
                return;
            }
            chain.ends("chain " + row.end().chain(), row.end());
        }
    }

    /** Whether more can be found out. */
    private static boolean takeAll(Connection connection, AuditChain chain, ChainRow row) throws SQLException {
        long next = 0;
        while (true) {
            List<EntryRow> page = page(connection, row.number(), next);
            for (EntryRow entry : page) {
                if (!take(connection, chain, row, entry)) {
                    return false;
                }
                next = entry.sequence() + 1;
            }
            if (page.size() < AT_ONCE) {
                return true;
            }
        }
    }

    private static boolean take(Connection connection, AuditChain chain, ChainRow row, EntryRow entry)
            throws SQLException {
        String place = "chain %s, entry %d".formatted(row.end().chain(), entry.sequence());
        byte[] line = entry.entry().getBytes(StandardCharsets.UTF_8);
        boolean more = chain.take(place, line);
        if (!entry.isFoundByWhatItSays()) {
            chain.deny(place, "the columns beside the entry are not what it says");
        }
        ChainEnd before = Entry.read(line).map(Entry::continued).orElse(null);
        if (before != null && !isThere(connection, before)) {
            chain.deny(place, "what it goes on from is not there as it was");
        }
        return more;
    }

    /** Whether the entry that a chain goes on from is there, or was removed when it was old. */
    private static boolean isThere(Connection connection, ChainEnd before) throws SQLException {
        Optional<ChainRow> row = ChainRow.named(connection, before.chain());
        if (row.isEmpty()) {
            return false;
        }
        ChainEnd kept = row.get().keptFrom();
        if (before.next() <= kept.next()) {
            return before.next() < kept.next() || before.equals(kept);
        }
        return page(connection, row.get().number(), before.next() - 1).stream()
                .limit(1)
                .flatMap(entry -> Entry.read(entry.entry().getBytes(StandardCharsets.UTF_8)).stream())
                .anyMatch(entry -> entry.end().equals(before));
    }

    private static List<EntryRow> page(Connection connection, long chain, long from) throws SQLException {
        List<EntryRow> page = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(PAGE)) {
            select.setLong(1, chain);
            select.setLong(2, from);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    page.add(EntryRow.read(rows));
                }
            }
        }
        return page;
    }

    static IOException failure(SQLException e) {
        return new IOException(
                "the audit trail cannot be read (SQL state %s): is this its database, and was a decision ever recorded?"
                        .formatted(e.getSQLState()),
                e);
    }
}
