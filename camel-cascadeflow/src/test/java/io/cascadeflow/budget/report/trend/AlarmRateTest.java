package io.cascadeflow.budget.report.trend;

import static io.cascadeflow.budget.report.trend.SeriesFixture.before;
import static io.cascadeflow.budget.report.trend.SeriesFixture.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cascadeflow.budget.report.trend.Verdict.TooLittleHistory;
import io.cascadeflow.budget.report.trend.Verdict.Unusual;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often the default alarm rings for nothing, and for twenty times the usual; {@link AnomalyAlarm} states it. */
class AlarmRateTest {

    private static final int SERIES = 2_000;

    @ParameterizedTest
    @CsvSource({
        "STEADY, 7, 0, 1.00",
        "STEADY, 57, 0.0080, 1.00",
        "SKEWED, 7, 0.0160, 0.48",
        "SKEWED, 57, 0.0025, 0.95",
        "WEEKDAYS, 7, 0.0195, 0.56",
        "WEEKDAYS, 29, 0.0100, 1.00",
        "WEEKDAYS, 57, 0.0035, 1.00",
        "RISING, 7, 0.0045, 0.86",
        "RISING, 57, 0, 1.00",
        "FALLING, 7, 0, 1.00",
        "FALLING, 57, 0.0175, 1.00",
        "STICKY, 7, 0.0015, 0.99",
        "STICKY, 29, 0.0145, 1.00",
        "STICKY, 57, 0.0080, 1.00",
        "SPARSE, 57, 0.0006, 0.97",
    })
    void theDefaultAlarmRingsAsOftenAsStated(Spending spending, int days, double falsely, double rightly) {
        assertThat(rate(spending, days, series -> series)).isCloseTo(falsely, within(0.0011));
        assertThat(rate(spending, days, AlarmRateTest::spiked)).isCloseTo(rightly, within(0.006));
    }

    private static double rate(Spending spending, int days, UnaryOperator<double[]> change) {
        int rings = 0;
        int judged = 0;
        for (int seed = 0; seed < SERIES; seed++) {
            int monday = seed % 7;
            double[] past = Arrays.copyOfRange(spending.first(7 + days, seed), monday, monday + days);
            Verdict verdict = AnomalyAlarm.DEFAULT.judge(
                    before(LocalDate.parse("2026-09-07").plusDays(monday + days), change.apply(past)));
            judged += verdict instanceof TooLittleHistory ? 0 : 1;
            rings += verdict instanceof Unusual ? 1 : 0;
        }
        return (double) rings / judged;
    }

    private static double[] spiked(double[] days) {
        double[] spent = Arrays.stream(days).filter(value -> value > 0).sorted().toArray();
        return with(days, days.length - 1, spent.length == 0 ? 0 : 20 * spent[spent.length / 2]);
    }
}
