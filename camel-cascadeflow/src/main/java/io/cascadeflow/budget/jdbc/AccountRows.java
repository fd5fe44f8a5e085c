package io.cascadeflow.budget.jdbc;

import io.cascadeflow.budget.Amount;
import io.cascadeflow.budget.Balance;
import io.cascadeflow.budget.RollingWindow;
import io.cascadeflow.pricing.Usd;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** The sums in the database. Whoever changes one holds the lock of its row until the transaction ends. */
final class AccountRows {

    private AccountRows() {}

    /** Adds to what is held when there is room in every unit: one conditional update. False: no room, or no such row. */
    static boolean hold(Connection connection, long id, Amount amount, Amount room, Instant now) throws SQLException {
        String sql =
                "UPDATE cascadeflow_account SET held_usd = held_usd + ?, held_calls = held_calls + ?, held_tokens = held_tokens + ?, touched_at = ?"
                        + " WHERE id = ? AND settled_usd + held_usd <= ? AND settled_calls + held_calls <= ? AND settled_tokens + held_tokens <= ?";
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            int next = set(update, 1, amount);
            update.setLong(next, Micros.of(now));
            update.setLong(next + 1, id);
            set(update, next + 2, room);
            return update.executeUpdate() == 1;
        }
    }

    /** Adds what was settled and overrun, and takes off what is no longer held. */
    static void post(Connection connection, long id, Change change, Instant now) throws SQLException {
        String sql =
                "UPDATE cascadeflow_account SET settled_usd = settled_usd + ?, settled_calls = settled_calls + ?, settled_tokens = settled_tokens + ?,"
                        + " held_usd = held_usd - ?, held_calls = held_calls - ?, held_tokens = held_tokens - ?, overrun_usd = overrun_usd + ?, touched_at = ? WHERE id = ?";
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            int next = set(update, set(update, 1, change.settled()), change.held());
            update.setLong(next, change.overrun().nanos());
            update.setLong(next + 1, Micros.of(now));
            update.setLong(next + 2, id);
            requireOne(update.executeUpdate());
        }
    }

    /** A balance that is not changed must not pass for one that is: the transaction is undone and made again. */
    static void requireOne(int rows) throws SQLException {
        if (rows != 1) {
            throw new SQLException("an account's row was not found", Transactions.MADE_AGAIN);
        }
    }

    /** What stands on the account: one statement, so one moment. Empty when there is no such row. */
    static Optional<Balance> balance(Connection connection, StoredAccount account, Instant now) throws SQLException {
        RollingWindow window = account.rolling();
        long oldest = window == null ? Long.MIN_VALUE : window.oldestSliceAt(now);
        String sql =
                "SELECT settled_usd - (SELECT COALESCE(SUM(usd), 0) FROM cascadeflow_slice WHERE account_id = a.id AND slice < ?),"
                        + " settled_calls - (SELECT COALESCE(SUM(calls), 0) FROM cascadeflow_slice WHERE account_id = a.id AND slice < ?),"
                        + " settled_tokens - (SELECT COALESCE(SUM(tokens), 0) FROM cascadeflow_slice WHERE account_id = a.id AND slice < ?),"
                        + " held_usd, held_calls, held_tokens, overrun_usd FROM cascadeflow_account a WHERE id = ?";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 1; i <= 3; i++) {
                select.setLong(i, oldest);
            }
            select.setLong(4, account.id());
            try (ResultSet rows = select.executeQuery()) {
                return rows.next()
                        ? Optional.of(new Balance(amount(rows, 1), amount(rows, 4), new Usd(rows.getLong(7))))
                        : Optional.empty();
            }
        }
    }

    static Amount amount(ResultSet row, int from) throws SQLException {
        return new Amount(new Usd(row.getLong(from)), row.getLong(from + 1), row.getLong(from + 2));
    }

    /** Sets three parameters and says which follows. */
    static int set(PreparedStatement statement, int from, Amount amount) throws SQLException {
        statement.setLong(from, amount.usd().nanos());
        statement.setLong(from + 1, amount.calls());
        statement.setLong(from + 2, amount.tokens());
        return from + 3;
    }
}
