package io.cascadeflow.camel.dashboard.figures;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.budget.Amount;
import io.cascadeflow.budget.CallRef;
import io.cascadeflow.budget.HoldStatus;
import io.cascadeflow.budget.LedgerEntry;
import io.cascadeflow.budget.LedgerException;
import io.cascadeflow.budget.Posting;
import io.cascadeflow.budget.Settlement;
import io.cascadeflow.budget.report.SpendRange;
import io.cascadeflow.budget.report.SpendSource;
import io.cascadeflow.budget.report.savings.LedgerAudits;
import io.cascadeflow.budget.report.savings.ListPriceSavings;
import io.cascadeflow.budget.report.savings.Savings;
import io.cascadeflow.camel.MovableClock;
import io.cascadeflow.model.ModelId;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.pricing.Charge.Source;
import io.cascadeflow.pricing.ModelPrice;
import io.cascadeflow.pricing.PriceCatalog;
import io.cascadeflow.pricing.Usd;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SavedFiguresTest {

    private static final ModelId LARGE = ModelId.parse("test:large");
    private static final LedgerAudits AUDITS = new LedgerAudits(Map.of("support", "large"));

    private static final PriceCatalog CATALOG =
            PriceCatalog.shipped(new MovableClock()).with(Map.of(LARGE, ModelPrice.of("10", "10")));
    private static final ListPriceSavings LISTED = new ListPriceSavings(Map.of("support", LARGE), CATALOG);
    private static final ListPriceSavings UNKNOWN = new ListPriceSavings(Map.of(), CATALOG);

    private final MovableClock clock = new MovableClock();
    private final List<LedgerEntry> lines = new ArrayList<>();
    private final List<SpendRange> asked = new ArrayList<>();
    /** So many lines are given before the database is gone. */
    private int room = Integer.MAX_VALUE;

    private final SpendSource source = (range, each) -> {
        asked.add(range);
        lines.stream().filter(line -> range.contains(line.at())).forEach(line -> {
            if (room-- <= 0) {
                throw new LedgerException("gone", new java.sql.SQLException("gone"));
            }
            each.accept(line);
        });
    };
    private final SavedFigures figures = new SavedFigures(source);

    private void call(Instant at, String decision, String tier, String role) {
        int number = lines.size() + 1;
        CallRef call = new CallRef(decision, number, LARGE, Map.of("cascade", "support", "tier", tier, "role", role));
        Settlement settlement =
                new Settlement(new Usd(1000L + number), Source.COMPUTED, LARGE, null, TokenUsage.of(number, 3));
        lines.add(new LedgerEntry(
                number,
                at,
                "k" + number,
                "node",
                call,
                new Posting(HoldStatus.SETTLED, Amount.ZERO, settlement),
                List.of()));
    }

    private NavigableSet<Instant> hours() {
        NavigableSet<Instant> hours = new TreeSet<>();
        lines.forEach(line -> hours.add(line.at().truncatedTo(ChronoUnit.HOURS)));
        return hours;
    }

    private Savings direct(Instant from) {
        return LISTED.in(new SpendRange(from, clock.instant().minusSeconds(60)), source);
    }

    private Savings shown(Instant from) {
        return figures.from(from).orElseThrow().byListPrice();
    }

    /** Looked at whenever, with a database that is gone at times in the middle of a page. */
    @Property(tries = 100)
    void everyLineIsLookedAtOnce(@ForAll long seed) {
        new SavedFiguresTest().lookAtRandom(seed); // all tries have one instance
    }

    private void lookAtRandom(long seed) {
        Random random = new Random(seed);
        Instant start = clock.instant().truncatedTo(ChronoUnit.HOURS);
        for (int i = 0; i < 200; i++) {
            clock.advance(Duration.ofSeconds(random.nextInt(400)));
            call(clock.instant(), "d" + i / 3, i % 3 == 0 ? "small" : "large", i % 3 == 0 ? "draft" : "answer");
            if (random.nextInt(8) == 0) {
                room = random.nextInt(4) == 0 ? random.nextInt(20) : Integer.MAX_VALUE;
                try {
                    figures.read(hours(), clock.instant(), LISTED, AUDITS, clock);
                } catch (LedgerException gone) {
                    assertThat(room).isNegative();
                }
                room = Integer.MAX_VALUE;
            }
        }
        for (int i = 0; i < 3; i++) {
            clock.advance(Duration.ofSeconds(15));
            figures.read(hours(), clock.instant(), LISTED, AUDITS, clock);
        }

        assertThat(shown(start)).isEqualTo(direct(start));
        Instant later = start.plus(4, ChronoUnit.HOURS);
        assertThat(shown(later)).isEqualTo(direct(later));
        assertThat(figures.left(start, clock.instant())).isZero();
    }

    @Test
    void whenThereIsAPriceToCompareWithAllIsReadAnew() {
        Instant start = clock.instant().truncatedTo(ChronoUnit.HOURS);
        call(clock.instant(), "d1", "small", "draft");
        clock.advance(Duration.ofMinutes(5));
        figures.read(hours(), clock.instant(), UNKNOWN, AUDITS, clock);
        assertThat(shown(start).without()).isEqualTo(1);
        clock.advance(Duration.ofSeconds(10));
        figures.read(hours(), clock.instant(), LISTED, AUDITS, clock);

        assertThat(shown(start)).isEqualTo(direct(start));
        assertThat(shown(start).decisions()).isEqualTo(1);
    }

    @Test
    void linesThatCameLateAreReadWhenTheyAreFound() {
        Instant start = clock.instant().truncatedTo(ChronoUnit.HOURS);
        call(clock.instant(), "d1", "small", "draft");
        clock.advance(Duration.ofMinutes(5));
        figures.read(hours(), clock.instant(), LISTED, AUDITS, clock);
        call(clock.instant().minusSeconds(200), "d2", "small", "draft");
        clock.advance(Duration.ofMinutes(5));
        figures.read(hours(), clock.instant(), LISTED, AUDITS, clock);
        assertThat(shown(start).decisions()).isEqualTo(1);
        figures.spoil();
        assertThat(figures.isDue(clock.instant())).isTrue();
        figures.read(hours(), clock.instant(), LISTED, AUDITS, clock);

        assertThat(shown(start)).isEqualTo(direct(start));
    }

    /** Hours in which something was spent since are not known while the ledger cannot be added up. */
    @Test
    void whatIsNotKnownYetIsNotLeftOut() {
        Instant start = clock.instant().truncatedTo(ChronoUnit.HOURS);
        NavigableSet<Instant> before = hours();
        Instant known = clock.instant();
        call(clock.instant().plusSeconds(30), "d1", "small", "draft");
        clock.advance(Duration.ofMinutes(10));
        figures.read(before, known, LISTED, AUDITS, clock);
        clock.advance(Duration.ofSeconds(15));
        figures.read(hours(), clock.instant(), LISTED, AUDITS, clock);

        assertThat(shown(start)).isEqualTo(direct(start));
        assertThat(shown(start).decisions()).isEqualTo(1);
    }

    /** An idle ledger costs nothing, and one that is not a question for what is new. */
    @Test
    void nothingIsReadTwice() {
        call(clock.instant(), "d1", "small", "draft");
        clock.advance(Duration.ofDays(3));
        call(clock.instant(), "d2", "small", "draft");
        clock.advance(Duration.ofMinutes(2));
        figures.read(hours(), clock.instant(), LISTED, AUDITS, clock);
        assertThat(figures.left(clock.instant().minus(Duration.ofDays(30)), clock.instant()))
                .isZero();
        asked.clear();
        clock.advance(Duration.ofSeconds(15));
        assertThat(figures.isDue(clock.instant())).isTrue();
        figures.read(hours(), clock.instant(), LISTED, AUDITS, clock);
        assertThat(asked).hasSizeLessThanOrEqualTo(1);
        assertThat(figures.isDue(clock.instant().plusSeconds(5))).isFalse();
        asked.clear();
        clock.advance(Duration.ofHours(2));
        figures.read(hours(), clock.instant(), LISTED, AUDITS, clock);
        figures.read(hours(), clock.instant(), LISTED, AUDITS, clock);
        asked.clear();
        clock.advance(Duration.ofSeconds(15));
        figures.read(hours(), clock.instant(), LISTED, AUDITS, clock);
        assertThat(asked).isEmpty();
    }
}
