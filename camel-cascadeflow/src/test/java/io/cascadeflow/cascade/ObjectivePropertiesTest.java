package io.cascadeflow.cascade;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.policy.Weights;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

/** What holds for every objective and whatever is expected. */
class ObjectivePropertiesTest {

    /** A course with everything known; a Wh for each dollar would make energy redundant, so it has its own figure. */
    private static Course course(int tier, double right, double usd, double seconds, double wattHours) {
        return new Course(new Tier("t" + tier, null), right, usd, seconds, wattHours);
    }

    @Provide
    Arbitrary<List<Course>> courses() {
        Arbitrary<Double> small = Arbitraries.oneOf(
                Arbitraries.just(0.0),
                Arbitraries.doubles().between(0, 1),
                Arbitraries.doubles().between(0, 1e6));
        return Combinators.combine(Arbitraries.doubles().between(0, 1), small, small, small)
                .as((right, usd, seconds, wattHours) -> course(0, right, usd, seconds, wattHours))
                .list()
                .ofMinSize(1)
                .ofMaxSize(5);
    }

    @Provide
    Arbitrary<Weights> weights() {
        Arbitrary<Double> weight =
                Arbitraries.oneOf(Arbitraries.just(0.0), Arbitraries.doubles().between(0, 100));
        return Combinators.combine(weight, weight, weight, weight)
                .filter((quality, cost, latency, energy) -> quality + cost + latency + energy > 0)
                .as(Weights::new);
    }

    @Property(tries = 3000)
    void raisingTheWeightOfCostNeverChoosesADearerCourse(
            @ForAll("courses") List<Course> courses,
            @ForAll("weights") Weights weights,
            @ForAll @DoubleRange(min = 0.01, max = 100) double more) {
        Weights raised = new Weights(weights.quality(), weights.cost() + more, weights.latency(), weights.energy());
        assertThat(figure(Course::usd, Course.best(courses, raised)))
                .isLessThanOrEqualTo(figure(Course::usd, Course.best(courses, weights)) * (1 + 1e-9));
    }

    @Property(tries = 3000)
    void raisingAnyOtherWeightNeverChoosesAWorseCourse(
            @ForAll("courses") List<Course> courses,
            @ForAll("weights") Weights weights,
            @ForAll @DoubleRange(min = 0.01, max = 100) double more) {
        Weights careful = new Weights(weights.quality() + more, weights.cost(), weights.latency(), weights.energy());
        Weights hasty = new Weights(weights.quality(), weights.cost(), weights.latency() + more, weights.energy());
        Weights green = new Weights(weights.quality(), weights.cost(), weights.latency(), weights.energy() + more);
        Course before = Course.best(courses, weights);

        assertThat(figure(Course::right, Course.best(courses, careful)))
                .isGreaterThanOrEqualTo(figure(Course::right, before) - 1e-9);
        assertThat(figure(Course::seconds, Course.best(courses, hasty)))
                .isLessThanOrEqualTo(figure(Course::seconds, before) * (1 + 1e-9));
        assertThat(figure(Course::wattHours, Course.best(courses, green)))
                .isLessThanOrEqualTo(figure(Course::wattHours, before) * (1 + 1e-9));
    }

    @Property(tries = 3000)
    void aCourseThatAnotherOneBettersInSomethingAndEqualsInTheRestIsNeverChosen(
            @ForAll("courses") List<Course> courses, @ForAll("weights") Weights weights) {
        Course best = Course.best(courses, weights);
        assertThat(courses).noneMatch(other -> dominates(other, best));
    }

    private static boolean dominates(Course one, Course other) {
        double[] ones = {
            -figure(Course::right, one),
            figure(Course::usd, one),
            figure(Course::seconds, one),
            figure(Course::wattHours, one)
        };
        double[] others = {
            -figure(Course::right, other),
            figure(Course::usd, other),
            figure(Course::seconds, other),
            figure(Course::wattHours, other)
        };
        boolean better = false;
        for (int i = 0; i < ones.length; i++) {
            if (ones[i] > others[i]) {
                return false;
            }
            // what a double cannot tell apart on the scale is alike
            better |= ones[i] < others[i] - Math.abs(others[i]) * 1e-9 - 1e-15;
        }
        return better;
    }

