package io.cascadeflow.budget.jdbc;

import io.cascadeflow.budget.LedgerEntry;
import io.cascadeflow.budget.report.SpendQuery;
import io.cascadeflow.budget.report.SpendRange;
import io.cascadeflow.budget.report.SpendRow;
import io.cascadeflow.budget.report.SpendSource;
import io.cascadeflow.budget.report.SpendSums;
import io.cascadeflow.budget.report.TimeBucket;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * Reads the ledger in a database and lets the database add up. Each page of lines and each hundred buckets is a transaction
 * of its own, so that a long export keeps no transaction open. Safe to share between threads.
 */
public final class JdbcSpend implements SpendSource {

    private static final int AT_ONCE = 1_000;
    private static final Comparator<LedgerEntry> IN_TIME =
            Comparator.comparing(LedgerEntry::at).thenComparingLong(LedgerEntry::sequence);

    private final Transactions transactions;

    /**
     * A source on the tables that {@link JdbcLedger} has made.
     *
     * @param dataSource of the ledger, or of a copy of it to read from
     */
    public JdbcSpend(DataSource dataSource) {
        this.transactions = new Transactions(dataSource);
    }

    @Override
    public void lines(SpendRange range, Consumer<LedgerEntry> each) {
        Instant at = range.from();
        long after = 0;
        List<LedgerEntry> page;
        do {
            page = page(at, range.to(), after);
            page.forEach(each);
            at = page.isEmpty() ? at : page.get(page.size() - 1).at();
            after = page.isEmpty() ? after : page.get(page.size() - 1).sequence();
        } while (page.size() == AT_ONCE);
    }

    @Override
    public List<LedgerEntry> ofDecision(String decision, SpendRange range) {
        String from = "cascadeflow_entry e WHERE posted_at >= ? AND posted_at < ? AND decision = ?";
        return transactions.read(connection -> EntryPage.read(connection, from, AT_ONCE, select -> {
            select.setLong(1, Micros.of(range.from()));
            select.setLong(2, Micros.of(range.to()));
            select.setString(3, decision);
        }));
    }

    /** Lines of that instant up to a sequence have been read. */
    private List<LedgerEntry> page(Instant at, Instant end, long after) {
        String from =
                "(SELECT * FROM cascadeflow_entry WHERE posted_at >= ? AND posted_at < ? AND (posted_at > ? OR sequence > ?) ORDER BY posted_at, sequence FETCH FIRST %d ROWS ONLY) e"
                        .formatted(AT_ONCE);
        return transactions
                .run(connection -> EntryPage.read(connection, from, AT_ONCE, select -> {
                    select.setLong(1, Micros.of(at));
                    select.setLong(2, Micros.of(end));
                    select.setLong(3, Micros.of(at));
                    select.setLong(4, after);
                }))
                .stream()
                .sorted(IN_TIME)
                .toList();
    }

    /** Facts without a column of their own are added up here. */
    @Override
    public void spend(SpendQuery query, Consumer<SpendRow> each) {
        if (!SpendColumns.hasAll(query)) {
            SpendSource.super.spend(query, each);
            return;
        }
        for (List<TimeBucket> buckets : SpendSums.chunks(query)) {
            transactions
                    .run(connection -> SumRows.read(connection, query, buckets))
                    .forEach(each);
        }
    }
}
