package io.cascadeflow.budget.report.trend;

import static io.cascadeflow.budget.report.trend.SeriesFixture.DAY;
import static io.cascadeflow.budget.report.trend.SeriesFixture.MONTH;
import static io.cascadeflow.budget.report.trend.SeriesFixture.before;
import static io.cascadeflow.budget.report.trend.SeriesFixture.dollars;
import static io.cascadeflow.budget.report.trend.SeriesFixture.linear;
import static io.cascadeflow.budget.report.trend.SeriesFixture.repeat;
import static io.cascadeflow.budget.report.trend.SeriesFixture.usd;
import static io.cascadeflow.budget.report.trend.SeriesFixture.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.cascadeflow.budget.CalendarWindow;
import io.cascadeflow.budget.CalendarWindow.Unit;
import io.cascadeflow.budget.report.trend.Forecast.Expected;
import io.cascadeflow.budget.report.trend.Forecast.TooLittleHistory;
import io.cascadeflow.pricing.Usd;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ForecasterTest {

    private static final LocalDate JUNE = LocalDate.parse("2026-06-01");
    private final Forecaster forecaster = new Forecaster(0.9);

    /** Probe 82 of the analysis: 20 falling to 7 over two weeks was forecast to rise above 30 times 7. */
    @Test
    void fallingSpendIsForecastToFall() {
        Expected falling = expected(before(JUNE, linear(20, 7, 14)));

        assertThat(dollars(falling.total())).isLessThan(210).isLessThan(30 * 2);
        assertThat(dollars(falling.high())).isLessThan(210);
    }

    @Test
    void risingSpendIsForecastToRise() {
        Expected rising = expected(before(JUNE, linear(7, 20, 14)));

        assertThat(dollars(rising.total())).isGreaterThan(600);
    }

    /** Probe 82: one charge of 10 dollars a month is about 10 dollars a month. */
    @Test
    void oneChargeAMonthIsAboutOneChargeAMonth() {
        double[] days = with(with(with(with(repeat(0, 137), 0, 10), 31, 10), 59, 10), 90, 10);

        Expected monthly = expected(before(JUNE, with(days, 120, 10)));

        assertThat(dollars(monthly.total())).isBetween(7.0, 13.0);
        assertThat(monthly.low()).isEqualTo(Usd.ZERO);
        assertThat(dollars(monthly.high())).isBetween(20.0, 40.0);
    }

    @Test
    void aGapIsDaysWithoutSpendingAndRaisesNothing() {
        double[] days = repeat(10, 40);
        for (int day = 25; day < 32; day++) {
            days[day] = 0;
        }

        Expected afterGap = expected(before(JUNE, days));

        assertThat(dollars(afterGap.total())).isBetween(150.0, 300.0);
    }

    @Test
    void aSingleWildDayChangesNothing() {
        assertThat(expected(before(JUNE, with(repeat(10, 40), 35, 10_000))).total())
                .isEqualTo(expected(before(JUNE, repeat(10, 40))).total())
                .isEqualTo(Usd.of("300"));
    }

    /** In a short history a wild day may rarely decide whether there seems to be a trend. */
    @Test
    void inAFortnightAWildDayHardlyEverMovesTheForecastByThreeInAHundred() {
        Random random = new Random(1);
        double[] moved = random.doubles(200)
                .map(place -> moved(random.doubles(14, 9, 11).toArray(), (int) (14 * place)))
                .sorted()
                .toArray();

        assertThat(moved[100]).isLessThan(0.01);
        assertThat(moved[190]).isLessThan(0.03);
    }

    private double moved(double[] days, int wild) {
        double without = dollars(expected(before(JUNE, days)).total());
        double with = dollars(expected(before(JUNE, with(days, wild, 10_000))).total());
        return Math.abs(with - without) / without;
    }

    @Test
    void weekdaysKeepTheirPattern() {
        double[] week = {10, 10, 10, 10, 10, 0, 0};
        double[] days = new double[42];
        for (int day = 0; day < days.length; day++) {
            days[day] = week[day % 7];
        }

        // 1 June 2026 is a Monday; the month has 22 working days
        assertThat(dollars(expected(before(JUNE, days)).total())).isCloseTo(220, within(0.1));
    }

    /** Probe 83: what is always alike is not known for certain. */
    @Test
    void theIntervalHasAWidthEvenWhereEveryDayIsAlike() {
        Expected constant = expected(before(JUNE, repeat(10, 50)));

        assertThat(constant.low()).isEqualTo(Usd.of("294"));
        assertThat(constant.high()).isEqualTo(Usd.of("306"));
    }

    @Test
    void whatWasSpentInTheWindowIsPartOfTheForecastExactly() {
        SpendSeries series = before(LocalDate.parse("2026-06-16"), repeat(10, 45));
        SpendSeries atNoon = new SpendSeries(
                Map.of(),
                DAY,
                series.since(),
                series.points(),
                Instant.parse("2026-06-16T12:00:00Z"),
                Usd.of("3.000000001"));

        Expected forecast = expected(atNoon);

        assertThat(forecast.spent()).isEqualTo(Usd.of("153.000000001"));
        assertThat(forecast.total()).isEqualTo(Usd.of("298.000000001"));
        assertThat(forecast.end()).isEqualTo("2026-07-01T00:00:00Z");
        assertThat(forecast.low()).isGreaterThanOrEqualTo(forecast.spent());
    }

    @Test
    void tooLittleHistoryGivesNoNumber() {
        assertThat(forecaster.endOf(MONTH, before(JUNE, repeat(10, 13))))
                .isEqualTo(new TooLittleHistory(Usd.ZERO, 13, 14));
        assertThat(forecaster.endOf(MONTH, before(JUNE, repeat(10, 14)))).isInstanceOf(Expected.class);
    }

    @Test
    void theSameSeriesGivesTheSameForecast() {
        double[] days = Spending.SKEWED.first(60, 3);

        assertThat(forecaster.endOf(MONTH, before(JUNE, days))).isEqualTo(forecaster.endOf(MONTH, before(JUNE, days)));
    }

    @Test
    void aWiderCoverageGivesAWiderInterval() {
        SpendSeries series = before(JUNE, Spending.STEADY.first(60, 3));

        Expected half = (Expected) new Forecaster(0.5).endOf(MONTH, series);
        Expected most = (Expected) new Forecaster(0.99).endOf(MONTH, series);

        assertThat(most.low()).isLessThan(half.low());
        assertThat(most.high()).isGreaterThan(half.high());
        assertThat(most.total()).isEqualTo(half.total());
    }

    @Test
    void refusesASeriesThatDoesNotFillTheWindow() {
        SpendSeries days = before(JUNE.plusDays(14), repeat(10, 14));
        CalendarWindow week = new CalendarWindow(Unit.WEEK, ZoneOffset.UTC);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> forecaster.endOf(new CalendarWindow(Unit.MONTH, ZoneId.of("Asia/Tokyo")), days))
                .withMessageContaining("zone of the window");
        assertThatIllegalArgumentException().isThrownBy(() -> forecaster.endOf(DAY, days));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> forecaster.endOf(
                        MONTH, new SpendSeries(Map.of(), week, days.since(), days.points(), days.asOf(), usd(0))))
                .withMessageContaining("do not fill");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> forecaster.endOf(MONTH, before(JUNE.plusDays(20), repeat(10, 15))))
                .withMessageContaining("begins at 2026-06-06");
        assertThat(forecaster.endOf(MONTH, days)).isInstanceOf(Expected.class);
    }

    @Test
    void refusesACoverageThatIsNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Forecaster(1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Forecaster(Double.NaN));
    }

    @Test
    void aDayIsForecastByItsHours() {
        CalendarWindow hour = new CalendarWindow(Unit.HOUR, ZoneOffset.UTC);
        double[] values = new double[24 * 5 + 6];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 24 >= 8 && i % 24 < 18 ? 2 : 0;
        }
        Instant end = Instant.parse("2026-06-06T06:00:00Z");
        SpendSeries series = SeriesFixture.of(hour, end.minus(Duration.ofHours(values.length)), values);

        Expected today = (Expected) forecaster.endOf(DAY, series);

        assertThat(today.spent()).isEqualTo(Usd.ZERO);
        assertThat(dollars(today.total())).isCloseTo(20, within(0.5));
    }

    private Expected expected(SpendSeries series) {
        return (Expected) forecaster.endOf(MONTH, series);
    }
}
