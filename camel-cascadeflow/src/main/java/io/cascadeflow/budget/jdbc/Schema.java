package io.cascadeflow.budget.jdbc;

import io.cascadeflow.budget.LedgerException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Creates tables and brings older ones up to date, one numbered script after the other. A script that has been released is
 * never changed.
 *
 * @param owner whose tables they are, for messages: {@code the ledger}
 * @param versions the table of the scripts that have run; each owner has its own
 * @param beside the class beside whose package's folder {@code schema} the scripts are
 * @param newest the newest script
 */
public record Schema(String owner, String versions, Class<?> beside, int newest) {

    private static final int TRIES = 10;

    /** No such table: PostgreSQL, H2. H2 says 42S03 when another connection has made it since. */
    private static final Set<String> NO_TABLE = Set.of("42P01", "42S02", "42S03", "42S04");

    /** What a node sees that creates tables while another does: they are there now, or will be when it looks again. H2 says HY000. */
    private static final Set<String> OVERTAKEN = Set.of("23505", "42P07", "42S01", "42710", "XX000", "HY000");

    /**
     * Several nodes may do this at once.
     *
     * @throws LedgerException when the schema is newer than this code, or the database refuses
     */
    public void migrate(Transactions transactions, Instant now) {
        for (int i = 1; ; i++) {
            try {
                migrateOnce(transactions, now);
                return;
            } catch (SQLException e) {
                if (i == TRIES || !Transactions.isOneOf(OVERTAKEN, e)) {
                    throw new LedgerException(
                            "%s's tables cannot be created or read (SQL state %s): let the database's user create tables, or run the scripts in %s by hand"
                                    .formatted(owner, e.getSQLState(), folder()),
                            e);
                }
            }
        }
    }

    /** Whether the table is not there: nobody has migrated yet. */
    public static boolean isNoTable(SQLException e) {
        return Transactions.isOneOf(NO_TABLE, e);
    }

    private void migrateOnce(Transactions transactions, Instant now) throws SQLException {
        int version = version(transactions);
        if (version > newest) {
            throw new LedgerException(
                    "%s's schema is version %d and this program knows versions up to %d: run the newer program, or give this one a database of its own"
                            .formatted(owner, version, newest));
        }
        for (int next = version + 1; next <= newest; next++) {
            int script = next;
            transactions.tryRun(connection -> apply(connection, script, now));
        }
    }

    private int version(Transactions transactions) throws SQLException {
        try {
            return transactions.tryRun(this::readVersion);
        } catch (SQLException e) {
            if (Transactions.isOneOf(NO_TABLE, e)) {
                return 0;
            }
            throw e;
        }
    }

    private int readVersion(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT COALESCE(MAX(version), 0) FROM " + versions)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    /** The version is written last: where DDL is not transactional, a script that was interrupted runs again. */
    private int apply(Connection connection, int version, Instant now) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS " + versions
                    + " (version INT NOT NULL PRIMARY KEY, applied_at BIGINT NOT NULL)");
            for (String sql : script(version).split(";")) {
                if (!sql.isBlank()) {
                    statement.execute(sql);
                }
            }
        }
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO " + versions + " (version, applied_at) VALUES (?, ?)")) {
            insert.setInt(1, version);
            insert.setLong(2, Micros.of(now));
            return insert.executeUpdate();
        }
    }

    private String script(int version) {
        String name = "schema/%d.sql".formatted(version);
        try (InputStream in = beside.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks %s: it is incomplete".formatted(name));
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("--"))
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String folder() {
        return beside.getPackageName().replace('.', '/') + "/schema";
    }
}
