package io.cascadeflow.budget.report;

import io.cascadeflow.budget.CallRef;
import io.cascadeflow.budget.LedgerEntry;
import io.cascadeflow.budget.Settlement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How spending is written for other programs. */
public final class SpendTables {

    private SpendTables() {}

    /**
     * The lines themselves. {@code number} is the same in every export, so a line that was exported twice can be told.
     */
    public static Table<LedgerEntry> lines() {
        return Table.of(
                        new Column<LedgerEntry>("number", "tells the line from all others", LedgerEntry::sequence),
                        new Column<LedgerEntry>("at", "when it was posted, UTC", LedgerEntry::at),
                        new Column<LedgerEntry>("key", "the key of the call's hold", LedgerEntry::key))
                .with(keys(List.of(SpendKey.STATUS, SpendKey.OWNER, SpendKey.DECISION)))
                .with(List.of(new Column<>(
                        "attempt",
                        "which attempt of the decision, from 1",
                        line -> line.call().attempt())))
                .with(facts())
                .with(keys(List.of(SpendKey.ASKED_MODEL, SpendKey.MODEL, SpendKey.CHARGE_SOURCE)))
                .with(List.of(
                        settled("price_source", "who says what the model costs", SpendTables::priceSource),
                        settled("price_date", "the day the price was read there", SpendTables::priceDate)))
                .with(lineTokens())
                .with(List.of(
                        new Column<>("amount_usd", "what was settled, US dollars, exact", SpendTables::amount),
                        new Column<>("other_facts", "other facts as name=value, for reading", SpendTables::otherFacts),
                        new Column<>("accounts", "budget/key/window of each, for reading", SpendTables::accounts)));
    }

    /** The rows of a report that is told apart by these keys. */
    public static Table<SpendRow> rows(SpendKey... keys) {
        List<Column<SpendRow>> columns = new ArrayList<>();
        columns.add(new Column<>(
                "bucket", "the stretch of time", row -> row.bucket().id()));
        columns.add(new Column<>(
                "start", "its first instant, UTC", row -> row.bucket().start()));
        columns.add(new Column<>(
                "end", "the first instant after it, UTC", row -> row.bucket().end()));
        for (SpendKey key : keys) {
            columns.add(new Column<>(key.text(), "the value of this key, empty when not known", row -> row.value(key)));
        }
        return new Table<>(columns).with(SpendColumns.ALL);
    }

    private static List<Column<LedgerEntry>> facts() {
        return keys(List.of(
                SpendKey.TENANT,
                SpendKey.USER,
                SpendKey.PROJECT,
                SpendKey.RUN,
                SpendKey.CASCADE,
                SpendKey.TIER,
                SpendKey.DOMAIN,
                SpendKey.ROLE));
    }

    private static List<Column<LedgerEntry>> keys(List<SpendKey> keys) {
        return keys.stream()
                .map(key ->
                        new Column<LedgerEntry>(key.text(), "empty when not known", line -> key.valueOf(line, null)))
                .toList();
    }

    private static List<Column<LedgerEntry>> lineTokens() {
        return List.of(
                settled(
                        "input",
                        "prompt tokens outside any cache",
                        s -> s.usage().input()),
                settled(
                        "cache_read",
                        "prompt tokens read from a cache",
                        s -> s.usage().cacheRead()),
                settled(
                        "cache_write",
                        "prompt tokens written to the short-lived cache",
                        s -> s.usage().cacheWrite()),
                settled(
                        "cache_write_long",
                        "prompt tokens written to the long-lived cache",
                        s -> s.usage().cacheWriteLong()),
                settled(
                        "output",
                        "generated tokens, reasoning included",
                        s -> s.usage().output()),
                settled(
                        "reasoning",
                        "the part of output that was hidden reasoning",
                        s -> s.usage().reasoning()),
                settled(
                        "estimated",
                        "whether the tokens are an estimate",
                        s -> s.usage().estimated()));
    }

    private static Column<LedgerEntry> settled(
            String name, String meaning, Function<Settlement, @Nullable Object> value) {
        return new Column<>(
                name,
                meaning + "; absent when nothing was settled",
                line -> ofSettlement(line.posting().settlement(), value));
    }

    private static @Nullable Object ofSettlement(
            @Nullable Settlement settlement, Function<Settlement, @Nullable Object> value) {
        return settlement == null ? null : value.apply(settlement);
    }

    private static Object amount(LedgerEntry line) {
        return line.posting().settled().usd();
    }

    private static String otherFacts(LedgerEntry line) {
        return line.call().facts().entrySet().stream()
                .filter(fact -> !CallRef.KNOWN.contains(fact.getKey()))
                .map(Object::toString)
                .sorted()
                .collect(Collectors.joining(" | "));
    }

    private static String accounts(LedgerEntry line) {
        return line.accounts().stream().map(Object::toString).collect(Collectors.joining(" | "));
    }

    private static @Nullable Object priceSource(Settlement settlement) {
        return settlement.price() == null ? null : settlement.price().source();
    }

    private static @Nullable Object priceDate(Settlement settlement) {
        return settlement.price() == null ? null : settlement.price().asOf();
    }
}
