package io.cascadeflow.budget.report.trend;

import static io.cascadeflow.budget.report.trend.SeriesFixture.MONTH;
import static io.cascadeflow.budget.report.trend.SeriesFixture.before;
import static io.cascadeflow.budget.report.trend.SeriesFixture.dollars;
import static io.cascadeflow.budget.report.trend.SeriesFixture.linear;
import static io.cascadeflow.budget.report.trend.SeriesFixture.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cascadeflow.budget.report.trend.Forecast.Expected;
import java.time.LocalDate;
import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class ForecastPropertiesTest {

    private static final LocalDate JUNE = LocalDate.parse("2026-06-01");
    private static final int DAYS = 30;
    private final Forecaster forecaster = new Forecaster(0.9);

    @Property(tries = 100)
    void whatFallsIsNeverForecastAboveItsLastDay(
            @ForAll @IntRange(min = 14, max = 80) int count,
            @ForAll @DoubleRange(min = 1, max = 1_000) double last,
            @ForAll @DoubleRange(min = 0.5, max = 50) double fall) {
        double[] days = linear(last + fall * count, last, count);

        assertThat(dollars(expected(days).total())).isLessThanOrEqualTo(DAYS * last + 1e-6);
    }

    @Property(tries = 100)
    void aGapNeverRaisesTheForecastAboveTheDearestDay(
            @ForAll long seed,
            @ForAll @IntRange(min = 30, max = 90) int count,
            @ForAll @IntRange(min = 1, max = 10) int length,
            @ForAll @DoubleRange(min = 0, max = 1) double place) {
        double[] days = nearly(10, count, seed);
        // one in some thousand draws rises by chance, and is forecast to go on rising: no gap's doing
        Assume.that(dollars(expected(days).total()) <= DAYS * 10.5);
        int from = 1 + (int) (place * (count - length - 1));
        for (int day = from; day < from + length; day++) {
            days[day] = 0;
        }

        assertThat(dollars(expected(days).total())).isLessThanOrEqualTo(DAYS * 11);
    }

    @Property(tries = 100)
    void aSingleWildDayMovesTheForecastByATenthAtMost(
            @ForAll long seed,
            @ForAll @IntRange(min = 45, max = 90) int count,
            @ForAll @DoubleRange(min = 0, max = 1) double place,
            @ForAll @DoubleRange(min = 0, max = 1_000_000) double wild) {
        assertThat(moved(nearly(10, count, seed), place, wild)).isLessThan(0.1);
    }

    private double moved(double[] days, double place, double wild) {
        double without = dollars(expected(days).total());
        int day = (int) (place * (days.length - 1));
        return Math.abs(dollars(expected(with(days, day, wild)).total()) - without) / without;
    }

    @Property(tries = 50)
    void theForecastLiesInItsIntervalAndAboveWhatWasSpent(
            @ForAll Spending spending,
            @ForAll long seed,
            @ForAll @IntRange(min = 0, max = 29) int day,
            @ForAll @IntRange(min = 45, max = 100) int count) {
        Forecast forecast =
                forecaster.endOf(MONTH, before(JUNE.plusDays(day), with(spending.first(count, seed), 0, 1)));

        Expected expected = (Expected) forecast;
        assertThat(expected.total()).isBetween(expected.low(), expected.high());
        assertThat(expected.low()).isGreaterThanOrEqualTo(expected.spent());
    }

    @Property(tries = 50)
    void tenTimesTheMoneyIsTenTimesTheForecast(
            @ForAll Spending spending, @ForAll long seed, @ForAll @IntRange(min = 20, max = 90) int count) {
        double[] days = with(spending.first(count, seed), 0, 1);
        double[] dear = days.clone();
        for (int day = 0; day < dear.length; day++) {
            dear[day] *= 10;
        }

        assertThat(dollars(expected(dear).total()))
                .isCloseTo(10 * dollars(expected(days).total()), within(1e-4));
    }

    private Expected expected(double... days) {
        return (Expected) forecaster.endOf(MONTH, before(JUNE, days));
    }

    /** A tenth more or less. */
    private static double[] nearly(double value, int count, long seed) {
        Random random = new Random(seed);
        double[] days = new double[count];
        for (int day = 0; day < count; day++) {
            days[day] = value * (0.9 + 0.2 * random.nextDouble());
        }
        return days;
    }
}
