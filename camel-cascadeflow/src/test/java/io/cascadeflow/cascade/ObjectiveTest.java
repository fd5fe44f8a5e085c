package io.cascadeflow.cascade;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.policy.Weights;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which tier is asked first, by what counts. */
class ObjectiveTest {

    private static final Weights COST = new Weights(0, 1, 0, 0);
    private static final Weights LATENCY = new Weights(0, 0, 1, 0);
    private static final Weights QUALITY = new Weights(1, 0, 0, 0);
    private static final Weights ENERGY = new Weights(0, 0, 0, 1);

    private final Tier small = new Tier("small", 0.8);
    private final Tier large = new Tier("large", null);

    private static Expected tier(@Nullable Double accepted, double usd, double seconds) {
        return new Expected(accepted, null, usd, seconds, null);
    }

    private List<String> skipped(Weights weights, Expected draft, Expected last) {
        return new Objective(weights, Map.of("small", draft, "large", last))
                .passedOver(List.of(small, large)).stream()
                        .map(each -> each.tier().name())
                        .toList();
    }

    @Test
    void aDraftPaysAsLongAsItIsAcceptedOftenEnoughForItsPrice() {
        // break-even is where the chance is the ratio of the prices: 0.1
        assertThat(skipped(COST, tier(0.11, 0.001, 1), tier(1.0, 0.01, 1))).isEmpty();
        assertThat(skipped(COST, tier(0.09, 0.001, 1), tier(1.0, 0.01, 1))).containsExactly("small");
    }

    @Test
    void whoIsInAHurryGoesStraightOnWhenTheDraftCostsMoreTimeThanItSaves() {
        Expected draft = tier(0.4, 0.001, 1);
        Expected last = tier(1.0, 0.01, 2);
        assertThat(skipped(LATENCY, draft, last)).containsExactly("small");
        assertThat(skipped(COST, draft, last)).isEmpty();
        assertThat(skipped(LATENCY, tier(0.6, 0.001, 1), last)).isEmpty();
    }

    @Test
    void qualityCountsAsFarAsTheProfileKnowsIt() {
        Expected worse = new Expected(0.9, new Expected.Quality(0.80, 0.95), 0.001, null, null);
        Expected last = new Expected(1.0, null, 0.01, null, null);
        assertThat(skipped(QUALITY, worse, last)).containsExactly("small");
        // fifteen more right answers in a hundred are worth more than a fifth of the cost
        assertThat(skipped(new Weights(1, 1, 0, 0), worse, last)).containsExactly("small");
        assertThat(skipped(new Weights(1, 3, 0, 0), worse, last)).isEmpty();
        assertThat(skipped(QUALITY, tier(0.9, 0.001, 1), tier(1.0, 0.01, 1)))
                .as("not known")
                .isEmpty();
    }

    @Test
    void energyIsWeighedOnlyWhereEveryTiersIsKnown() {
        Expected draft = new Expected(0.1, null, 0.001, 1.0, 0.05);
        Expected known = new Expected(1.0, null, 0.002, 1.0, 0.055);
        Expected unknown = new Expected(1.0, null, 0.002, 1.0, null);
        assertThat(skipped(ENERGY, draft, known)).containsExactly("small");
        assertThat(skipped(ENERGY, draft, unknown)).isEmpty();
    }

    @Test
    void aChanceThatNobodyKnowsLeavesEverythingAsItIs() {
        assertThat(skipped(COST, tier(null, 5, 5), tier(1.0, 0.01, 1))).isEmpty();
    }

    @Test
    void ofThreeTiersTheFirstTwoMayBePassedOver() {
        Tier mid = new Tier("mid", 0.8);
        Objective objective = new Objective(
                LATENCY, Map.of("small", tier(0.2, 0.001, 1), "mid", tier(0.2, 0.002, 1), "large", tier(1.0, 0.01, 1)));
        assertThat(objective.passedOver(List.of(small, mid, large)))
                .extracting(each -> each.tier().name())
                .containsExactly("small", "mid");
    }

    @Test
    void theRecordSaysWhatCountedAndWhatWasExpectedAndCostsNothing() {
        Objective objective = new Objective(LATENCY, Map.of("small", tier(0.1, 0.001, 1), "large", tier(1.0, 0.01, 2)));
        Step.Ask first = CascadeState.start(
                new Cascade("c", List.of(small, large)),
                null,
                null,
                Map.of(),
                Pace.UNKNOWN,
                Instant.EPOCH,
                List.of(),
                objective);

        assertThat(first.tier()).isEqualTo(large);
        assertThat(first.state().skipped()).singleElement().satisfies(each -> {
            assertThat(each.reason().code()).isEqualTo(Reason.Code.OBJECTIVE);
            assertThat(each.reason().text())
                    .isEqualTo(
                            "tier 'small': was skipped by the objective (quality 0.00, cost 0.00, latency 1.00, energy 0.00): "
                                    + "from tier 'large' on: right unknown, 0.010000 USD, 2.00 s, unknown Wh; "
                                    + "from tier 'small' on: right unknown, 0.010000 USD, 2.80 s, unknown Wh");
        });
    }

    @Test
    void whatWasPassedOverIsAskedAfterAllWhenThereIsNoOtherAnswer() {
        Objective objective = new Objective(LATENCY, Map.of("small", tier(0.1, 0.001, 1), "large", tier(1.0, 0.01, 2)));
        Step.Ask first = CascadeState.start(
                new Cascade("c", List.of(small, large)),
                null,
                null,
                Map.of(),
                Pace.UNKNOWN,
                Instant.EPOCH,
                List.of(),
                objective);
        Step next = first.state()
                .next(
                        new TierResult.Failed(new IllegalStateException("down"), io.cascadeflow.pricing.Usd.ZERO),
                        Instant.EPOCH);

        assertThat(((Step.Ask) next).tier()).isEqualTo(small);
    }
}
