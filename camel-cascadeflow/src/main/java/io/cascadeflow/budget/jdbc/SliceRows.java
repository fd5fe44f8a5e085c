package io.cascadeflow.budget.jdbc;

import io.cascadeflow.budget.Amount;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/** When money was settled on accounts whose window rolls. Touched only under the account's lock. */
final class SliceRows {

    private static final String GONE = " WHERE account_id = ? AND slice < ?";

    private SliceRows() {}

    /** Takes the account's lock, then takes out of its sum what has left the window. */
    static void roll(Connection connection, StoredAccount account, Instant now) throws SQLException {
        if (account.rolling() == null) {
            return;
        }
        AccountRows.post(connection, account.id(), Change.NONE, now);
        long oldest = account.rolling().oldestSliceAt(now);
        Amount gone = gone(connection, account.id(), oldest);
        if (gone.equals(Amount.ZERO)) {
            return;
        }
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM cascadeflow_slice" + GONE)) {
            delete.setLong(1, account.id());
            delete.setLong(2, oldest);
            delete.executeUpdate();
        }
        Change leave = new Change(Amount.ZERO.minus(gone), Amount.ZERO, Change.NONE.overrun());
        AccountRows.post(connection, account.id(), leave, now);
    }

    private static Amount gone(Connection connection, long account, long oldest) throws SQLException {
        String sql =
                "SELECT COALESCE(SUM(usd), 0), COALESCE(SUM(calls), 0), COALESCE(SUM(tokens), 0) FROM cascadeflow_slice"
                        + GONE;
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setLong(1, account);
            select.setLong(2, oldest);
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                return AccountRows.amount(rows, 1);
            }
        }
    }

    /** Notes when something was spent. */
    static void add(Connection connection, StoredAccount account, long slice, Amount amount) throws SQLException {
        if (amount.equals(Amount.ZERO)) {
            return;
        }
        String add =
                "UPDATE cascadeflow_slice SET usd = usd + ?, calls = calls + ?, tokens = tokens + ? WHERE account_id = ? AND slice = ?";
        String first = "INSERT INTO cascadeflow_slice (usd, calls, tokens, account_id, slice) VALUES (?, ?, ?, ?, ?)";
        if (write(connection, add, account.id(), slice, amount) == 0) {
            write(connection, first, account.id(), slice, amount);
        }
    }

    private static int write(Connection connection, String sql, long account, long slice, Amount amount)
            throws SQLException {
        try (PreparedStatement write = connection.prepareStatement(sql)) {
            int next = AccountRows.set(write, 1, amount);
            write.setLong(next, account);
            write.setLong(next + 1, slice);
            return write.executeUpdate();
        }
    }
}
