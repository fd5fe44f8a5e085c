package io.cascadeflow.camel.dashboard;

import io.cascadeflow.budget.Budget;
import io.cascadeflow.budget.CalendarWindow;
import io.cascadeflow.budget.report.trend.Forecast;
import io.cascadeflow.budget.report.trend.SpendSeries;
import io.cascadeflow.budget.report.trend.SpendSeries.Point;
import io.cascadeflow.pricing.Usd;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What is left of a budget in its window, stretch by stretch, and what the forecast leaves of it. Pure functions. */
final class BurnDown {

    private BurnDown() {}

    static Html table(Budget budget, SpendSeries series, Forecast.Expected expected) {
        CalendarWindow window = (CalendarWindow) budget.window();
        String id = window.spanAt(series.asOf(), "").id();
        Usd left = budget.limit();
        List<List<?>> rows = new ArrayList<>();
        for (Point point : series.points()) {
            if (window.spanAt(point.bucket().start(), "").id().equals(id)) {
                left = left.minus(point.amount());
                rows.add(row(point.bucket().end(), Shown.usd(left), "\u2013"));
            }
        }
        left = left.minus(series.running());
        rows.add(row(series.asOf(), Shown.usd(left), Shown.usd(left)));
        rows.add(row(expected.end(), "\u2013", Shown.usd(budget.limit().minus(expected.total()))));
        return Parts.table(
                "What is left of " + budget.name(), List.of("When (UTC)", "Left, USD", "Forecast, USD"), rows);
    }

    private static List<Object> row(Instant at, Object left, Object forecast) {
        return List.of(Shown.time(at).with("data-x", at.getEpochSecond()), left, forecast);
    }
}
