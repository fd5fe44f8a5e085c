package io.cascadeflow.budget.report;

import io.cascadeflow.budget.LedgerEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Where reports read the ledger. Blocks the calling thread while a database works.
 *
 * <p>Nodes write their lines a moment after the time that is on them: what has ended a minute ago is complete.
 */
@FunctionalInterface
public interface SpendSource {

    /**
     * Passes on every line of a range once, in an order that is the same each time. Needs no more memory for more lines.
     *
     * @throws io.cascadeflow.budget.LedgerException when the ledger cannot be read
     */
    void lines(SpendRange range, Consumer<LedgerEntry> each);

    /**
     * The lines of one decision in a range, for which a database looks at that range only: a short one is fast.
     *
     * @throws io.cascadeflow.budget.LedgerException when the ledger cannot be read
     */
    default List<LedgerEntry> ofDecision(String decision, SpendRange range) {
        List<LedgerEntry> found = new ArrayList<>();
        lines(range, line -> {
            if (line.call().decision().equals(decision)) {
                found.add(line);
            }
        });
        return List.copyOf(found);
    }

    /**
     * Adds up spending: passes on one row for each time bucket and combination of keys in which there is a line, in the
     * order of time, then of the keys' values. Needs memory for the rows of a hundred buckets.
     *
     * @throws IllegalStateException when those are more than 100,000
     * @throws io.cascadeflow.budget.LedgerException when the ledger cannot be read
     */
    default void spend(SpendQuery query, Consumer<SpendRow> each) {
        for (List<TimeBucket> buckets : SpendSums.chunks(query)) {
            SpendSums sums = new SpendSums(query, buckets);
            lines(SpendSums.rangeOf(buckets), sums::add);
            sums.forEach(each);
        }
    }

    /**
     * The rows as a list.
     *
     * @throws IllegalStateException when there are more than 100,000
     * @throws io.cascadeflow.budget.LedgerException when the ledger cannot be read
     */
    default List<SpendRow> spend(SpendQuery query) {
        List<SpendRow> rows = new ArrayList<>();
        spend(query, row -> {
            SpendSums.requireRoom(rows.size());
            rows.add(row);
        });
        return List.copyOf(rows);
    }
}
