package io.cascadeflow.budget.jdbc;

import io.cascadeflow.budget.Settlement;
import io.cascadeflow.budget.jdbc.Insert.Column;
import io.cascadeflow.model.ModelId;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.pricing.Charge;
import io.cascadeflow.pricing.Usd;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a call cost and why, in a line's columns; all of them are empty when nothing was settled. */
final class SettlementColumns {

    static final String NAMES =
            "charge_source, charged_model, price_source, price_date, input, cache_read, cache_write, cache_write_long, output, reasoning, estimated";

    private SettlementColumns() {}

    static List<Column<Optional<Settlement>>> columns() {
        return List.of(
                Column.text(
                        "charge_source", ifAny(settlement -> settlement.source().name())),
                Column.text(
                        "charged_model", ifAny(settlement -> settlement.model().toString())),
                Column.text(
                        "price_source",
                        ifAny(settlement -> settlement.price() == null
                                ? null
                                : settlement.price().source())),
                new Column<>("price_date", "DATE", ifAny(SettlementColumns::priceDate)),
                Column.number("input", ifAny(settlement -> settlement.usage().input())),
                Column.number(
                        "cache_read", ifAny(settlement -> settlement.usage().cacheRead())),
                Column.number(
                        "cache_write", ifAny(settlement -> settlement.usage().cacheWrite())),
                Column.number(
                        "cache_write_long",
                        ifAny(settlement -> settlement.usage().cacheWriteLong())),
                Column.number("output", ifAny(settlement -> settlement.usage().output())),
                Column.number(
                        "reasoning", ifAny(settlement -> settlement.usage().reasoning())),
                new Column<>(
                        "estimated",
                        "BOOLEAN",
                        ifAny(settlement -> settlement.usage().estimated())));
    }

    private static Function<Optional<Settlement>, @Nullable Object> ifAny(
            Function<Settlement, @Nullable Object> value) {
        return settlement -> settlement.isEmpty() ? null : value.apply(settlement.get());
    }

    private static @Nullable Object priceDate(Settlement settlement) {
        Settlement.PriceRef price = settlement.price();
        return price == null || price.asOf() == null ? null : Date.valueOf(price.asOf());
    }

    static @Nullable Settlement read(ResultSet row) throws SQLException {
        String source = row.getString("charge_source");
        if (source == null) {
            return null;
        }
        return new Settlement(
                new Usd(row.getLong("settled_usd")),
                Charge.Source.valueOf(source),
                ModelId.parse(row.getString("charged_model")),
                price(row),
                new TokenUsage(
                        row.getLong("input"),
                        row.getLong("cache_read"),
                        row.getLong("cache_write"),
                        row.getLong("cache_write_long"),
                        row.getLong("output"),
                        row.getLong("reasoning"),
                        row.getBoolean("estimated")));
    }

    private static Settlement.@Nullable PriceRef price(ResultSet row) throws SQLException {
        String source = row.getString("price_source");
        Date asOf = row.getDate("price_date");
        return source == null ? null : new Settlement.PriceRef(source, asOf == null ? null : asOf.toLocalDate());
    }
}
