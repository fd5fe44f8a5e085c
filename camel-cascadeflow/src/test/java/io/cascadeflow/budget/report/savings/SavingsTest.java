package io.cascadeflow.budget.report.savings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.cascadeflow.budget.CallRef;
import io.cascadeflow.budget.HoldRequest;
import io.cascadeflow.budget.MemoryLedger;
import io.cascadeflow.budget.Settlement;
import io.cascadeflow.budget.WaitingLedger;
import io.cascadeflow.budget.report.LedgerSpend;
import io.cascadeflow.budget.report.SpendQuery;
import io.cascadeflow.budget.report.SpendRange;
import io.cascadeflow.budget.report.SpendSource;
import io.cascadeflow.camel.MovableClock;
import io.cascadeflow.model.ModelId;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.pricing.Charge.Source;
import io.cascadeflow.pricing.ModelPrice;
import io.cascadeflow.pricing.PriceCatalog;
import io.cascadeflow.pricing.Usd;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SavingsTest {

    private static final ModelId SMALL = ModelId.parse("test:small");
    private static final ModelId LARGE = ModelId.parse("test:large");
    private static final SpendRange ALL =
            new SpendRange(Instant.parse("2026-11-01T00:00:00Z"), Instant.parse("2026-12-01T00:00:00Z"));

    private final MovableClock clock = new MovableClock();
    private final MemoryLedger ledger = new MemoryLedger(clock);
    private final SpendSource source = new LedgerSpend(ledger);
    private final PriceCatalog catalog =
            PriceCatalog.shipped(clock).with(Map.of(SMALL, ModelPrice.of("1", "1"), LARGE, ModelPrice.of("10", "10")));
    private final ListPriceSavings listPrice = new ListPriceSavings(Map.of("support", LARGE), catalog);

    @Test
    void anAcceptedDraftSavesTheLastTiersListPriceOnItsTokens() {
        call("d1", 1, SMALL, "draft", 1_000_000);

        Savings savings = listPrice.in(ALL, source);

        assertThat(savings.baseline()).isEqualTo(Baseline.LIST_PRICE_OF_LAST_TIER);
        assertThat(savings.saved()).contains(Usd.of("9"));
        assertThat(savings.baselineCost()).contains(Usd.of("10"));
        assertThat(savings.drafts()).isEqualTo(Usd.ZERO);
    }

    /** Probe 76. */
    @Test
    void anEscalatedDraftIsALoss() {
        call("d1", 1, SMALL, "draft", 1_000_000);
        call("d1", 2, SMALL, "judge", 500_000);
        call("d1", 3, LARGE, "answer", 2_000_000);

        Savings savings = listPrice.in(ALL, source);

        assertThat(savings.saved()).contains(Usd.of("-1.5"));
        assertThat(savings.compared()).isEqualTo(Usd.of("21.5"));
        assertThat(savings.drafts()).isEqualTo(Usd.of("1"));
    }

    @Test
    void withoutABaselineThereIsNoSaving() {
        call("d1", 1, SMALL, "draft", 1_000_000);

        Savings unknownCascade = new ListPriceSavings(Map.of(), catalog).in(ALL, source);
        Savings unknownPrice =
                new ListPriceSavings(Map.of("support", ModelId.parse("test:nobody-knows")), catalog).in(ALL, source);

        assertThat(unknownCascade.saved()).isEmpty();
        assertThat(unknownPrice.saved()).isEmpty();
        assertThat(unknownPrice.baselineCost()).isEmpty();
        assertThat(unknownPrice.without()).isEqualTo(1);
        assertThat(unknownPrice.apart()).isEqualTo(Usd.of("1"));
    }

    @Test
    void nothingSpentIsNothingKnown() {
        assertThat(listPrice.in(ALL, source).saved()).isEmpty();
        assertThat(new AuditSavings(List.of()).in(ALL, source).saved()).isEmpty();
    }

    /** Probe 76: to the cent, and to the nano-dollar. */
    @Test
    void whatIsComparedAndWhatIsNotIsTheLedger() {
        Random random = new Random(5);
        for (int i = 0; i < 300; i++) {
            String role = List.of("draft", "answer", "judge", "audit", "").get(random.nextInt(5));
            String cascade = random.nextInt(4) == 0 ? "" : "support";
            call(
                    "d" + random.nextInt(100),
                    i,
                    random.nextBoolean() ? SMALL : LARGE,
                    role,
                    cascade,
                    random.nextInt(9_999));
            clock.advance(Duration.ofSeconds(random.nextInt(3_000)));
        }
        Usd ledgerSays =
                source.spend(SpendQuery.of(ALL.from(), ALL.to())).get(0).spend().amount();

        Savings byList = listPrice.in(ALL, source);
        Savings byAudit = new AuditSavings(samples(30, 0.5, 0)).in(ALL, source);

        assertThat(byList.spent()).isEqualTo(ledgerSays);
        assertThat(byAudit.spent()).isEqualTo(ledgerSays);
        assertThat(byList.baselineCost().orElseThrow().minus(byList.saved().orElseThrow()))
                .isEqualTo(byList.compared());
        assertThat(byList.apart()).isNotEqualTo(Usd.ZERO);
        assertThat(byList.compared()).isNotEqualTo(Usd.ZERO);
    }

    @Test
    void theAuditShareNeedsThirtySamplesWhereThereAreDrafts() {
        call("d1", 1, SMALL, "draft", 1_000_000);

        assertThat(new AuditSavings(samples(29, 0.1, 0)).in(ALL, source).saved())
                .isEmpty();
        assertThat(new AuditSavings(samples(29, 0.1, 0)).acceptable()).isEmpty();
        assertThat(new AuditSavings(samples(30, 0.1, 0)).in(ALL, source).saved())
                .isPresent();
    }

    @Test
    void escalatedCallsNeedNoSamples() {
        call("d1", 1, SMALL, "draft", 1_000_000);
        call("d1", 2, LARGE, "answer", 1_000_000);

        Savings savings = new AuditSavings(List.of()).in(ALL, source);

        assertThat(savings.saved()).contains(Usd.of("-1"));
        assertThat(savings.baseline()).isEqualTo(Baseline.AUDIT_SHARE);
    }

    @Test
    void auditsAreNotFree() {
        call("d1", 1, SMALL, "draft", 1_000_000);
        call("d1", 2, LARGE, "audit", 1_000_000);

        Savings savings = new AuditSavings(samples(30, 1, 9)).in(ALL, source);

        assertThat(savings.saved()).contains(Usd.of("-1"));
        assertThat(savings.compared()).isEqualTo(Usd.of("11"));
    }

    /** Of 400 populations, whose dear questions are audited more often, the interval holds the truth in about 95 of 100. */
    @Test
    void theAuditSharesIntervalHoldsTheTruthAsOftenAsItSays() {
        Random random = new Random(11);
        int held = 0;
        for (int i = 0; i < 400; i++) {
            double truth = 0;
            int size = 2_000;
            List<AuditSample> samples = new ArrayList<>();
            for (int decision = 0; decision < size; decision++) {
                boolean isDear = random.nextInt(5) == 0;
                double saved = (isDear ? 5 : 1) * Math.exp(0.5 * random.nextGaussian()) - (isDear ? 0 : 1.2);
                truth += saved;
                double probability = isDear ? 0.2 : 0.05;
                if (random.nextDouble() < probability) {
                    samples.add(sample("d" + decision, saved, probability, true));
                }
            }
            WeightedMean mean =
                    WeightedMean.of(samples, s -> s.baseline().minus(s.spent()).nanos() / 1e9);
            held += Math.abs(mean.value() - truth / size) <= mean.margin() ? 1 : 0;
        }

        assertThat(held / 400.0).isBetween(0.93, 0.98);
    }

    @Test
    void theAcceptableShareWeighsSamplesByHowLikelyTheyWere() {
        List<AuditSample> samples = new ArrayList<>();
        for (int i = 0; i < 90; i++) {
            samples.add(sample("often" + i, 1, 0.9, false));
        }
        for (int i = 0; i < 10; i++) {
            samples.add(sample("rare" + i, 1, 0.1, true));
        }

        AuditSavings.Share share = new AuditSavings(samples).acceptable().orElseThrow();

        assertThat(share.value()).isEqualTo(0.5, within(1e-9));
        assertThat(share.low()).isBetween(0.2, 0.4);
        assertThat(share.high()).isBetween(0.6, 0.8);
    }

    @Test
    void refusesSamplesThatAreNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> sample("d", 1, 0, true));
        assertThatIllegalArgumentException().isThrownBy(() -> sample("d", 1, 1.1, true));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AuditSavings(List.of(sample("d", 1, 1, true), sample("d", 1, 1, true))))
                .withMessageContaining("'d'");
    }

    private void call(String decision, int attempt, ModelId model, String role, long tokens) {
        call(decision, attempt, model, role, "support", tokens);
    }

    private void call(String decision, int attempt, ModelId model, String role, String cascade, long tokens) {
        WaitingLedger waiting = new WaitingLedger(ledger);
        String key = decision + "/" + attempt;
        CallRef call = new CallRef(decision, attempt, model, Map.of("role", role, "cascade", cascade));
        waiting.hold(new HoldRequest(
                key, "node-1", call, Usd.of("100"), 10_000_000, clock.instant().plusSeconds(60), List.of()));
        TokenUsage usage = TokenUsage.of(tokens, 0);
        Usd amount = catalog.find(model).orElseThrow().cost(usage);
        waiting.settle(key, new Settlement(amount, Source.COMPUTED, model, null, usage));
    }

    private static List<AuditSample> samples(int count, double probability, double saved) {
        List<AuditSample> samples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            samples.add(sample("s" + i, saved, probability, true));
        }
        return samples;
    }

    private static AuditSample sample(String decision, double saved, double probability, boolean acceptable) {
        Usd baseline = new Usd(Math.round((saved + 10) * 1e9));
        return new AuditSample(decision, Usd.of("10"), baseline, probability, acceptable);
    }
}
