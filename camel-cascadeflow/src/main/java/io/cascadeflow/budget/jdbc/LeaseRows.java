package io.cascadeflow.budget.jdbc;

import io.cascadeflow.budget.Amount;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The slices in the database. Changed only under the lock of their node's row, each with what is held on its account. */
final class LeaseRows {

    private static final String THIS = " WHERE node_id = ? AND account_id = ?";

    private LeaseRows() {}

    /** Adds to a slice; makes it when there is none. */
    static void add(Connection connection, String node, long account, Amount amount) throws SQLException {
        if (change(connection, node, account, amount) == 0) {
            String sql =
                    "INSERT INTO cascadeflow_lease (usd, calls, tokens, node_id, account_id, status) VALUES (?, ?, ?, ?, ?, 'LIVE')";
            write(connection, sql, node, account, amount);
        }
    }

    /** Takes off a slice. */
    static void less(Connection connection, String node, long account, Amount amount) throws SQLException {
        if (!amount.equals(Amount.ZERO)) {
            AccountRows.requireOne(change(connection, node, account, Amount.ZERO.minus(amount)));
        }
    }

    private static int change(Connection connection, String node, long account, Amount amount) throws SQLException {
        String sql = "UPDATE cascadeflow_lease SET usd = usd + ?, calls = calls + ?, tokens = tokens + ?" + THIS;
        return write(connection, sql, node, account, amount);
    }

    private static int write(Connection connection, String sql, String node, long account, Amount amount)
            throws SQLException {
        try (PreparedStatement write = connection.prepareStatement(sql)) {
            int next = AccountRows.set(write, 1, amount);
            write.setString(next, node);
            write.setLong(next + 1, account);
            return write.executeUpdate();
        }
    }

    static void delete(Connection connection, String node, long account) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM cascadeflow_lease" + THIS)) {
            delete.setString(1, node);
            delete.setLong(2, account);
            delete.executeUpdate();
        }
    }

    /** Takes what a node that is gone had off what is held, and keeps the rows as a record of that. How many slices. */
    static int expire(Connection connection, String node, Instant now) throws SQLException {
        Map<StoredAccount, Amount> slices = slices(connection, node);
        for (Map.Entry<StoredAccount, Amount> slice : slices.entrySet()) {
            Change change = new Change(Amount.ZERO, slice.getValue(), Change.NONE.overrun());
            AccountRows.post(connection, slice.getKey().id(), change, now);
        }
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE cascadeflow_lease SET status = 'EXPIRED', ended_at = ? WHERE node_id = ? AND status = 'LIVE'")) {
            update.setLong(1, Micros.of(now));
            update.setString(2, node);
            update.executeUpdate();
        }
        return slices.size();
    }

    /** The slices of a node by account, in their order; those that are used up are left away. */
    private static Map<StoredAccount, Amount> slices(Connection connection, String node) throws SQLException {
        String sql =
                "SELECT id, budget, key_value, window_id, rolling, usd, calls, tokens FROM cascadeflow_lease l JOIN cascadeflow_account a ON a.id = l.account_id WHERE node_id = ? AND status = 'LIVE'";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, node);
            Map<StoredAccount, Amount> slices = new TreeMap<>(StoredAccount.ORDER);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    Amount amount = AccountRows.amount(row, 6);
                    if (!amount.equals(Amount.ZERO)) {
                        slices.put(AccountIds.account(row, 1), amount);
                    }
                }
            }
            return slices;
        }
    }

    /** Tells other nodes that this account's slices are needed. False: no other node has one. */
    static boolean want(Connection connection, String node, long account, Instant now) throws SQLException {
        String sql = "UPDATE cascadeflow_account a SET wanted_at = ? WHERE id = ?"
                + " AND EXISTS (SELECT 1 FROM cascadeflow_lease l WHERE l.account_id = a.id AND l.status = 'LIVE' AND l.node_id <> ? AND l.calls > 0)";
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setLong(1, Micros.of(now));
            update.setLong(2, account);
            update.setString(3, node);
            return update.executeUpdate() > 0;
        }
    }

    /** The accounts with a slice of this node that another has needed since. */
    static Set<Long> wanted(Connection connection, String node, Instant since) throws SQLException {
        String sql =
                "SELECT account_id FROM cascadeflow_lease l JOIN cascadeflow_account a ON a.id = l.account_id WHERE node_id = ? AND status = 'LIVE' AND wanted_at > ?";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, node);
            select.setLong(2, Micros.of(since));
            Set<Long> wanted = new HashSet<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    wanted.add(rows.getLong(1));
                }
            }
            return wanted;
        }
    }
}
