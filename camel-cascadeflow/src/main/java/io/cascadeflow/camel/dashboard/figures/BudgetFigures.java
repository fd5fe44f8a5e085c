package io.cascadeflow.camel.dashboard.figures;

import io.cascadeflow.budget.Budget;
import io.cascadeflow.budget.BudgetKey;
import io.cascadeflow.budget.CalendarWindow;
import io.cascadeflow.budget.CalendarWindow.Unit;
import io.cascadeflow.budget.report.SpendKey;
import io.cascadeflow.budget.report.SpendQuery;
import io.cascadeflow.budget.report.SpendSource;
import io.cascadeflow.budget.report.trend.Forecast;
import io.cascadeflow.budget.report.trend.Forecaster;
import io.cascadeflow.budget.report.trend.SpendSeries;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** What budgets of one account are likely to come to when their window ends. Pure but for the ledger that is read. */
public final class BudgetFigures {

    private static final Forecaster FORECASTER = new Forecaster(0.9);
    private static final Duration PAST = Duration.ofDays(62);
    /** Hours of a day: more would be read for nothing. */
    private static final Duration PAST_OF_DAYS = Duration.ofDays(15);

    private BudgetFigures() {}

    /**
     * How a budget went.
     *
     * @param series what was spent in its time buckets
     */
    public record Outlook(SpendSeries series, Forecast forecast) {}

    /** By budget; those that have no calendar window or an account for each tenant or the like are left out. */
    static Map<String, Outlook> outlooks(List<Budget> budgets, SpendSource source, Instant now) {
        Map<CalendarWindow, List<Budget>> byBucket = budgets.stream()
                .filter(BudgetFigures::hasOutlook)
                .collect(Collectors.groupingBy(budget -> bucket((CalendarWindow) budget.window())));
        Map<String, Outlook> outlooks = new HashMap<>();
        byBucket.forEach((bucket, ofBucket) -> {
            Duration past = bucket.unit() == Unit.HOUR ? PAST_OF_DAYS : PAST;
            SpendQuery query = SpendQuery.of(now.minus(past), now)
                    .every(bucket)
                    .by(SpendKey.BUDGET)
                    .where(SpendKey.BUDGET_VALUE, "*");
            Map<String, SpendSeries> series = SpendSeries.read(source, query).stream()
                    .collect(Collectors.toMap(
                            one -> Objects.requireNonNull(one.key().get(SpendKey.BUDGET)), one -> one));
            for (Budget budget : ofBucket) {
                SpendSeries spent = series.get(budget.name());
                if (spent != null) {
                    outlooks.put(
                            budget.name(),
                            new Outlook(spent, FORECASTER.endOf((CalendarWindow) budget.window(), spent)));
                }
            }
        });
        return Map.copyOf(outlooks);
    }

    private static boolean hasOutlook(Budget budget) {
        return budget.key().equals(BudgetKey.NONE)
                && budget.window() instanceof CalendarWindow window
                && window.unit().compareTo(Unit.DAY) >= 0;
    }

    private static CalendarWindow bucket(CalendarWindow window) {
        return new CalendarWindow(window.unit() == Unit.DAY ? Unit.HOUR : Unit.DAY, window.zone());
    }
}
