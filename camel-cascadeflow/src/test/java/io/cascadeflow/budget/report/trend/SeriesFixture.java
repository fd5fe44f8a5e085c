package io.cascadeflow.budget.report.trend;

import io.cascadeflow.budget.CalendarWindow;
import io.cascadeflow.budget.CalendarWindow.Unit;
import io.cascadeflow.budget.Window;
import io.cascadeflow.budget.report.TimeBucket;
import io.cascadeflow.budget.report.trend.SpendSeries.Point;
import io.cascadeflow.pricing.Usd;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Series of days as tests write them. */
final class SeriesFixture {

    static final CalendarWindow DAY = new CalendarWindow(Unit.DAY, ZoneOffset.UTC);
    static final CalendarWindow MONTH = new CalendarWindow(Unit.MONTH, ZoneOffset.UTC);

    private SeriesFixture() {}

    /** Days that end where this day begins. */
    static SpendSeries before(LocalDate day, double... dollars) {
        return of(
                DAY, day.minusDays(dollars.length).atStartOfDay(ZoneOffset.UTC).toInstant(), dollars);
    }

    /** Whole buckets from an instant on. */
    static SpendSeries of(CalendarWindow every, Instant start, double... dollars) {
        List<Point> points = new ArrayList<>();
        Instant next = start;
        for (double amount : dollars) {
            Window.Span span = every.spanAt(next, "");
            Instant end = Objects.requireNonNull(span.end());
            points.add(new Point(new TimeBucket(span.id(), next, end), usd(amount)));
            next = end;
        }
        return new SpendSeries(Map.of(), every, start, points, next, Usd.ZERO);
    }

    static Usd usd(double dollars) {
        return new Usd(Math.round(dollars * 1e9));
    }

    static double dollars(Usd amount) {
        return amount.toBigDecimal().doubleValue();
    }

    static double[] repeat(double value, int times) {
        double[] values = new double[times];
        Arrays.fill(values, value);
        return values;
    }

    static double[] with(double[] values, int place, double value) {
        double[] changed = values.clone();
        changed[place] = value;
        return changed;
    }

    static double[] linear(double from, double to, int count) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = from + (to - from) * i / (count - 1);
        }
        return values;
    }
}
