package io.cascadeflow.budget.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Whose accounts a budget has in a database, by page. Safe to share between threads; blocks. */
public final class JdbcAccounts {

    private static final String PAGE =
            "SELECT key_value, settled_usd FROM cascadeflow_account WHERE budget = ? AND window_id = ? AND (settled_usd < ? OR (settled_usd = ? AND key_value > ?))"
                    + " ORDER BY settled_usd DESC, key_value FETCH FIRST %d ROWS ONLY";

    private final Transactions transactions;

    /**
     * Whose account it is.
     *
     * @param value of the budget's key
     * @param settledNanos what was settled on it since it was opened, in nano-dollars: what the list is ordered by
     */
    public record Holder(String value, long settledNanos) {}

    public JdbcAccounts(DataSource dataSource) {
        this.transactions = new Transactions(dataSource);
    }

    /**
     * Those on whose accounts most was settled, in that order.
     *
     * @param windowId of the accounts
     * @param after the last one of the page before; absent for the first page
     * @param most how many a page has
     * @throws io.cascadeflow.budget.LedgerException when the database cannot be read
     */
    public List<Holder> page(String budget, String windowId, @Nullable Holder after, int most) {
        return transactions.read(connection -> {
            List<Holder> page = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement(PAGE.formatted(most))) {
                select.setString(1, budget);
                select.setString(2, windowId);
                select.setLong(3, after == null ? Long.MAX_VALUE : after.settledNanos());
                select.setLong(4, after == null ? Long.MAX_VALUE : after.settledNanos());
                select.setString(5, after == null ? "" : after.value());
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        page.add(new Holder(rows.getString(1), rows.getLong(2)));
                    }
                }
            }
            return page;
        });
    }
}
