package io.cascadeflow.budget.report;

import io.cascadeflow.budget.BudgetLedger;
import io.cascadeflow.budget.LedgerEntry;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads any ledger, by its lines. One in memory has only those that it retains. For one in a database
 * {@link io.cascadeflow.budget.jdbc.JdbcSpend} lets the database add up.
 *
 * @param ledger whose lines
 */
public record LedgerSpend(BudgetLedger ledger) implements SpendSource {

    private static final int AT_ONCE = 1_000;

    @Override
    public void lines(SpendRange range, Consumer<LedgerEntry> each) {
        long after = 0;
        List<LedgerEntry> page;
        do {
            page = ledger.entries(range.from(), range.to(), after, AT_ONCE);
            page.forEach(each);
            after = page.isEmpty() ? after : page.get(page.size() - 1).sequence();
        } while (page.size() == AT_ONCE);
    }
}
