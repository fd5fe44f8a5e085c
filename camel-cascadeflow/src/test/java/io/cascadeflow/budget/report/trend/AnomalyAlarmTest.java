package io.cascadeflow.budget.report.trend;

import static io.cascadeflow.budget.report.trend.SeriesFixture.DAY;
import static io.cascadeflow.budget.report.trend.SeriesFixture.before;
import static io.cascadeflow.budget.report.trend.SeriesFixture.linear;
import static io.cascadeflow.budget.report.trend.SeriesFixture.repeat;
import static io.cascadeflow.budget.report.trend.SeriesFixture.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cascadeflow.budget.report.trend.Verdict.TooLittleHistory;
import io.cascadeflow.budget.report.trend.Verdict.Unusual;
import io.cascadeflow.budget.report.trend.Verdict.Usual;
import io.cascadeflow.pricing.Usd;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnomalyAlarmTest {

    private static final LocalDate JUNE = LocalDate.parse("2026-06-01");

    /** Probe 83: a z-score of seven days cannot exceed 2.27, so upstream's alarm at 3 never rang. */
    @Test
    void aThousandfoldDayAmongSevenIsFlaggedByDefault() {
        Verdict verdict = judge(1, 1.2, 0.9, 1.1, 1, 0.8, 1_000);

        assertThat(verdict).isInstanceOfSatisfying(Unusual.class, unusual -> {
            assertThat(unusual.score()).isGreaterThan(unusual.threshold());
            assertThat(unusual.amount()).isEqualTo(Usd.of("1000"));
            assertThat(unusual.usual()).isBetween(Usd.of("0.8"), Usd.of("1.2"));
        });
    }

    @Test
    void anEarlierWildDayDoesNotHideTheNext() {
        assertThat(judge(1, 1.2, 1_000, 1.1, 1, 0.8, 1.1, 0.9, 1_000)).isInstanceOf(Unusual.class);
    }

    @Test
    void aWildDayDoesNotMakeTheNextOrdinaryDayUnusual() {
        assertThat(judge(1, 1.2, 0.9, 1.1, 1, 1_000, 1.05)).isInstanceOf(Usual.class);
    }

    @Test
    void whereEveryDayIsAlikeATrifleIsNoAlarmAndDoubleIs() {
        assertThat(judge(with(repeat(10, 30), 29, 12))).isInstanceOf(Usual.class);
        assertThat(judge(with(repeat(10, 30), 29, 20))).isInstanceOf(Unusual.class);
    }

    @Test
    void aDayWithoutSpendingIsUnusualOnceWeekdaysAreKnown() {
        assertThat(judge(with(repeat(10, 35), 34, 0)))
                .isInstanceOfSatisfying(
                        Unusual.class, unusual -> assertThat(unusual.score()).isNegative());
        assertThat(judge(with(repeat(10, 20), 19, 0))).isInstanceOf(Usual.class);
    }

    @Test
    void aQuietWeekendIsUsual() {
        double[] days = new double[42];
        for (int day = 0; day < days.length; day++) {
            days[day] = day % 7 < 5 ? 10 + day % 3 : 0;
        }

        assertThat(judge(days)).isInstanceOf(Usual.class);
        assertThat(judge(with(days, 41, 10))).isInstanceOf(Unusual.class);
    }

    @Test
    void aTrendThatGoesOnIsUsual() {
        assertThat(judge(linear(10, 60, 50))).isInstanceOf(Usual.class);
        assertThat(judge(linear(60, 20, 50))).isInstanceOf(Usual.class);
        assertThat(judge(with(linear(60, 20, 50), 49, 120))).isInstanceOf(Unusual.class);
    }

    @Test
    void whereSpendingIsRareAmountsAreComparedWithAmounts() {
        double[] days = repeat(0, 70);
        for (int day = 0; day < 70; day += 10) {
            days[day] = 10 + day / 10;
        }

        assertThat(judge(days)).isInstanceOf(Usual.class);
        assertThat(judge(with(days, 69, 12))).isInstanceOf(Usual.class);
        assertThat(judge(with(days, 69, 200))).isInstanceOf(Unusual.class);
    }

    @Test
    void tooLittleHistoryIsSaid() {
        assertThat(judge()).isEqualTo(new TooLittleHistory(0, 6));
        assertThat(judge(1, 1, 1, 1, 1, 1_000)).isEqualTo(new TooLittleHistory(5, 6));
    }

    @Test
    void theRunningDayMayHaveCostTooMuchAlreadyButNeverTooLittle() {
        SpendSeries days = before(JUNE, repeat(10, 40));

        assertThat(AnomalyAlarm.DEFAULT.judgeRunning(running(days, "100"))).isInstanceOf(Unusual.class);
        assertThat(AnomalyAlarm.DEFAULT.judgeRunning(running(days, "0"))).isInstanceOf(Usual.class);
    }

    @Test
    void lessThanTheLeastIsNoAlarm() {
        assertThat(judge(0.0001, 0.0001, 0.0001, 0.0001, 0.0001, 0.0001, 0.005)).isInstanceOf(Usual.class);
        assertThat(new AnomalyAlarm(3.5, Usd.ZERO)
                        .judge(before(JUNE, 0.0001, 0.0001, 0.0001, 0.0001, 0.0001, 0.0001, 0.005)))
                .isInstanceOf(Unusual.class);
    }

    @Test
    void aHigherThresholdIsHarderToReach() {
        double[] days = with(repeat(10, 30), 29, 20);

        assertThat(new AnomalyAlarm(20, Usd.ZERO).judge(before(JUNE, days))).isInstanceOf(Usual.class);
        assertThatIllegalArgumentException().isThrownBy(() -> new AnomalyAlarm(Double.NaN, Usd.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> new AnomalyAlarm(3.5, Usd.of("-1")));
    }

    private static Verdict judge(double... days) {
        return AnomalyAlarm.DEFAULT.judge(before(JUNE, days));
    }

    private static SpendSeries running(SpendSeries days, String usd) {
        return new SpendSeries(
                Map.of(), DAY, days.since(), days.points(), days.asOf().plus(Duration.ofHours(3)), Usd.of(usd));
    }
}
