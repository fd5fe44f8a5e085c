package io.cascadeflow.budget.report;

import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** What a report says about each sum. */
final class SpendColumns {

    static final List<Column<SpendRow>> ALL = List.of(
            column("calls", "calls that were settled", Spend::calls),
            column("released", "holds that were given back", Spend::released),
            column("expired", "holds that nobody settled in time", Spend::expired),
            column("input", "prompt tokens outside any cache", s -> s.tokens().input()),
            column(
                    "cache_read",
                    "prompt tokens read from a cache",
                    s -> s.tokens().cacheRead()),
            column(
                    "cache_write",
                    "prompt tokens written to the short-lived cache",
                    s -> s.tokens().cacheWrite()),
            column(
                    "cache_write_long",
                    "prompt tokens written to the long-lived cache",
                    s -> s.tokens().cacheWriteLong()),
            column(
                    "output",
                    "generated tokens, reasoning included",
                    s -> s.tokens().output()),
            column(
                    "reasoning",
                    "the part of output that was hidden reasoning",
                    s -> s.tokens().reasoning()),
            column("amount_usd", "what was settled, US dollars, exact", Spend::amount),
            column("estimated_usd", "the part of it that rests on an estimate", Spend::estimated),
            column("drafts_usd", "the part of it that went to drafts", Spend::drafts),
            column("estimated_share", "0 to 1; absent when nothing was spent", s -> orAbsent(s.estimatedShare())),
            column("draft_share", "0 to 1; absent when nothing was spent", s -> orAbsent(s.draftShare())));

    private SpendColumns() {}

    /** One number about a sum. */
    @FunctionalInterface
    private interface Figure {
        @Nullable
        Object of(Spend spend);
    }

    private static Column<SpendRow> column(String name, String meaning, Figure figure) {
        return new Column<>(name, meaning, row -> figure.of(row.spend()));
    }

    private static @Nullable Object orAbsent(OptionalDouble value) {
        return value.isPresent() ? (Object) value.getAsDouble() : null;
    }
}
