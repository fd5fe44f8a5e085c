package io.cascadeflow.budget.report.trend;

import static io.cascadeflow.budget.report.SpendKey.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import io.cascadeflow.budget.CalendarWindow;
import io.cascadeflow.budget.CalendarWindow.Unit;
import io.cascadeflow.budget.MemoryLedger;
import io.cascadeflow.budget.report.LedgerSpend;
import io.cascadeflow.budget.report.SpendFixture;
import io.cascadeflow.budget.report.SpendQuery;
import io.cascadeflow.camel.MovableClock;
import io.cascadeflow.pricing.Usd;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpendSeriesTest {

    private static final CalendarWindow DAY = new CalendarWindow(Unit.DAY, ZoneId.of("Europe/Zurich"));
    private static final String MINI = "openai:gpt-4o-mini";

    private final MovableClock clock = new MovableClock();
    private final MemoryLedger ledger = new MemoryLedger(clock);
    private final SpendFixture calls = new SpendFixture(ledger, clock);

    @Test
    void daysWithoutSpendingAreZeros() {
        calls.spend("2026-10-24T10:00:00Z", "1", MINI, "");
        calls.spend("2026-10-27T10:00:00Z", "2", MINI, "");

        SpendSeries series =
                read("2026-10-19T22:00:00Z", "2026-10-28T23:00:00Z").get(0);

        assertThat(series.points())
                .extracting(point -> point.bucket().id() + " " + point.amount())
                .containsExactly("2026-10-24 1", "2026-10-25 0", "2026-10-26 0", "2026-10-27 2", "2026-10-28 0");
        assertThat(series.since()).isEqualTo("2026-10-19T22:00:00Z");
        assertThat(series.running()).isEqualTo(Usd.ZERO);
    }

    @Test
    void theBucketThatTheRangeEndsInIsRunning() {
        calls.spend("2026-10-24T10:00:00Z", "1", MINI, "");
        calls.spend("2026-10-25T10:00:00Z", "2", MINI, "");

        SpendSeries series =
                read("2026-10-19T22:00:00Z", "2026-10-25T22:30:00Z").get(0);

        assertThat(series.size()).isEqualTo(1);
        assertThat(series.running()).isEqualTo(Usd.of("2"));
        assertThat(series.withoutRunning().asOf()).isEqualTo("2026-10-24T22:00:00Z");
    }

    @Test
    void aFirstDayThatTheRangeCutsIsLeftOut() {
        calls.spend("2026-10-20T10:00:00Z", "1", MINI, "");
        calls.spend("2026-10-21T10:00:00Z", "2", MINI, "");

        SpendSeries series =
                read("2026-10-20T09:00:00Z", "2026-10-22T22:00:00Z").get(0);

        assertThat(series.points().get(0).amount()).isEqualTo(Usd.of("2"));
        assertThat(series.since()).isEqualTo("2026-10-20T22:00:00Z");
    }

    @Test
    void eachKeyHasASeriesThatBeginsWithItsFirstSpending() {
        calls.spend("2026-10-20T10:00:00Z", "1", MINI, "tenant=old");
        calls.spend("2026-10-22T10:00:00Z", "2", MINI, "tenant=new");

        assertThat(read("2026-10-19T22:00:00Z", "2026-10-22T22:00:00Z"))
                .extracting(SpendSeries::key, SpendSeries::size)
                .containsExactlyInAnyOrder(tuple(Map.of(TENANT, "old"), 3), tuple(Map.of(TENANT, "new"), 1));
    }

    @Test
    void aQueryWithoutBucketsIsNoSeries() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SpendSeries.read(
                        new LedgerSpend(ledger), SpendQuery.of(Instant.EPOCH, Instant.EPOCH.plusSeconds(1))))
                .withMessageContaining("every");
    }

    private List<SpendSeries> read(String from, String to) {
        return SpendSeries.read(
                new LedgerSpend(ledger),
                SpendQuery.of(Instant.parse(from), Instant.parse(to)).every(DAY).by(TENANT));
    }
}
