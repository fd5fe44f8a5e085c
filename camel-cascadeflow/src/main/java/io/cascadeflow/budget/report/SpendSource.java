package io.cascadeflow.budget.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Where reports read the ledger's lines. */
@FunctionalInterface
public interface SpendSource {

    /** How many sums {@link #spend(SpendQuery)} returns at most. */
    int MOST_ROWS = 100_000;

    /**
     * Passes on every line of a range once, in the order of time, then of number. Needs no more memory for more lines.
     */
    void lines(SpendRange range, Consumer<SpendLine> each);

    /**
     * Adds up spending: passes on one row for each time bucket and combination of keys in which there is a line, in the
     * order of time, then of the keys' values. Needs memory for the rows of one bucket.
     */
    default void spend(SpendQuery query, Consumer<SpendRow> each) {
        SpendFold fold = new SpendFold(query, each);
        lines(query.range(), fold);
        fold.end();
    }

    /**
     * The rows as a list.
     *
     * @throws IllegalStateException when there are more than 100,000
     */
    default List<SpendRow> spend(SpendQuery query) {
        List<SpendRow> rows = new ArrayList<>();
        spend(query, row -> {
            requireRoom(rows.size());
            rows.add(row);
        });
        return List.copyOf(rows);
    }

    /** Refuses one sum more than a report holds in memory. */
    static void requireRoom(int rows) {
        if (rows >= MOST_ROWS) {
            throw new IllegalStateException(
                    "more than %d sums: choose a shorter range, longer buckets or fewer keys, or pass a consumer"
                            .formatted(MOST_ROWS));
        }
    }
}
