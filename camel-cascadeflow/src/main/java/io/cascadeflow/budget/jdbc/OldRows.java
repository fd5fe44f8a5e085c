package io.cascadeflow.budget.jdbc;

import io.cascadeflow.budget.RollingWindow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Removes what is too old to be kept, a bounded number of rows in each transaction. */
final class OldRows {

    static final int BATCH = 2_000;

    private static final String OLD_LINES =
            "(SELECT sequence FROM cascadeflow_entry WHERE posted_at < ? ORDER BY posted_at, sequence FETCH FIRST %d ROWS ONLY)"
                    .formatted(BATCH);
    private static final String EMPTY = " held_usd = 0 AND held_calls = 0 AND held_tokens = 0";

    /** Its window has ended, or no call came for so long that a run is over and nothing is left in a rolling window. */
    private static final String OLD_ACCOUNTS =
            "SELECT id, budget, key_value, window_id, rolling, touched_at FROM cascadeflow_account a WHERE id > ? AND touched_at < ?"
                    + " AND (ends_at < ? OR window_kind IN ('RUN', 'ROLLING')) AND" + EMPTY
                    + " AND NOT EXISTS (SELECT 1 FROM cascadeflow_entry_account p WHERE p.account_id = a.id)"
                    + " ORDER BY id FETCH FIRST %d ROWS ONLY".formatted(BATCH);

    /** An account that may go. */
    private record Old(StoredAccount account, long touchedAt) {

        boolean isEmptyAt(Instant instant) {
            RollingWindow window = account.rolling();
            return window == null
                    || Micros.toInstant(touchedAt)
                            .plus(window.length().multipliedBy(2))
                            .isBefore(instant);
        }
    }

    private OldRows() {}

    /** How many lines and accounts were removed. */
    static int remove(Transactions transactions, Instant before) {
        long time = Micros.of(before);
        transactions.run(
                connection -> delete(connection, "cascadeflow_lease WHERE status <> 'LIVE' AND ended_at < ?", time)
                        + delete(connection, "cascadeflow_node WHERE status <> 'LIVE' AND expires_at < ?", time));
        return removeLines(transactions, time) + removeAccounts(transactions, before);
    }

    private static int removeLines(Transactions transactions, long before) {
        int count = 0;
        int batch;
        do {
            batch = transactions.run(connection -> {
                delete(connection, "cascadeflow_entry_account WHERE sequence IN " + OLD_LINES, before);
                return delete(connection, "cascadeflow_entry WHERE sequence IN " + OLD_LINES, before);
            });
            count += batch;
        } while (batch == BATCH);
        return count;
    }

    private static int removeAccounts(Transactions transactions, Instant before) {
        int count = 0;
        long after = 0;
        List<Old> page;
        do {
            long last = after;
            page = transactions.run(connection -> oldAccounts(connection, last, Micros.of(before)));
            for (Old old : page) {
                count += old.isEmptyAt(before) ? transactions.run(connection -> remove(connection, old)) : 0;
                after = old.account().id();
            }
        } while (page.size() == BATCH);
        return count;
    }

    /** Nothing when a call came in between. */
    private static int remove(Connection connection, Old old) throws SQLException {
        long id = old.account().id();
        int removed = delete(
                connection, "cascadeflow_account WHERE id = ? AND touched_at = ? AND" + EMPTY, id, old.touchedAt());
        if (removed == 1) {
            delete(connection, "cascadeflow_slice WHERE account_id = ?", id);
        }
        return removed;
    }

    private static List<Old> oldAccounts(Connection connection, long after, long before) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(OLD_ACCOUNTS)) {
            select.setLong(1, after);
            select.setLong(2, before);
            select.setLong(3, before);
            List<Old> accounts = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    accounts.add(new Old(AccountIds.account(row, 1), row.getLong(6)));
                }
            }
            return accounts;
        }
    }

    private static int delete(Connection connection, String rows, long... parameters) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM " + rows)) {
            for (int i = 0; i < parameters.length; i++) {
                delete.setLong(i + 1, parameters[i]);
            }
            return delete.executeUpdate();
        }
    }
}
