package io.cascadeflow.budget.jdbc;

import io.cascadeflow.budget.Account;
import io.cascadeflow.budget.Amount;
import io.cascadeflow.budget.HoldStatus;
import io.cascadeflow.budget.LedgerEntry;
import io.cascadeflow.budget.Posting;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the lines, some at a time. */
final class EntryPage {

    private static final String COLUMNS =
            "e.sequence, posted_at, hold_key, status, held_usd, held_calls, held_tokens, settled_usd, %s, %s"
                    .formatted(CallColumns.NAMES, SettlementColumns.NAMES);

    /** Sets the parameters of a statement. */
    @FunctionalInterface
    interface Parameters {
        void set(PreparedStatement statement) throws SQLException;
    }

    private EntryPage() {}

    static List<LedgerEntry> ofAccount(Connection connection, long account, long after, int most) throws SQLException {
        String from =
                "cascadeflow_entry_account p JOIN cascadeflow_entry e ON e.sequence = p.sequence WHERE p.account_id = ? AND p.sequence > ?";
        return read(connection, from, most, select -> {
            select.setLong(1, account);
            select.setLong(2, after);
        });
    }

    static List<LedgerEntry> between(Connection connection, Instant start, Instant end, long after, int most)
            throws SQLException {
        String from = "cascadeflow_entry e WHERE posted_at >= ? AND posted_at < ? AND e.sequence > ?";
        return read(connection, from, most, select -> {
            select.setLong(1, Micros.of(start));
            select.setLong(2, Micros.of(end));
            select.setLong(3, after);
        });
    }

    /** The first line of a key. */
    static Optional<LedgerEntry> ofKey(Connection connection, String key) throws SQLException {
        String from = "cascadeflow_entry e WHERE hold_key = ? AND part = 1";
        return read(connection, from, 1, select -> select.setString(1, key)).stream()
                .findFirst();
    }

    static List<LedgerEntry> read(Connection connection, String from, int most, Parameters parameters)
            throws SQLException {
        String sql = "SELECT %s FROM %s ORDER BY e.sequence".formatted(COLUMNS, from);
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setMaxRows(most);
            parameters.set(select);
            List<LedgerEntry> entries = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    entries.add(entry(row));
                }
            }
            return withAccounts(connection, entries);
        }
    }

    private static LedgerEntry entry(ResultSet row) throws SQLException {
        Amount held = AccountRows.amount(row, 5);
        return new LedgerEntry(
                row.getLong(1),
                Micros.toInstant(row.getLong(2)),
                row.getString(3),
                row.getString("owner"),
                CallColumns.read(row),
                new Posting(HoldStatus.valueOf(row.getString(4)), held, SettlementColumns.read(row)),
                List.of());
    }

    private static List<LedgerEntry> withAccounts(Connection connection, List<LedgerEntry> entries)
            throws SQLException {
        if (entries.isEmpty()) {
            return entries;
        }
        Map<Long, List<Account>> accounts = accounts(connection, entries);
        return entries.stream()
                .map(entry -> new LedgerEntry(
                        entry.sequence(),
                        entry.at(),
                        entry.key(),
                        entry.owner(),
                        entry.call(),
                        entry.posting(),
                        accounts.getOrDefault(entry.sequence(), List.of()).stream()
                                .sorted()
                                .toList()))
                .toList();
    }

    private static Map<Long, List<Account>> accounts(Connection connection, List<LedgerEntry> entries)
            throws SQLException {
        String sql =
                "SELECT sequence, id, budget, key_value, window_id, rolling FROM cascadeflow_entry_account p JOIN cascadeflow_account a ON a.id = p.account_id"
                        + " WHERE sequence IN (SELECT * FROM UNNEST(CAST(? AS BIGINT ARRAY)))";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            Object[] sequences = entries.stream().map(LedgerEntry::sequence).toArray();
            select.setArray(1, connection.createArrayOf("bigint", sequences));
            Map<Long, List<Account>> accounts = new HashMap<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    Account account = AccountIds.account(row, 2).account();
                    accounts.computeIfAbsent(row.getLong(1), sequence -> new ArrayList<>())
                            .add(account);
                }
            }
            return accounts;
        }
    }
}
