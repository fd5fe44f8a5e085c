package io.cascadeflow.budget.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Processes with slices of their own, in the database. Whoever changes a node's slices holds the lock of its row. */
final class NodeRows {

    private NodeRows() {}

    static int insert(Connection connection, String id, String owner, Instant expiresAt) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO cascadeflow_node (id, owner, status, expires_at, batch) VALUES (?, ?, 'LIVE', ?, 0)")) {
            insert.setString(1, id);
            insert.setString(2, owner);
            insert.setLong(3, Micros.of(expiresAt));
            return insert.executeUpdate();
        }
    }

    /** Locks the row, renews it and notes the number of this step. False: it is lost, or has this step already. */
    static boolean step(Connection connection, String id, long number, Instant expiresAt) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE cascadeflow_node SET batch = ?, expires_at = ? WHERE id = ? AND status = 'LIVE' AND batch < ?")) {
            update.setLong(1, number);
            update.setLong(2, Micros.of(expiresAt));
            update.setString(3, id);
            update.setLong(4, number);
            return update.executeUpdate() == 1;
        }
    }

    /** Whether the row is live and has a step of this number. */
    static boolean has(Connection connection, String id, long number) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT 1 FROM cascadeflow_node WHERE id = ? AND status = 'LIVE' AND batch >= ?")) {
            select.setString(1, id);
            select.setLong(2, number);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next();
            }
        }
    }

    /** Ends a node that is past its expiry; of all who try, one does. */
    static boolean expire(Connection connection, String id, Instant now) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE cascadeflow_node SET status = 'EXPIRED' WHERE id = ? AND status = 'LIVE' AND expires_at <= ?")) {
            update.setString(1, id);
            update.setLong(2, Micros.of(now));
            return update.executeUpdate() == 1;
        }
    }

    static void gone(Connection connection, String id) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE cascadeflow_node SET status = 'GONE' WHERE id = ?")) {
            update.setString(1, id);
            update.executeUpdate();
        }
    }

    /** Nodes past their expiry. */
    static List<String> due(Connection connection, Instant now) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT id FROM cascadeflow_node WHERE status = 'LIVE' AND expires_at <= ?")) {
            select.setLong(1, Micros.of(now));
            List<String> ids = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    ids.add(rows.getString(1));
                }
            }
            return ids;
        }
    }
}
