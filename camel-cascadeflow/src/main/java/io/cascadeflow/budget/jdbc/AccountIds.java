package io.cascadeflow.budget.jdbc;

import io.cascadeflow.budget.Account;
import io.cascadeflow.budget.Claim;
import io.cascadeflow.budget.RollingWindow;
import io.cascadeflow.budget.Window;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The rows of accounts by name. Remembers some thousands; what it remembers may have been removed since. */
final class AccountIds {

    private static final int MOST = 20_000;

    private final Transactions transactions;
    private final Map<Account, StoredAccount> known = new ConcurrentHashMap<>();

    AccountIds(Transactions transactions) {
        this.transactions = transactions;
    }

    /** The rows of a call's accounts, in their order; made where there are none. */
    List<StoredAccount> of(List<Claim> claims, Instant now) {
        List<StoredAccount> accounts = new ArrayList<>();
        for (Claim claim : claims) {
            StoredAccount account = known.get(claim.account());
            accounts.add(account == null ? remember(findOrCreate(claim, now)) : account);
        }
        return accounts;
    }

    Optional<StoredAccount> find(Account account) {
        StoredAccount stored = known.get(account);
        return stored != null ? Optional.of(stored) : transactions.read(connection -> read(connection, account));
    }

    void forget(List<StoredAccount> accounts) {
        accounts.forEach(account -> known.remove(account.account()));
    }

    private StoredAccount remember(StoredAccount account) {
        if (known.size() >= MOST) {
            known.clear();
        }
        known.put(account.account(), account);
        return account;
    }

    private StoredAccount findOrCreate(Claim claim, Instant now) {
        while (true) {
            Optional<StoredAccount> found = transactions.read(connection -> read(connection, claim.account()));
            if (found.isPresent()) {
                return found.get();
            }
            transactions.run(connection -> create(connection, claim, now));
        }
    }

    /** The rows of some accounts, in their order. */
    static List<StoredAccount> read(Connection connection, List<Account> accounts) throws SQLException {
        List<StoredAccount> stored = new ArrayList<>();
        for (Account account : accounts) {
            read(connection, account).ifPresent(stored::add);
        }
        stored.sort(StoredAccount.ORDER);
        return stored;
    }

    private static Optional<StoredAccount> read(Connection connection, Account account) throws SQLException {
        String sql =
                "SELECT id, budget, key_value, window_id, rolling FROM cascadeflow_account WHERE budget = ? AND key_value = ? AND window_id = ?";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            set(select, 1, account);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(account(row, 1)) : Optional.empty();
            }
        }
    }

    /** Reads id, three names and the length of a rolling window. */
    static StoredAccount account(ResultSet row, int from) throws SQLException {
        String rolling = row.getString(from + 4);
        return new StoredAccount(
                row.getLong(from),
                new Account(row.getString(from + 1), row.getString(from + 2), row.getString(from + 3)),
                rolling == null ? null : new RollingWindow(Duration.parse(rolling)));
    }

    /** Nothing when another was first. */
    private static int create(Connection connection, Claim claim, Instant now) throws SQLException {
        String sql =
                "INSERT INTO cascadeflow_account (budget, key_value, window_id, window_kind, rolling, ends_at, touched_at, settled_usd, settled_calls, settled_tokens, held_usd, held_calls, held_tokens, overrun_usd) VALUES (?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0, 0, 0, 0)";
        Window window = claim.budget().window();
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            int next = set(insert, 1, claim.account());
            insert.setString(next, kind(window));
            insert.setString(
                    next + 1,
                    window instanceof RollingWindow rolling ? rolling.length().toString() : null);
            setInstant(insert, next + 2, claim.windowEnd());
            insert.setLong(next + 3, Micros.of(now));
            return insert.executeUpdate();
        } catch (SQLException e) {
            if (!Transactions.isUniqueViolation(e)) {
                throw e;
            }
            connection.rollback();
            return 0;
        }
    }

    private static String kind(Window window) {
        if (window instanceof RollingWindow) {
            return "ROLLING";
        }
        if (window instanceof Window.Run) {
            return "RUN";
        }
        return window instanceof Window.Total ? "TOTAL" : "CALENDAR";
    }

    private static void setInstant(PreparedStatement statement, int index, @Nullable Instant instant)
            throws SQLException {
        if (instant == null) {
            statement.setNull(index, Types.BIGINT);
        } else {
            statement.setLong(index, Micros.of(instant));
        }
    }

    private static int set(PreparedStatement statement, int from, Account account) throws SQLException {
        statement.setString(from, account.budget());
        statement.setString(from + 1, account.key());
        statement.setString(from + 2, account.window());
        return from + 3;
    }
}
