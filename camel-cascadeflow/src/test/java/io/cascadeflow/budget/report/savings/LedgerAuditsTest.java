package io.cascadeflow.budget.report.savings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cascadeflow.budget.Amount;
import io.cascadeflow.budget.CallRef;
import io.cascadeflow.budget.HoldStatus;
import io.cascadeflow.budget.LedgerEntry;
import io.cascadeflow.budget.Posting;
import io.cascadeflow.budget.Settlement;
import io.cascadeflow.budget.report.SpendRange;
import io.cascadeflow.budget.report.SpendSource;
import io.cascadeflow.budget.report.savings.Savings.Estimate;
import io.cascadeflow.model.ModelId;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.pricing.Charge.Source;
import io.cascadeflow.pricing.ModelPrice;
import io.cascadeflow.pricing.PriceCatalog;
import io.cascadeflow.pricing.Usd;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LedgerAuditsTest {

    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");
    private static final SpendRange ALL =
            new SpendRange(NOON.minus(30, ChronoUnit.DAYS), NOON.plus(30, ChronoUnit.DAYS));
    private static final ModelId SMALL = ModelId.parse("test:small");
    private static final ModelId LARGE = ModelId.parse("test:large");
    private static final LedgerAudits AUDITS = new LedgerAudits(Map.of("support", "large", "deep", "large"));
    private static final ListPriceSavings LISTED = new ListPriceSavings(
            Map.of("support", LARGE),
            PriceCatalog.shipped(Clock.fixed(NOON, ZoneOffset.UTC)).with(Map.of(LARGE, ModelPrice.of("10", "10"))));

    private final List<LedgerEntry> lines = new ArrayList<>();
    private final SpendSource source = (range, each) ->
            lines.stream().filter(line -> range.contains(line.at())).forEach(each);
    private Instant now = NOON;

    /** @param nanos negative for a call that was given up */
    private void call(String decision, String cascade, String tier, String role, long nanos) {
        int number = lines.size() + 1;
        CallRef call = new CallRef(decision, number, SMALL, Map.of("cascade", cascade, "tier", tier, "role", role));
        Settlement settlement = nanos < 0
                ? null
                : new Settlement(new Usd(nanos), Source.COMPUTED, SMALL, null, TokenUsage.of(nanos / 1000, 3));
        Posting posting =
                new Posting(settlement == null ? HoldStatus.RELEASED : HoldStatus.SETTLED, Amount.ZERO, settlement);
        lines.add(new LedgerEntry(number, now, "k" + number, "node", call, posting, List.of()));
    }

    private void audited(int from, int to, long draft, long audit) {
        for (int i = from; i < to; i++) {
            call("d" + i, "support", "small", "draft", draft);
            call("d" + i, "support", "large", "audit", audit + i % 2 * 100);
        }
    }

    private Estimate estimate() {
        return Objects.requireNonNull(AUDITS.in(ALL, source).estimate());
    }

    /** By hand: 100 drafts at 1000, of which 40 were audited at 5000 or 5100; two escalated, at 1000 and 6000. */
    @Test
    void whatWasAuditedStandsForAll() {
        audited(0, 40, 1000, 5000);
        for (int i = 40; i < 100; i++) {
            call("d" + i, "support", "small", "draft", 1000);
        }
        for (int i = 100; i < 102; i++) {
            call("d" + i, "support", "small", "draft", 1000);
            call("d" + i, "support", "large", "answer", 6000);
        }

        Estimate estimate = estimate();

        double audits = 40 * 5050;
        double variance = 40 * 50.0 * 50 / 39;
        double root = Math.sqrt(variance / 40 * 100 * 60);
        double students = 1.96 + (Math.pow(1.96, 3) + 1.96) / (4.0 * 39);
        assertThat((double) estimate.saved().nanos()).isEqualTo(100 * 4050 - audits - 2000, within(1.0));
        assertThat((double) estimate.high().minus(estimate.saved()).nanos()).isEqualTo(students * root, within(1.0));
        assertThat(estimate.saved().minus(estimate.low()))
                .isEqualTo(estimate.high().minus(estimate.saved()));
        assertThat(estimate.samples()).isEqualTo(40);
    }

    @Test
    void nothingIsLeftToChanceWhenAllWereAudited() {
        audited(0, 3, 1000, 5000);

        Estimate estimate = estimate();

        assertThat(estimate.saved()).isEqualTo(new Usd(3 * -1000));
        assertThat(estimate.low()).isEqualTo(estimate.high());
    }

    @Test
    void thirtyAreNeededAndWithoutThemEscalationsAreNoLossEither() {
        audited(0, 29, 1000, 5000);
        call("other", "support", "small", "draft", 1000);
        call("escalated", "support", "small", "draft", 1000);
        call("escalated", "support", "large", "answer", 6000);

        Savings few = AUDITS.in(ALL, source);
        assertThat(few.estimate()).isNull();
        assertThat(few.decisions()).isZero();
        assertThat(few.without()).isEqualTo(31);

        audited(50, 51, 1000, 5000);
        assertThat(AUDITS.in(ALL, source).estimate()).isNotNull();
    }

    /** Who judges the draft by the audit's answer is paid for the audit, so it is no cost of all other drafts. */
    @Test
    void judgesOfAuditsAreAudits() {
        audited(0, 30, 1000, 5000);
        for (int i = 0; i < 30; i++) {
            call("d" + i, "support", "large", "judge", 700);
        }
        call("d99", "support", "small", "draft", 1000);

        assertThat((double) estimate().saved().nanos()).isEqualTo(31 * 4050 - 30 * 5750, within(1.0));
    }

    @Test
    void auditsByATierInTheMiddleSayNothingOfTheLast() {
        for (int i = 0; i < 50; i++) {
            call("d" + i, "deep", "small", "draft", 1000);
            call("d" + i, "deep", "medium", "audit", 2000);
        }
        call("not", "unknown", "small", "draft", 1000);
        call("failed", "support", "large", "answer", -1);

        Savings savings = AUDITS.in(ALL, source);

        assertThat(savings.estimate()).isNull();
        assertThat(savings.without()).isEqualTo(52);
    }

    /** Of 400 populations of two tiers, of which a fortieth and a tenth is audited. */
    @Test
    void theIntervalHoldsTheTruthAsOftenAsItSays() {
        Random random = new Random(11);
        int held = 0;
        for (int i = 0; i < 400; i++) {
            lines.clear();
            double truth = 0;
            for (int d = 0; d < 2_000; d++) {
                boolean isFirst = random.nextInt(3) > 0;
                long draft = Math.round(1e6 * Math.exp(0.3 * random.nextGaussian()));
                long last = Math.round((isFirst ? 4e6 : 9e6) * Math.exp(0.5 * random.nextGaussian()));
                truth += last - draft;
                String cascade = isFirst ? "support" : "deep";
                call("d" + d, cascade, "small", "draft", draft);
                if (random.nextDouble() < (isFirst ? 0.05 : 0.1)) {
                    call("d" + d, cascade, "large", "audit", last);
                    truth -= last;
                }
            }
            Estimate estimate = estimate();
            held += estimate.low().nanos() <= truth && truth <= estimate.high().nanos() ? 1 : 0;
        }

        assertThat(held / 400.0).isBetween(0.93, 0.98);
    }

    /** Lines of decisions that hours cut, of some that go on for very long, and of one that is forgotten and comes back. */
    @Property(tries = 300)
    void byHourTheyAreThoseOfEveryRange(@ForAll long seed, @ForAll @IntRange(min = 1, max = 200) int many) {
        Random random = new Random(seed);
        lines.clear();
        now = NOON;
        HourlySavings hourly = new HourlySavings(LISTED, AUDITS);
        for (int i = 0; i < many; i++) {
            call(
                    "d" + random.nextInt(1 + many / 3),
                    random.nextInt(5) == 0 ? "" : "support",
                    random.nextBoolean() ? "small" : "large",
                    List.of("draft", "answer", "judge", "audit", "").get(random.nextInt(5)),
                    random.nextInt(50_000) - 1000);
            now = now.plus(Duration.ofSeconds(random.nextInt(random.nextInt(10) == 0 ? 8_000 : 900)));
        }
        lines.forEach(hourly::add);

        for (Instant hour = NOON.minus(1, ChronoUnit.HOURS);
                !hour.isAfter(now);
                hour = hour.plus(1, ChronoUnit.HOURS)) {
            SpendRange range = new SpendRange(hour, now.plusSeconds(1));
            HourlySavings.Saved saved = hourly.from(hour);
            assertThat(saved.byListPrice()).isEqualTo(LISTED.in(range, source));
            assertThat(saved.byAudits()).isEqualTo(AUDITS.in(range, source));
            assertThat(saved.byAudits().spent()).isEqualTo(saved.byListPrice().spent());
        }
        hourly.forgetBefore(NOON.plus(2, ChronoUnit.HOURS));
        SpendRange rest = new SpendRange(NOON.plus(2, ChronoUnit.HOURS), now.plus(3, ChronoUnit.HOURS));
        assertThat(hourly.from(rest.from()).byListPrice()).isEqualTo(LISTED.in(rest, source));
    }
}
