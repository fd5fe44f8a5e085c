package io.cascadeflow.budget.jdbc;

import io.cascadeflow.budget.jdbc.Insert.Column;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The calls on their way, in the database. Of all who end one, the first to lock its row does. */
final class HoldRows {

    private static final int PAGE = 500;
    private static final String THIS = " WHERE hold_key = ?";
    private static final Insert<StoredHold> HOLD = new Insert<>("cascadeflow_hold", columns());
    private static final Insert<Place> PLACE = new Insert<>(
            "cascadeflow_hold_account",
            List.of(Column.text("hold_key", Place::key), Column.number("account_id", Place::account)));

    /** One account of a hold. */
    private record Place(String key, long account) {}

    private HoldRows() {}

    private static List<Column<StoredHold>> columns() {
        List<Column<StoredHold>> columns = new ArrayList<>(CallColumns.columns());
        columns.add(Column.text("hold_key", StoredHold::key));
        columns.add(Column.number("held_usd", hold -> hold.held().usd().nanos()));
        columns.add(Column.number("held_calls", hold -> hold.held().calls()));
        columns.add(Column.number("held_tokens", hold -> hold.held().tokens()));
        columns.add(Column.number("held_at", hold -> Micros.of(hold.heldAt())));
        columns.add(Column.number("expires_at", hold -> Micros.of(hold.expiresAt())));
        return columns;
    }

    /** False when a hold of a key is there already; the transaction is of no use then. */
    static boolean insert(Connection connection, List<StoredHold> holds) throws SQLException {
        try {
            HOLD.into(connection, holds);
        } catch (SQLException e) {
            if (Transactions.isUniqueViolation(e)) {
                return false;
            }
            throw e;
        }
        List<Place> places = holds.stream()
                .flatMap(hold -> hold.accounts().stream().map(account -> new Place(hold.key(), account.id())))
                .toList();
        if (!places.isEmpty()) {
            PLACE.into(connection, places);
        }
        return true;
    }

    static boolean exists(Connection connection, String key) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT 1 FROM cascadeflow_hold" + THIS)) {
            select.setString(1, key);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next();
            }
        }
    }

    /** Those of the holds whose key has no row. */
    static List<StoredHold> absent(Connection connection, List<StoredHold> holds) throws SQLException {
        String sql =
                "SELECT hold_key FROM cascadeflow_hold WHERE hold_key IN (SELECT * FROM UNNEST(CAST(? AS VARCHAR ARRAY)))";
        Set<String> present = new HashSet<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            Object[] keys = holds.stream().map(StoredHold::key).toArray();
            select.setArray(1, connection.createArrayOf("varchar", keys));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    present.add(rows.getString(1));
                }
            }
        }
        return holds.stream().filter(hold -> !present.contains(hold.key())).toList();
    }

    /** Takes a hold away for good; empty when it is not there, or no longer. */
    static Optional<StoredHold> take(Connection connection, String key) throws SQLException {
        String sql =
                "SELECT %s, held_usd, held_calls, held_tokens, held_at, expires_at FROM cascadeflow_hold%s FOR UPDATE"
                        .formatted(CallColumns.NAMES, THIS);
        StoredHold hold;
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, key);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                hold = new StoredHold(
                        key,
                        row.getString("owner"),
                        CallColumns.read(row),
                        AccountRows.amount(row, 14),
                        Micros.toInstant(row.getLong("held_at")),
                        Micros.toInstant(row.getLong("expires_at")),
                        accounts(connection, key));
            }
        }
        delete(connection, "cascadeflow_hold_account", key);
        delete(connection, "cascadeflow_hold", key);
        return Optional.of(hold);
    }

    private static void delete(Connection connection, String table, String key) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM " + table + THIS)) {
            delete.setString(1, key);
            delete.executeUpdate();
        }
    }

    private static List<StoredAccount> accounts(Connection connection, String key) throws SQLException {
        String sql =
                "SELECT id, budget, key_value, window_id, rolling FROM cascadeflow_hold_account h JOIN cascadeflow_account a ON a.id = h.account_id"
                        + THIS;
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, key);
            List<StoredAccount> accounts = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    accounts.add(AccountIds.account(row, 1));
                }
            }
            accounts.sort(StoredAccount.ORDER);
            return accounts;
        }
    }

    /** The keys of some live holds that are past their expiry, oldest first; all of them when they are few. */
    static List<String> due(Connection connection, Instant now) throws SQLException {
        String sql =
                "SELECT hold_key FROM cascadeflow_hold WHERE expires_at <= ? ORDER BY expires_at FETCH FIRST %d ROWS ONLY"
                        .formatted(PAGE);
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setLong(1, Micros.of(now));
            List<String> keys = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    keys.add(rows.getString(1));
                }
            }
            return keys;
        }
    }

    static long count(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT COUNT(*) FROM cascadeflow_hold");
                ResultSet rows = select.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
