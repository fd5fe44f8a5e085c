package io.cascadeflow.budget.report.bill;

import io.cascadeflow.budget.report.Column;
import io.cascadeflow.budget.report.SpendSource;
import io.cascadeflow.budget.report.Table;
import io.cascadeflow.pricing.PriceCatalog;
import io.cascadeflow.pricing.Usd;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A provider's bill beside the ledger, per model and day.
 *
 * @param rows every model and day that is on either side, by day and model
 * @param ours what the ledger says about these days, exact
 * @param theirs what the bill says about these days
 * @param outside what the bill says about other days; that is in no row
 * @param problems what could not be read of the bill, the first thousand
 * @param problemCount how many problems there are
 */
public record Reconciliation(
        List<ReconciledRow> rows,
        Usd ours,
        Usd theirs,
        Map<Bill.Item, BigDecimal> outside,
        List<Bill.Problem> problems,
        long problemCount) {

    public Reconciliation {
        rows = List.copyOf(rows);
        outside = Map.copyOf(outside);
        problems = List.copyOf(problems);
    }

    /**
     * Which days to compare and how.
     *
     * @param from the first day
     * @param to the first day after
     * @param zone where the bill's days begin; UTC at most providers
     * @param tolerance which differences do not matter
     */
    public record Days(LocalDate from, LocalDate to, ZoneId zone, Tolerance tolerance) {

        public Days {
            if (!from.isBefore(to)) {
                throw new IllegalArgumentException(
                        "days from %s to %s are none: 'to' is the first day after".formatted(from, to));
            }
        }

        boolean contain(LocalDate day) {
            return !day.isBefore(from) && day.isBefore(to);
        }
    }

    /**
     * Compares. The ledger has a call on the day on which it ended, a bill may have it on the day it began: around midnight
     * some is one day apart.
     *
     * @param catalog knows the spellings of a model; those that it does not know are compared as they are
     */
    public static Reconciliation of(Bill bill, SpendSource source, PriceCatalog catalog, Days days) {
        return new Reconciler(catalog, days).reconcile(bill, source);
    }

    /** What does not agree. */
    public List<ReconciledRow> differences() {
        return rows.stream().filter(row -> !row.tolerated()).toList();
    }

    /** Whether everything agrees and everything could be read. */
    public boolean isClean() {
        return problemCount == 0 && outside.isEmpty() && differences().isEmpty();
    }

    /** How rows are written for other programs. */
    public static Table<ReconciledRow> table() {
        return Table.of(
                column("day", "when", ReconciledRow::day),
                column("model", "under its main name", ReconciledRow::model),
                column(
                        "side",
                        "both, only_ours, only_theirs",
                        row -> row.side().name().toLowerCase(Locale.ROOT)),
                column("ours_usd", "what the ledger says, exact", ReconciledRow::ours),
                column("theirs_usd", "what the bill says, to the nano-dollar", ReconciledRow::theirs),
                column("difference_usd", "theirs less ours", ReconciledRow::difference),
                column("ratio", "theirs divided by ours; absent when ours is zero", Reconciliation::ratio),
                column("calls", "how many calls the ledger has", ReconciledRow::calls),
                column("expired", "holds nobody settled: the bill may have calls for them", ReconciledRow::expired),
                column("tolerated", "whether the difference does not matter", ReconciledRow::tolerated));
    }

    /** A value of a row. */
    @FunctionalInterface
    private interface Value {
        @Nullable
        Object of(ReconciledRow row);
    }

    private static Column<ReconciledRow> column(String name, String meaning, Value value) {
        return new Column<>(name, meaning, value::of);
    }

    private static @Nullable Object ratio(ReconciledRow row) {
        return row.ratio().isPresent() ? (Object) row.ratio().getAsDouble() : null;
    }
}
