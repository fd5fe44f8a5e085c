package io.cascadeflow.camel.dashboard.figures;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.audit.trail.KeptDecision;
import io.cascadeflow.audit.trail.KeptDecision.Place;
import io.cascadeflow.budget.Account;
import io.cascadeflow.budget.Amount;
import io.cascadeflow.budget.CallRef;
import io.cascadeflow.budget.HoldStatus;
import io.cascadeflow.budget.LedgerEntry;
import io.cascadeflow.budget.Posting;
import io.cascadeflow.budget.report.Spend;
import io.cascadeflow.budget.report.SpendQuery;
import io.cascadeflow.budget.report.SpendSource;
import io.cascadeflow.model.ModelId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FiguresTest {

    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");

    private static KeptDecision decision(Instant at, String members) {
        return KeptDecision.read(
                        "{\"kind\":\"decision\",\"at\":\"%s\",\"id\":\"d\",\"cascade\":\"support\",\"totalCostUsd\":\"0.003\"%s}"
                                .formatted(at, members),
                        new Place(0, 0, 1))
                .orElseThrow();
    }

    @Property
    void aQuantileIsAtMostAFifthTooHigh(
            @ForAll @Size(min = 1, max = 50) List<@IntRange(max = 900_000) Integer> times,
            @ForAll @IntRange(min = 1, max = 100) int percent) {
        Latencies latencies = new Latencies();
        times.forEach(latencies::add);
        List<Integer> sorted = new ArrayList<>(times);
        Collections.sort(sorted);
        int exact = sorted.get((int) Math.ceil(percent / 100.0 * sorted.size()) - 1);

        long shown = latencies.quantile(percent / 100.0).orElseThrow();

        assertThat((double) shown).isBetween(exact - 0.5, Math.max(1, exact) * Math.pow(2, 0.25) + 0.5);
    }

    @Test
    void decisionsFromTheFutureAndFromLongAgoAreInNoSum() {
        DecisionFigures figures = new DecisionFigures();
        for (Duration later : List.of(
                Duration.ofDays(-40), Duration.ofDays(-30), Duration.ZERO, Duration.ofHours(2), Duration.ofDays(400))) {
            figures.add(decision(NOON.plus(later), ",\"outcome\":\"accepted\""), NOON);
        }

        assertThat(figures.all(Instant.EPOCH).decisions()).isEqualTo(3);
        assertThat(figures.fromTheFuture()).isEqualTo(1);
        figures.forgetBefore(NOON);
        assertThat(figures.all(Instant.EPOCH).decisions()).isEqualTo(2);
    }

    @Test
    void aDecisionIsAddedUpByWhatIsOnRecord() {
        DecisionFigures figures = new DecisionFigures();
        String tiers = """
                ,"outcome":"escalated","skipped":[{"tier":"tiny"}],"tiers":[
                {"tier":"small","model":"a:s","confidence":0.1,"accepted":false,"why":"below-threshold","costUsd":"0.001","latencyMs":100},
                {"tier":"large","model":"a:l","confidence":1,"accepted":true,"why":"no-rule","costUsd":"0.002","latencyMs":300}]""";
        figures.add(decision(NOON, tiers), NOON);
        figures.add(
                decision(NOON, ",\"outcome\":\"failed\",\"tiers\":[{\"tier\":\"small\",\"why\":\"tier-failed\"}]"),
                NOON);

        DecisionSums sums = figures.byCascade(NOON).getOrDefault("support", new DecisionSums());
        TierSums small = sums.byTier().getOrDefault("small", new TierSums());
        assertThat(sums.cost()).hasToString("0.006");
        assertThat(sums.outcome("escalated")).isEqualTo(1);
        assertThat(sums.passedOver()).isEqualTo(Map.of("tiny", 1L));
        assertThat(sums.latencies().count()).isEqualTo(1);
        assertThat(small.asked()).isEqualTo(2);
        assertThat(small.turnedDown()).isEqualTo(Map.of("below-threshold", 1L, "tier-failed", 1L));
        assertThat(small.failed()).isEqualTo(1);
        assertThat(small.notAccepted()[1]).isEqualTo(1);
        assertThat(sums.byTier().getOrDefault("large", new TierSums()).accepted()[9])
                .isEqualTo(1);
    }

    @Test
    void namesWithoutEndAreAddedUpTogether() {
        DecisionFigures figures = new DecisionFigures();
        IntStream.range(0, 1_000)
                .forEach(i -> figures.add(
                        decision(
                                NOON,
                                ",\"outcome\":\"accepted\",\"tiers\":[{\"tier\":\"t%d\",\"accepted\":true}]"
                                        .formatted(i)),
                        NOON));

        Map<String, TierSums> byTier = figures.all(NOON).byTier();
        assertThat(byTier).hasSizeLessThanOrEqualTo(101);
        assertThat(byTier.values().stream().mapToLong(TierSums::asked).sum()).isEqualTo(1_000);
    }

    private static LedgerEntry line(int number, Instant at) {
        CallRef call = new CallRef("d" + number, 1, ModelId.parse("a:b"), Map.of("cascade", "c" + number % 3));
        Posting released = new Posting(HoldStatus.RELEASED, Amount.ZERO, null);
        return new LedgerEntry(number, at, "k" + number, "node", call, released, List.<Account>of());
    }

    /** Lines are written up to half a minute late, and the figures are read whenever. */
    @Property(tries = 200)
    void everyLineIsInTheSumsOnce(
            @ForAll @Size(max = 60) List<@IntRange(max = 100_000) Integer> seconds,
            @ForAll @Size(min = 1, max = 8) List<@IntRange(min = 1, max = 30_000) Integer> looks) {
        List<LedgerEntry> all = new ArrayList<>();
        for (int i = 0; i < seconds.size(); i++) {
            all.add(line(i, NOON.plusSeconds(seconds.get(i))));
        }
        Instant[] now = {NOON};
        SpendSource source = (range, each) -> all.stream()
                .filter(line -> !line.at().isBefore(range.from()) && line.at().isBefore(range.to()))
                .filter(line -> line.at().plusSeconds(line.sequence() % 30).isBefore(now[0]))
                .forEach(each);
        SpendFigures figures = new SpendFigures(source);
        for (int look : looks) {
            now[0] = now[0].plusSeconds(look);
            figures.read(now[0]);

            Spend direct =
                    source.spend(SpendQuery.of(NOON.minus(31, ChronoUnit.DAYS), now[0].plusSeconds(600))).stream()
                            .map(row -> row.spend())
                            .reduce(Spend.NONE, Spend::plus);
            assertThat(figures.all(NOON.minus(1, ChronoUnit.DAYS))).isEqualTo(direct);
        }
    }

    /** Of a node whose clock is four minutes behind: what it wrote is found when its hour is read once more. */
    @Test
    void aClockThatIsBehindIsMadeGood() {
        List<LedgerEntry> all =
                new ArrayList<>(List.of(line(1, NOON.plusSeconds(600)), line(2, NOON.plusSeconds(660))));
        SpendFigures figures = new SpendFigures((range, each) ->
                all.stream().filter(line -> range.contains(line.at())).forEach(each));
        assertThat(figures.read(NOON.plusSeconds(900))).isTrue();
        all.add(line(3, NOON.plusSeconds(640)));

        assertThat(figures.read(NOON.plusSeconds(905))).isTrue();
        assertThat(figures.all(NOON).released()).isEqualTo(2);
        assertThat(figures.read(NOON.plusSeconds(3600 + 599))).isTrue();
        assertThat(figures.read(NOON.plusSeconds(3600 + 600))).isFalse();
        assertThat(figures.all(NOON).released()).isEqualTo(3);
        assertThat(figures.read(NOON.plusSeconds(2 * 3600 + 600))).isTrue();
    }
}
