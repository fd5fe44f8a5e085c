package io.cascadeflow.budget.report.bill;

import io.cascadeflow.budget.CalendarWindow;
import io.cascadeflow.budget.CalendarWindow.Unit;
import io.cascadeflow.budget.report.Spend;
import io.cascadeflow.budget.report.SpendKey;
import io.cascadeflow.budget.report.SpendQuery;
import io.cascadeflow.budget.report.SpendRow;
import io.cascadeflow.budget.report.SpendSource;
import io.cascadeflow.budget.report.bill.Bill.Item;
import io.cascadeflow.budget.report.bill.ReconciledRow.Side;
import io.cascadeflow.model.ModelId;
import io.cascadeflow.pricing.PriceCatalog;
import io.cascadeflow.pricing.Usd;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Puts both sides beside each other. */
final class Reconciler {

    private static final Comparator<Item> IN_ORDER =
            Comparator.comparing(Item::day).thenComparing(item -> item.model().toString());

    private final PriceCatalog catalog;
    private final Reconciliation.Days days;

    Reconciler(PriceCatalog catalog, Reconciliation.Days days) {
        this.catalog = catalog;
        this.days = days;
    }

    Reconciliation reconcile(Bill bill, SpendSource source) {
        Map<Item, Spend> ours = ours(bill.provider(), source);
        Map<Item, BigDecimal> theirs = new TreeMap<>(IN_ORDER);
        Map<Item, BigDecimal> outside = new HashMap<>();
        for (Map.Entry<Item, BigDecimal> entry : bill.amounts().entrySet()) {
            if (days.contain(entry.getKey().day())) {
                theirs.merge(known(entry.getKey()), entry.getValue(), BigDecimal::add);
            } else {
                outside.put(entry.getKey(), entry.getValue());
            }
        }
        TreeSet<Item> items = new TreeSet<>(IN_ORDER);
        items.addAll(ours.keySet());
        items.addAll(theirs.keySet());
        List<ReconciledRow> rows = items.stream()
                .map(item -> row(item, ours.get(item), theirs.get(item)))
                .toList();
        Usd ourTotal = ours.values().stream().map(Spend::amount).reduce(Usd.ZERO, Usd::plus);
        BigDecimal theirTotal = theirs.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        return new Reconciliation(rows, ourTotal, usd(theirTotal), outside, bill.problems(), bill.problemCount());
    }

    private Map<Item, Spend> ours(String provider, SpendSource source) {
        SpendQuery query = SpendQuery.of(
                        days.from().atStartOfDay(days.zone()).toInstant(),
                        days.to().atStartOfDay(days.zone()).toInstant())
                .every(new CalendarWindow(Unit.DAY, days.zone()))
                .by(SpendKey.MODEL)
                .where(SpendKey.PROVIDER, provider);
        Map<Item, Spend> ours = new TreeMap<>(IN_ORDER);
        source.spend(query, row -> ours.merge(known(item(row)), row.spend(), Spend::plus));
        ours.values().removeIf(spend -> spend.calls() == 0 && spend.expired() == 0);
        return ours;
    }

    private static Item item(SpendRow row) {
        return new Item(LocalDate.parse(row.bucket().id()), ModelId.parse(row.value(SpendKey.MODEL)));
    }

    private Item known(Item item) {
        ModelId model = item.model();
        return new Item(
                item.day(),
                catalog.identify(model)
                        .orElseGet(
                                () -> new ModelId(model.provider(), model.name().toLowerCase(Locale.ROOT))));
    }

    private ReconciledRow row(Item item, @Nullable Spend ours, @Nullable BigDecimal theirs) {
        Spend spend = ours == null ? Spend.NONE : ours;
        Usd amount = theirs == null ? Usd.ZERO : usd(theirs);
        Side side = ours == null ? Side.ONLY_THEIRS : theirs == null ? Side.ONLY_OURS : Side.BOTH;
        return new ReconciledRow(
                item.day(),
                item.model(),
                side,
                spend.amount(),
                amount,
                spend.calls(),
                spend.expired(),
                days.tolerance().allows(spend.amount(), amount));
    }

    /** Bills are finer than a nano-dollar at times; they are added up first. */
    private static Usd usd(BigDecimal dollars) {
        return Usd.of(dollars.setScale(9, RoundingMode.HALF_UP));
    }
}
