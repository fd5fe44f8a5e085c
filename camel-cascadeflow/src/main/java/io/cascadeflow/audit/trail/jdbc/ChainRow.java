package io.cascadeflow.audit.trail.jdbc;

import io.cascadeflow.audit.trail.ChainEnd;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A chain in the database.
 *
 * @param number its key
 * @param keptFrom where what is kept begins
 * @param end where it goes on
 */
record ChainRow(long number, ChainEnd keptFrom, ChainEnd end) {

    private static final String COLUMNS =
            "SELECT chain, name, kept_from, kept_previous, next_sequence, head_hash FROM cascadeflow_audit_chain ";

    static List<ChainRow> all(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(COLUMNS + "ORDER BY chain")) {
            return read(select);
        }
    }

    static Optional<ChainRow> newestOf(Connection connection, String node) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(COLUMNS + "WHERE node = ? ORDER BY chain DESC FETCH FIRST 1 ROWS ONLY")) {
            select.setString(1, node);
            return read(select).stream().findFirst();
        }
    }

    static Optional<ChainRow> named(Connection connection, String name) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(COLUMNS + "WHERE name = ?")) {
            select.setString(1, name);
            return read(select).stream().findFirst();
        }
    }

    private static List<ChainRow> read(PreparedStatement select) throws SQLException {
        List<ChainRow> all = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                String name = rows.getString(2);
                all.add(new ChainRow(
                        rows.getLong(1),
                        new ChainEnd(name, rows.getLong(3), rows.getString(4)),
                        new ChainEnd(name, rows.getLong(5), rows.getString(6))));
            }
        }
        return all;
    }

    /** A chain without an entry. */
    static ChainRow create(Connection connection, ChainEnd begin, String node, long openedAt) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO cascadeflow_audit_chain (name, node, opened_at, kept_from, kept_previous, next_sequence, head_hash) VALUES (?, ?, ?, ?, ?, ?, ?)")) {
            insert.setString(1, begin.chain());
            insert.setString(2, node);
            insert.setLong(3, openedAt);
            insert.setLong(4, begin.next());
            insert.setString(5, begin.hash());
            insert.setLong(6, begin.next());
            insert.setString(7, begin.hash());
            insert.executeUpdate();
        }
        return named(connection, begin.chain()).orElseThrow();
    }

    /** Moves its end, when it still is where it is expected. */
    static boolean moveEnd(Connection connection, long chain, ChainEnd from, ChainEnd to) throws SQLException {
        return move(
                connection,
                "UPDATE cascadeflow_audit_chain SET next_sequence = ?, head_hash = ? WHERE chain = ? AND next_sequence = ?",
                chain,
                from,
                to);
    }

    /** Moves where it begins, when that still is where it is expected. */
    static boolean moveBegin(Connection connection, long chain, ChainEnd from, ChainEnd to) throws SQLException {
        return move(
                connection,
                "UPDATE cascadeflow_audit_chain SET kept_from = ?, kept_previous = ? WHERE chain = ? AND kept_from = ?",
                chain,
                from,
                to);
    }

    private static boolean move(Connection connection, String sql, long chain, ChainEnd from, ChainEnd to)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setLong(1, to.next());
            update.setString(2, to.hash());
            update.setLong(3, chain);
            update.setLong(4, from.next());
            return update.executeUpdate() == 1;
        }
    }
}
