package io.cascadeflow.budget.report.trend;

import static io.cascadeflow.budget.report.trend.SeriesFixture.MONTH;
import static io.cascadeflow.budget.report.trend.SeriesFixture.before;
import static io.cascadeflow.budget.report.trend.SeriesFixture.dollars;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cascadeflow.budget.report.trend.Forecast.Expected;
import java.time.LocalDate;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often a whole month's cost lies in the interval that should hold it nine times in ten; {@link Forecaster} states it. */
class ForecastCoverageTest {

    private static final int MONTHS = 150;

    @ParameterizedTest
    @CsvSource({
        "STEADY, 21, 0.92",
        "STEADY, 61, 0.89",
        "SKEWED, 21, 0.88",
        "SKEWED, 61, 0.84",
        "WEEKDAYS, 21, 0.99",
        "WEEKDAYS, 61, 0.87",
        "RISING, 21, 0.67",
        "RISING, 61, 0.83",
        "FALLING, 21, 0.67",
        "FALLING, 61, 0.89",
        "STICKY, 21, 0.81",
        "STICKY, 61, 0.77",
        "SPARSE, 21, 0.87",
        "SPARSE, 61, 0.90",
    })
    void theIntervalHoldsTheTruthAsOftenAsStated(Spending spending, int history, double stated) {
        Forecaster forecaster = new Forecaster(0.9);
        int held = 0;
        for (int seed = 0; seed < MONTHS; seed++) {
            LocalDate first = LocalDate.parse("2026-09-01").plusMonths(seed % 12);
            int monday = first.minusDays(history).getDayOfWeek().getValue() - 1;
            double[] days = spending.first(monday + history + first.lengthOfMonth(), 1_000 + seed);
            double[] past = Arrays.copyOfRange(days, monday, monday + history);
            double truth = Arrays.stream(days, monday + history, days.length).sum();
            Expected forecast = (Expected) forecaster.endOf(MONTH, before(first, past));
            held += truth >= dollars(forecast.low()) && truth <= dollars(forecast.high()) ? 1 : 0;
        }

        assertThat((double) held / MONTHS).isCloseTo(stated, within(0.006));
    }
}
