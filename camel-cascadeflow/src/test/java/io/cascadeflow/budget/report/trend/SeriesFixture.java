package io.cascadeflow.budget.report.trend;

import io.cascadeflow.budget.CalendarWindow;
import io.cascadeflow.budget.CalendarWindow.Unit;
import io.cascadeflow.budget.report.SpendRange;
import io.cascadeflow.budget.report.TimeBucket;
import io.cascadeflow.budget.report.trend.SpendSeries.Point;
import io.cascadeflow.pricing.Usd;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Series of days as tests write them. */
final class SeriesFixture {

    static final CalendarWindow DAY = new CalendarWindow(Unit.DAY, ZoneOffset.UTC);
    static final CalendarWindow MONTH = new CalendarWindow(Unit.MONTH, ZoneOffset.UTC);

    private SeriesFixture() {}

    /** Days that end where this day begins. */
    static SpendSeries before(LocalDate day, double... dollars) {
        SpendRange range = new SpendRange(
                day.minusDays(dollars.length).atStartOfDay(ZoneOffset.UTC).toInstant(),
                day.atStartOfDay(ZoneOffset.UTC).toInstant());
        List<TimeBucket> buckets = TimeBucket.of(range, DAY);
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < dollars.length; i++) {
            points.add(new Point(buckets.get(i), usd(dollars[i])));
        }
        return new SpendSeries(Map.of(), DAY, range.from(), points, range.to(), Usd.ZERO);
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