    @Property(tries = 3000)
    void whatNobodyWouldChooseSetsNoScale(
            @ForAll("courses") List<Course> courses,
            @ForAll("weights") Weights weights,
            @ForAll @DoubleRange(min = 1, max = 1e9) double absurd) {
        Course best = Course.best(courses, weights);
        List<Course> more = new ArrayList<>(courses);
        more.add(course(
                9,
                0,
                figure(Course::usd, best) * absurd + absurd,
                figure(Course::seconds, best) * absurd + absurd,
                figure(Course::wattHours, best) * absurd + absurd));

        assertThat(Course.best(more, weights)).isSameAs(best);
    }

    @Property
    void theOrderOfCoursesOnlyDecidesBetweenEquals(
            @ForAll("courses") List<Course> courses, @ForAll("weights") Weights weights) {
        List<Course> reversed = new ArrayList<>(courses);
        java.util.Collections.reverse(reversed);
        assertThat(Course.best(reversed, weights)).isEqualTo(Course.best(courses, weights));
    }

    @Property
    void onlyTiersOfThePlanArePassedOverFromTheFirstOnAndNeverTheLast(
            @ForAll("expected") Map<String, Expected> expected,
            @ForAll("weights") Weights weights,
            @ForAll @IntRange(min = 1, max = 4) int tiers) {
        List<Tier> plan = plan(tiers);
        List<Tier> skipped = new Objective(weights, expected)
                .passedOver(plan).stream().map(Skipped::tier).toList();

        assertThat(skipped).hasSizeLessThan(tiers).isEqualTo(plan.subList(0, skipped.size()));
    }

    @Property
    void withoutMeasurementsNothingChanges(
            @ForAll("weights") Weights weights, @ForAll @IntRange(min = 1, max = 4) int tiers) {
        assertThat(new Objective(weights, Map.of()).passedOver(plan(tiers))).isEmpty();
    }

    @Property
    void aForcedTierIsAskedAndRulesComeFirst(
            @ForAll("expected") Map<String, Expected> expected,
            @ForAll("weights") Weights weights,
            @ForAll @Size(min = 1, max = 4) List<@IntRange(min = 0, max = 3) Integer> allowed) {
        List<Tier> left = plan(4).stream()
                .filter(tier -> allowed.contains(Integer.parseInt(tier.name().substring(1))))
                .toList();
        Cascade cascade = new Cascade("c", left);
        Objective objective = new Objective(weights, expected);
        java.time.Instant now = java.time.Instant.EPOCH;

        Step.Ask first = CascadeState.start(cascade, null, null, Map.of(), Pace.UNKNOWN, now, List.of(), objective);
        assertThat(left).contains(first.tier());
        for (Tier tier : left) {
            Step.Ask forced =
                    CascadeState.start(cascade, tier.name(), null, Map.of(), Pace.UNKNOWN, now, List.of(), objective);
            assertThat(forced.tier().name()).isEqualTo(tier.name());
            assertThat(forced.state().skipped()).isEmpty();
        }
    }

    @Provide
    Arbitrary<Map<String, Expected>> expected() {
        Arbitrary<@Nullable Double> share = Arbitraries.doubles().between(0, 1).injectNull(0.2);
        Arbitrary<@Nullable Double> amount =
                Arbitraries.doubles().between(0, 1000).injectNull(0.2);
        return Combinators.combine(share, amount, amount, amount)
                .as((accepted, usd, seconds, wattHours) -> new Expected(accepted, null, usd, seconds, wattHours))
                .list()
                .ofSize(4)
                .map(list -> {
                    Map<String, Expected> all = new HashMap<>();
                    list.forEach(each -> all.put("t" + all.size(), each));
                    return all;
                });
    }

    private static List<Tier> plan(int tiers) {
        List<Tier> plan = new ArrayList<>();
        for (int i = 0; i < tiers; i++) {
            plan.add(new Tier("t" + i, null));
        }
        return plan;
    }

    private static double figure(Function<Course, @Nullable Double> figure, Course course) {
        return Objects.requireNonNull(figure.apply(course));
    }
}
