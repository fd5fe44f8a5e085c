package io.cascadeflow.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.cascadeflow.pricing.Usd;
import io.cascadeflow.provider.recorded.Label;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EvaluationTest {

    /** Four questions: the draft is wrong, right, wrong, right; the large model is right but for the third. */
    private static final List<Replayed> FOUR = List.of(
            item(0.1, true, false, true),
            item(0.9, false, true, true),
            item(0.2, true, false, false),
            item(0.4, true, true, true));

    @Test
    void agreesWithTheHandComputedExample() {
        Evaluation four = Evaluation.of(FOUR);
        Evaluation.Quality quality = Objects.requireNonNull(four.quality());

        assertThat(four.items()).isEqualTo(4);
        assertThat(four.accepted()).isEqualTo(0.25);
        // small 2 of 4, large 3 of 4, cascade 3 of 4
        assertThat(quality).isEqualTo(new Evaluation.Quality(0.75, 0.5, 0.75, 0.75, 1.0, 1.0, 0.75, 1.0, 0));
        // every wrong draft is below every right one
        assertThat(four.ranking().auroc()).isEqualTo(1.0);
        // PGR by share: 0, then 1 from a quarter on: 0.25/2 + 0.75
        assertThat(four.ranking().apgr()).isCloseTo(0.875, within(1e-12));
        assertThat(four.ranking().cpt50()).isCloseTo(0.125, within(1e-12));
        assertThat(four.ranking().cpt80()).isCloseTo(0.2, within(1e-12));
        assertThat(four.notes()).isEmpty();
    }

    @Test
    void tiesAreEscalatedAsAMix() {
        // 0.5 twice: one gains, one does not; then one that gains
        Evaluation tied = Evaluation.of(
                List.of(item(0.5, false, false, true), item(0.5, false, true, true), item(0.8, false, false, true)));

        // right 0.5 against wrong 0.5 (half) and wrong 0.8 (none): 0.25
        assertThat(tied.ranking().auroc()).isEqualTo(0.25);
        // PGR 0 at 0, 1/2 at 2/3, 1 at 1: 1/6 + 1/4
        assertThat(tied.ranking().apgr()).isCloseTo(1 / 6.0 + 1 / 4.0, within(1e-12));
        assertThat(tied.ranking().cpt50()).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(tied.ranking().cpt80()).isCloseTo(2 / 3.0 + 0.6 / 3, within(1e-12));
    }

    @Test
    void anAbsentConfidenceRanksLowest() {
        Evaluation absent = Evaluation.of(
                List.of(item(null, true, false, true), item(0.0, false, true, true), item(1.0, false, true, true)));

        assertThat(absent.ranking().auroc()).isEqualTo(1.0);
        assertThat(absent.ranking().cpt50()).isCloseTo(1 / 6.0, within(1e-12));
    }

    @Test
    void aGradedDraftIsRightWhenItIsAtLeastAsGoodAsTheLargeOne() {
        Evaluation graded = Evaluation.of(
                List.of(graded(0.9, false, 0.8, 0.8), graded(0.2, true, 0.3, 0.9), graded(0.6, false, 0.7, 0.1)));
        Evaluation.Quality quality = Objects.requireNonNull(graded.quality());

        assertThat(graded.ranking().auroc()).isEqualTo(1.0);
        assertThat(quality.small()).isCloseTo(0.6, within(1e-12));
        assertThat(quality.large()).isCloseTo(0.6, within(1e-12));
        assertThat(quality.cascade()).isCloseTo(0.8, within(1e-12));
        assertThat(quality.oracle()).isCloseTo(0.8, within(1e-12));
        assertThat(quality.retained()).isCloseTo(4 / 3.0, within(1e-12));
        // 0.3 + 0.7 + 0.8 is not exactly 0.9 + 0.1 + 0.8 in binary: still no gain
        assertThat(quality.pgr()).isNull();
        assertThat(quality.randomPgr()).isNull();
        assertThat(graded.ranking().apgr()).isNull();
        assertThat(graded.notes()).singleElement().asString().contains("equally good");
    }

    @Test
    void twoWrongAnswersAreNoRightDraft() {
        assertThat(Labels.of(Label.correct(false), Label.correct(false)).draftRight())
                .isFalse();
        assertThat(Labels.of(Label.score(0), Label.score(0)).draftRight()).isTrue();
    }

    @Test
    void oneClassOnlyHasNoAuroc() {
        Evaluation right = Evaluation.of(List.of(item(0.5, false, true, true), item(0.6, true, true, false)));

        assertThat(right.ranking().auroc()).isNull();
        assertThat(right.notes()).anyMatch(note -> note.contains("AUROC"));
    }

    @Test
    void aBetterSmallModelIsSaid() {
        Evaluation worse = Evaluation.of(List.of(item(0.5, false, true, false), item(0.6, true, false, false)));

        assertThat(Objects.requireNonNull(worse.quality()).retained()).isNull();
        assertThat(worse.notes()).anyMatch(note -> note.contains("small model is the better one"));
    }

    @Test
    void withoutLabelsThereIsNoQualityAndTheNotesSaySo() {
        Evaluation blind = Evaluation.of(List.of(new Replayed(0.5, true, null, Usd.ZERO, Usd.ZERO)));

        assertThat(blind.quality()).isNull();
        assertThat(blind.ranking()).isEqualTo(new Evaluation.Order(null, null, null, null, null, null, null));
        assertThat(blind.accepted()).isZero();
        assertThat(blind.notes()).singleElement().asString().contains("labels");
    }

    @Test
    void partlyLabelledQuestionsAreJudgedByTheLabelledOnes() {
        List<Replayed> some = new ArrayList<>(FOUR);
        some.add(new Replayed(0.3, false, null, null, null));
        Evaluation partly = Evaluation.of(some);

        assertThat(partly.items()).isEqualTo(5);
        assertThat(partly.accepted()).isEqualTo(0.4);
        assertThat(partly.quality()).isEqualTo(Evaluation.of(FOUR).quality());
        assertThat(partly.notes()).singleElement().asString().contains("4 questions, out of 5");
    }

    @Test
    void oneUnknownCostMakesTheSumUnknown() {
        Replayed known = new Replayed(0.5, false, null, Usd.of("0.1"), Usd.of("0.4"));
        Replayed unknown = new Replayed(0.5, false, null, null, Usd.of("0.4"));

        assertThat(Evaluation.of(List.of(known, known)).cost()).isEqualTo(Usd.of("0.2"));
        assertThat(Evaluation.of(List.of(known, unknown)).cost()).isNull();
        assertThat(Evaluation.of(List.of(known, unknown)).largeCost()).isEqualTo(Usd.of("0.8"));
    }

    @Test
    void nothingIsNotEvaluated() {
        assertThatIllegalArgumentException().isThrownBy(() -> Evaluation.of(List.of()));
    }

    @Test
    void randomConfidencesRecoverHalf() {
        Random random = new Random(42);
        double sum = IntStream.range(0, 300)
                .mapToDouble(run -> Objects.requireNonNull(Evaluation.of(IntStream.range(0, 400)
                                .mapToObj(i -> item(random.nextDouble(), false, i % 5 < 3, i % 7 < 6))
                                .toList())
                        .ranking()
                        .apgr()))
                .sum();
        assertThat(sum / 300).isCloseTo(0.5, within(0.02));
    }

    @Property
    void allEqualConfidencesAreARandomRouter(@ForAll("items") List<Replayed> items) {
        Evaluation.Order order = Evaluation.of(with(items, confidence -> 0.5)).ranking();
        if (order.apgr() != null) {
            assertThat(order.apgr()).isCloseTo(0.5, within(1e-9));
            assertThat(order.cpt80()).isCloseTo(0.8, within(1e-9));
        }
        if (order.auroc() != null) {
            assertThat(order.auroc()).isEqualTo(0.5);
        }
    }

    @Property
    void noOrderBeatsTheOneByGain(@ForAll("items") List<Replayed> items) {
        List<Replayed> perfect = items.stream()
                .map(item -> with(item, gain(item) > 0 ? 0.1 : gain(item) < 0 ? 0.9 : 0.5))
                .toList();
        Double best = Evaluation.of(perfect).ranking().apgr();
        Double apgr = Evaluation.of(items).ranking().apgr();
        if (best == null || apgr == null) {
            assertThat(best).isEqualTo(apgr);
        } else if (items.stream().mapToDouble(EvaluationTest::gain).sum() > 0) {
            assertThat(apgr).isLessThanOrEqualTo(best + 1e-9);
        }
    }

    @Property
    void onlyTheOrderOfConfidencesCounts(@ForAll("items") List<Replayed> items) {
        // all but the calibration error, which is about the numbers themselves
        assertThat(Evaluation.of(with(items, confidence -> confidence / 2 + 0.25))
                        .ranking())
                .usingRecursiveComparison()
                .ignoringFields("ece", "eceByChance")
                .isEqualTo(Evaluation.of(items).ranking());
    }

    @Property
    void theOrderOfQuestionsDoesNotCount(@ForAll("items") List<Replayed> items, @ForAll long seed) {
        List<Replayed> shuffled = new ArrayList<>(items);
        Collections.shuffle(shuffled, new Random(seed));
        assertThat(Evaluation.of(shuffled)).isEqualTo(Evaluation.of(items));
    }

    @Property
    void aurocIsTheShareOfWellOrderedPairs(@ForAll("items") List<Replayed> items) {
        double pairs = 0;
        double ordered = 0;
        for (Replayed right : items) {
            for (Replayed wrong : items) {
                if (labels(right).draftRight() && !labels(wrong).draftRight()) {
                    pairs++;
                    ordered += (Math.signum(rank(right) - rank(wrong)) + 1) / 2;
                }
            }
        }
        Double auroc = Evaluation.of(items).ranking().auroc();
        if (pairs == 0) {
            assertThat(auroc).isNull();
        } else {
            assertThat(auroc).isCloseTo(ordered / pairs, within(1e-9));
        }
    }

    @Property
    void pgrLiesOnTheCurveWhenTheCascadeFollowsConfidence(@ForAll("items") List<Replayed> items) {
        Evaluation all = Evaluation.of(items.stream()
                .map(item -> new Replayed(item.confidence(), true, item.labels(), null, null))
                .toList());
        Evaluation.Quality quality = Objects.requireNonNull(all.quality());
        assertThat(quality.cascade()).isEqualTo(quality.large());
        if (quality.pgr() != null) {
            assertThat(quality.pgr()).isCloseTo(1, within(1e-9));
            assertThat(quality.randomPgr()).isEqualTo(1);
        }
        assertThat(quality.oracle()).isGreaterThanOrEqualTo(Math.max(quality.small(), quality.large()));
    }

    @Provide
    Arbitrary<List<Replayed>> items() {
        Arbitrary<Boolean> yesOrNo = Arbitraries.of(true, false);
        return Combinators.combine(
                        // steps of 1/16, so that ties are frequent and halves exact
                        Arbitraries.integers().between(0, 16).map(n -> n / 16.0).injectNull(0.1),
                        yesOrNo,
                        yesOrNo,
                        yesOrNo)
                .as(EvaluationTest::item)
                .list()
                .ofMinSize(1)
                .ofMaxSize(40);
    }

    private static double rank(Replayed item) {
        Double confidence = item.confidence();
        return confidence == null ? -1 : confidence;
    }

    private static double gain(Replayed item) {
        return labels(item).large() - labels(item).small();
    }

    private static Labels labels(Replayed item) {
        return Objects.requireNonNull(item.labels());
    }

    private static List<Replayed> with(List<Replayed> items, DoubleUnaryOperator map) {
        return items.stream()
                .map(item -> item.confidence() == null && map.applyAsDouble(0) != map.applyAsDouble(1)
                        ? item
                        : with(item, map.applyAsDouble(rank(item))))
                .toList();
    }

    private static Replayed with(Replayed item, double confidence) {
        return new Replayed(confidence, item.escalated(), item.labels(), item.cost(), item.largeCost());
    }

    private static Replayed item(@Nullable Double confidence, boolean escalated, boolean small, boolean large) {
        return new Replayed(confidence, escalated, Labels.of(Label.correct(small), Label.correct(large)), null, null);
    }

    private static Replayed graded(double confidence, boolean escalated, double small, double large) {
        return new Replayed(confidence, escalated, Labels.of(Label.score(small), Label.score(large)), null, null);
    }
}
