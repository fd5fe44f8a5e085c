package io.cascadeflow.cascade;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.budget.Budget.WhenSpent;
import io.cascadeflow.cascade.Cascade.WhenExhausted;
import io.cascadeflow.cascade.TierResult.Answered;
import io.cascadeflow.cascade.TierResult.Failed;
import io.cascadeflow.confidence.Assessment;
import io.cascadeflow.confidence.Defect;
import io.cascadeflow.pricing.Usd;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What holds for every cascade and whatever its tiers come back with. */
class CascadePropertiesTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    @Property
    void everyRunEndsAfterAskingEachTierAtMostOnceAndInOrder(
            @ForAll("cascades") Cascade cascade, @ForAll("results") List<TierResult> results) {
        Step.Finish finish = run(cascade, results);

        List<String> asked =
                finish.state().attempts().stream().map(a -> a.tier().name()).toList();
        assertThat(cascade.tiers().stream().map(Tier::name).toList()).startsWith(asked.toArray(String[]::new));
    }

    @Property
    void theTotalIsTheSumOfWhatEachAttemptCost(
            @ForAll("cascades") Cascade cascade, @ForAll("results") List<TierResult> results) {
        Step.Finish finish = run(cascade, results);

        long sum = finish.state().attempts().stream()
                .mapToLong(a -> a.result().cost().nanos())
                .sum();
        assertThat(finish.state().totalCost().nanos()).isEqualTo(sum);
    }

    @Property
    void anAnswerIsGivenExactlyWhenTheOutcomeSaysSoAndNeverOneWithADefect(
            @ForAll("cascades") Cascade cascade, @ForAll("results") List<TierResult> results) {
        Step.Finish finish = run(cascade, results);

        assertThat(finish.answer() != null).isEqualTo(finish.outcome().hasAnswer());
        if (finish.answer() != null) {
            assertThat(((Answered) finish.answer().result()).assessment().defects())
                    .isEmpty();
        }
    }

    @Property
    void anAcceptedAnswerReachesItsTiersThreshold(
            @ForAll("cascades") Cascade cascade, @ForAll("results") List<TierResult> results) {
        Step.Finish finish = run(cascade, results);
        Attempt answer = finish.answer();

        if (answer != null && finish.outcome() != Outcome.DEGRADED) {
            Double threshold = answer.tier().acceptAbove();
            Double confidence = ((Answered) answer.result()).assessment().confidence();
            assertThat(threshold == null || (confidence != null && confidence >= threshold))
                    .isTrue();
        }
    }

    @Property
    void aHigherThresholdNeverAcceptsMore(
            @ForAll("cascades") Cascade cascade, @ForAll("results") List<TierResult> results) {
        Cascade stricter = new Cascade(
                cascade.name(),
                cascade.tiers().stream()
                        .map(t ->
                                new Tier(t.name(), t.acceptAbove() == null ? null : Math.min(1, t.acceptAbove() + 0.1)))
                        .toList(),
                cascade.whenExhausted());

        assertThat(run(stricter, results).state().attempts().size())
                .isGreaterThanOrEqualTo(run(cascade, results).state().attempts().size());
    }

    @Property
    void theSameResultsGiveTheSameDecision(
            @ForAll("cascades") Cascade cascade, @ForAll("results") List<TierResult> results) {
        assertThat(run(cascade, results)).isEqualTo(run(cascade, results));
    }

    @Property
    void skippingNeverLowersTheRankOfTheFirstTierAskedAndNeverSkipsTheLast(
            @ForAll("skipping") Cascade cascade, @ForAll("chances") Map<String, Double> chances) {
        Step.Ask usual = CascadeState.start(cascade, null, null);
        Step.Ask first = CascadeState.start(cascade, null, null, chances);
        List<Tier> plan = first.state().plan();

        assertThat(cascade.indexOf(first.tier())).isGreaterThanOrEqualTo(cascade.indexOf(usual.tier()));
        assertThat(plan.get(plan.size() - 1))
                .isEqualTo(cascade.tiers().get(cascade.tiers().size() - 1));
        assertThat(plan.size() + first.state().skipped().size())
                .isEqualTo(cascade.tiers().size());
        assertThat(plan).isSubsetOf(cascade.tiers()).isSortedAccordingTo(Comparator.comparing(cascade::indexOf));
    }

    @Property
    void aPaceOnlyMovesOnToLaterTiersAndAsksEachAtMostOnce(
            @ForAll("cascades") Cascade cascade,
            @ForAll("results") List<TierResult> results,
            @ForAll @Size(8) List<@IntRange(min = 0, max = 20) Integer> seconds,
            @ForAll @IntRange(min = 1, max = 20) int left) {
        Map<String, Duration> usual = new HashMap<>();
        for (Tier tier : cascade.tiers()) {
            usual.put(tier.name(), Duration.ofSeconds(seconds.get(usual.size() % seconds.size())));
        }
        Step.Finish finish =
                run(CascadeState.start(cascade, null, NOW.plusSeconds(left), Map.of(), new Pace(usual), NOW), results);
        List<String> asked = finish.state().attempts().stream()
                .map(attempt -> attempt.tier().name())
                .toList();

        assertThat(asked).isNotEmpty().doesNotHaveDuplicates();
        boolean draftsCount = cascade.whenExhausted() == WhenExhausted.DEGRADE;
        assertThat(finish.state().skipped())
                .allSatisfy(skipped -> assertThat(needed(cascade, cascade.indexOf(skipped.tier()), usual, draftsCount))
                        .isGreaterThan(Duration.ofSeconds(left)));
    }

    @Property
    void whereATierLeavesTimeForThoseAfterItTheFirstThatIsAskedDoes(
            @ForAll("cascades") Cascade cascade,
            @ForAll @Size(8) List<@IntRange(min = 0, max = 20) Integer> seconds,
            @ForAll @IntRange(min = 1, max = 20) int left) {
        Map<String, Duration> usual = new HashMap<>();
        for (Tier tier : cascade.tiers()) {
            usual.put(tier.name(), Duration.ofSeconds(seconds.get(usual.size() % seconds.size())));
        }
        boolean draftsCount = cascade.whenExhausted() == WhenExhausted.DEGRADE;
        List<Integer> inTime = IntStream.range(0, cascade.tiers().size())
                .filter(i -> needed(cascade, i, usual, draftsCount).compareTo(Duration.ofSeconds(left)) <= 0)
                .boxed()
                .toList();
        Step.Ask first = CascadeState.start(cascade, null, NOW.plusSeconds(left), Map.of(), new Pace(usual), NOW);

        if (!inTime.isEmpty()) {
            assertThat(cascade.indexOf(first.tier())).isEqualTo(inTime.get(0));
        }
    }

    /** What asking a tier takes, and those after it that are asked when its answer is not accepted. */
    private static Duration needed(Cascade cascade, int tier, Map<String, Duration> usual, boolean draftsCount) {
        Duration needed = Duration.ZERO;
        for (Tier each : cascade.tiers().subList(tier, cascade.tiers().size())) {
            needed = needed.plus(Objects.requireNonNull(usual.get(each.name())));
            if (draftsCount || each.acceptAbove() == null) {
                return needed;
            }
        }
        return needed;
    }

    @Property
    void whatIsSkippedHasAThresholdALimitAndAKnownChanceBelowIt(
            @ForAll("skipping") Cascade cascade, @ForAll("chances") Map<String, Double> chances) {
        for (Skipped skipped :
                CascadeState.start(cascade, null, null, chances).state().skipped()) {
            assertThat(skipped.tier().acceptAbove()).isNotNull();
            assertThat(skipped.chance())
                    .isEqualTo(chances.get(skipped.tier().name()))
                    .isLessThan(Objects.requireNonNull(skipped.tier().skipBelow()));
        }
    }

    @Property
    void aForcedTierIsAskedWhateverItsChance(
            @ForAll("skipping") Cascade cascade, @ForAll("chances") Map<String, Double> chances) {
        for (Tier tier : cascade.tiers()) {
            Step.Ask forced = CascadeState.start(cascade, tier.name(), null, chances);

            assertThat(forced.tier().name()).isEqualTo(tier.name());
            assertThat(forced.state().plan()).hasSize(1);
            assertThat(forced.state().skipped()).isEmpty();
        }
    }

    @Property
    void aRunThatSkipsAsksEachTierAtMostOnceAndCostsOnlyWhatItAsked(
            @ForAll("skipping") Cascade cascade,
            @ForAll("chances") Map<String, Double> chances,
            @ForAll("results") List<TierResult> results) {
        Step.Finish finish = run(CascadeState.start(cascade, null, null, chances), results);
        List<Attempt> attempts = finish.state().attempts();

        assertThat(attempts.stream().map(a -> a.tier().name())).doesNotHaveDuplicates();
        assertThat(finish.state().totalCost().nanos())
                .isEqualTo(results.stream()
                        .limit(attempts.size())
                        .mapToLong(result -> result.cost().nanos())
                        .sum());
        if (finish.outcome() == Outcome.FAILED) {
            assertThat(attempts)
                    .as("no answer is given only when all tiers failed")
                    .hasSameSizeAs(cascade.tiers());
        }
    }

    private static Step.Finish run(Cascade cascade, List<TierResult> results) {
        return run(CascadeState.start(cascade, null, null), results);
    }

    private static Step.Finish run(Step first, List<TierResult> results) {
        Iterator<TierResult> next = results.iterator();
        Step step = first;
        while (step instanceof Step.Ask ask) {
            step = ask.state().next(next.next(), NOW);
        }
        return (Step.Finish) step;
    }

    @Provide
    Arbitrary<Cascade> cascades() {
        Arbitrary<List<Double>> thresholds = Arbitraries.doubles()
                .between(0, 1)
                .ofScale(2)
                .injectNull(0.3)
                .list()
                .ofMinSize(1)
                .ofMaxSize(5);
        return Combinators.combine(thresholds, Arbitraries.of(WhenExhausted.class))
                .as((list, whenExhausted) -> {
                    List<Tier> tiers = new ArrayList<>();
                    list.forEach(threshold -> tiers.add(new Tier("t" + tiers.size(), threshold)));
                    return new Cascade("any", tiers, whenExhausted);
                });
    }

    @Provide
    Arbitrary<Cascade> skipping() {
        Arbitrary<List<Double>> limits = Arbitraries.doubles()
                .between(0.01, 0.99)
                .ofScale(2)
                .injectNull(0.3)
                .list()
                .ofSize(5);
        return Combinators.combine(cascades(), limits).as((cascade, list) -> {
            List<Tier> tiers = new ArrayList<>();
            cascade.tiers().forEach(tier -> tiers.add(tier.withSkipBelow(list.get(tiers.size()))));
            return new Cascade(cascade.name(), tiers, cascade.whenExhausted());
        });
    }

    @Provide
    Arbitrary<Map<String, Double>> chances() {
        return Arbitraries.maps(
                Arbitraries.of("t0", "t1", "t2", "t3", "t4"),
                Arbitraries.doubles().between(0, 1).ofScale(2));
    }

    @Provide
    Arbitrary<List<TierResult>> results() {
        Arbitrary<Usd> costs = Arbitraries.longs().between(0, 1_000_000_000).map(Usd::new);
        Arbitrary<TierResult> answers = Combinators.combine(
                        Arbitraries.doubles().between(0, 1).ofScale(3).injectNull(0.2),
                        Arbitraries.of(Defect.class).list().ofMaxSize(1),
                        Arbitraries.of(true, true, true, false),
                        costs)
                .as((confidence, defects, holds, cost) ->
                        new Answered(new Assessment(defects, confidence, Map.of()), holds, cost));
        Arbitrary<TierResult> failures = costs.map(cost -> new Failed(new IllegalStateException(), cost));
        Arbitrary<TierResult> refusals = Arbitraries.of(WhenSpent.class).map(CascadeBudgetTest::refusedBy);
        return Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(4, answers),
                        net.jqwik.api.Tuple.of(1, failures),
                        net.jqwik.api.Tuple.of(1, refusals))
                .list()
                .ofSize(5);
    }
}
