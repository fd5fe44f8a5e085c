package io.cascadeflow.budget.report.trend;

import io.cascadeflow.budget.CalendarWindow;
import io.cascadeflow.budget.CalendarWindow.Unit;
import io.cascadeflow.budget.Window;
import io.cascadeflow.budget.report.trend.SpendSeries.Point;
import io.cascadeflow.pricing.Usd;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Objects;

/**
 * Forecasts what a window will have cost at its end. Immutable.
 *
 * <p>Spending on most days: a level (the mean of the last three weeks, the wildest day on each side taken for the next), the
 * median of each weekday once each was seen four times, and a trend that fades, if it can be told from chance. Spending on few
 * days: how often times how much. A gap is days without spending; it takes up to three weeks to be forgotten.
 *
 * <p>How often a month lay in the interval that should hold it nine times in ten, in 150 simulated months each: after 61 days
 * 0.89 (steady), 0.84 (skewed), 0.87 (weekdays), 0.83 and 0.89 (rising, falling all along), 0.77 (each day half like the one
 * before), 0.90 (one day in seven); after 21 days 0.92, 0.88, 0.99, 0.67, 0.67, 0.81, 0.87: a faint trend of three weeks cannot
 * be told from chance. What changes for good within the window is in no interval.
 *
 * @param coverage how often the truth should lie in the interval, 0.5 to 0.99
 */
public record Forecaster(double coverage) {

    /** How many buckets must be over. */
    public static final int NEEDED = 14;

    public Forecaster {
        if (!(coverage >= 0.5 && coverage <= 0.99)) {
            throw new IllegalArgumentException(
                    "an interval that covers %s: choose a share from 0.5 to 0.99, as in 0.9".formatted(coverage));
        }
    }

    /**
     * Forecasts the window in which a series ends.
     *
     * @param series with buckets shorter than the window, in its zone, from the window's beginning or before
     * @throws IllegalArgumentException when the series has other buckets, or begins within the window
     */
    public Forecast endOf(CalendarWindow window, SpendSeries series) {
        requireFit(window, series);
        Window.Span span = window.spanAt(series.asOf(), "");
        Usd spent = spent(window, span, series);
        if (series.size() < NEEDED) {
            return new Forecast.TooLittleHistory(spent, series.size(), NEEDED);
        }
        return expected(spent, series, Objects.requireNonNull(span.end(), "a calendar window ends"));
    }

    private Forecast expected(Usd spent, SpendSeries series, Instant end) {
        Past past = Past.of(series);
        Futures futures = Futures.of(past, Horizon.of(series, end));
        double rest = futures.likely();
        double[] totals = futures.possible();
        double narrowest = rest / past.values().length;
        double low = Math.min(rest - narrowest, Robust.quantile(totals, (1 - coverage) / 2));
        double high = Math.max(rest + narrowest, Robust.quantile(totals, (1 + coverage) / 2));
        return new Forecast.Expected(
                spent,
                spent.plus(usd(rest)),
                spent.plus(usd(Math.max(0, low))),
                spent.plus(usd(high)),
                coverage,
                end,
                past.values().length);
    }

    private static Usd spent(CalendarWindow window, Window.Span span, SpendSeries series) {
        Usd spent = series.running();
        for (Point point : series.points()) {
            boolean isInWindow = window.spanAt(point.bucket().start(), "").id().equals(span.id());
            spent = isInWindow ? spent.plus(point.amount()) : spent;
        }
        return spent;
    }

    private static void requireFit(CalendarWindow window, SpendSeries series) {
        CalendarWindow every = series.every();
        boolean fits = every.zone().equals(window.zone())
                && every.unit().compareTo(window.unit()) < 0
                && !(every.unit() == Unit.WEEK && window.unit() == Unit.MONTH);
        if (!fits) {
            throw new IllegalArgumentException(
                    "buckets of %s do not fill %s: choose shorter ones, in the zone of the window"
                            .formatted(every, window));
        }
        String id = window.spanAt(series.asOf(), "").id();
        if (window.spanAt(series.since().minusNanos(1), "").id().equals(id)) {
            throw new IllegalArgumentException(
                    "the series begins at %s, within the window %s: read it from the window's beginning"
                            .formatted(series.since(), id));
        }
    }

    private static Usd usd(double dollars) {
        return Usd.of(BigDecimal.valueOf(dollars).setScale(9, RoundingMode.HALF_UP));
    }
}
