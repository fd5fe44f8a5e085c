package io.cascadeflow.agent.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.agent.run.RunEntry.Call;
import io.cascadeflow.policy.Constraint.MaxTier;
import io.cascadeflow.policy.Rule.Mode;
import io.cascadeflow.policy.RunStoppedException;
import io.cascadeflow.pricing.Usd;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/** Whatever a run's calls do, and in whichever order: it stays within its limits, and sums are sums. */
class RunPropertiesTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-28T10:00:00Z"), ZoneOffset.UTC);
    private static final List<String> RUNS = List.of("a", "a>b", "a>c", "a>b>d");
    private static final Call CALL = new Call("probe:m", "support", "small", "draft", "d1");

    /** How a step of a sequence goes. */
    private enum Way {
        ANSWERED,
        FAILED,
        NOT_MADE,
        LOST,
        OPEN
    }

    /**
     * A step.
     *
     * @param cost in nano-dollars, of at most ten more
     * @param energy millijoules, of at most ten more; below zero for not known
     * @param tools 0 for a call of a model
     */
    private record Step(String run, Way way, int cost, int energy, int tools) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.of(RUNS),
                        Arbitraries.of(Way.values()),
                        Arbitraries.integers().between(0, 30),
                        Arbitraries.integers().between(-1, 30),
                        Arbitraries.frequencyOf(
                                Tuple.of(3, Arbitraries.just(0)),
                                Tuple.of(1, Arbitraries.integers().between(1, 4))))
                .as(Step::new)
                .list()
                .ofMaxSize(40);
    }

    @Provide
    Arbitrary<RunLimits> limits() {
        return Combinators.combine(
                        Arbitraries.longs().between(0, 200).injectNull(0.3),
                        Arbitraries.longs().between(0, 20).injectNull(0.3),
                        Arbitraries.longs().between(0, 10).injectNull(0.3),
                        Arbitraries.longs().between(0, 200).injectNull(0.5),
                        Arbitraries.integers().between(0, 2).injectNull(0.5))
                .as((budget, calls, tools, energy, depth) ->
                        new RunLimits(budget == null ? null : new Usd(budget), calls, tools, null, energy, depth));
    }

    @Property
    void noSequencePassesALimit(@ForAll("limits") RunLimits limits, @ForAll("steps") List<Step> steps) {
        RunBook book = new RunBook(CLOCK, Capacity.DEFAULT);
        for (Step step : steps) {
            take(book, List.of(RunRule.of("r", limits)), step);
            for (String id : RUNS) {
                book.summary(id).ifPresent(summary -> assertWithin(limits, summary));
            }
        }
    }

    private static void assertWithin(RunLimits limits, RunSummary summary) {
        Tally used = summary.used();
        assertThat(used.calls() + summary.underWay()).isLessThanOrEqualTo(orAll(limits.calls()));
        assertThat(used.toolCalls()).isLessThanOrEqualTo(orAll(limits.toolCalls()));
        assertThat(used.energy()).isLessThanOrEqualTo(orAll(limits.energy()));
        assertThat(used.cost().nanos())
                .isLessThanOrEqualTo(
                        limits.budget() == null
                                ? Long.MAX_VALUE
                                : limits.budget().nanos());
        assertThat(limits.energy() == null || used.energyUnknown() == 0).isTrue();
    }

    private static long orAll(@Nullable Long limit) {
        return limit == null ? Long.MAX_VALUE : limit;
    }

    @Property
    void whatIsOnlyObservedChangesNothing(
            @ForAll("limits") RunLimits limits,
            @ForAll("limits") RunLimits observed,
            @ForAll("steps") List<Step> steps) {
        RunBook alone = new RunBook(CLOCK, Capacity.DEFAULT);
        RunBook both = new RunBook(CLOCK, Capacity.DEFAULT);
        RunRule rule = RunRule.of("r", limits);
        RunRule seen = RunRule.of("seen", observed, new Pressure(0.9, null, List.of(new MaxTier("small"))))
                .in(Mode.OBSERVE);
        for (Step step : steps) {
            assertThat(take(both, List.of(seen, rule), step)).isEqualTo(take(alone, List.of(rule), step));
        }
        for (String id : RUNS) {
            assertThat(both.summary(id).map(RunSummary::used))
                    .isEqualTo(alone.summary(id).map(RunSummary::used));
            assertThat(both.summary(id).map(RunSummary::actions))
                    .isEqualTo(alone.summary(id).map(RunSummary::actions));
        }
    }

    @Property
    void whatIsObservedIsWhatWouldHaveBeenStopped(
            @ForAll("limits") RunLimits limits, @ForAll("steps") List<Step> steps) {
        RunBook enforced = new RunBook(CLOCK, Capacity.DEFAULT);
        RunBook observed = new RunBook(CLOCK, Capacity.DEFAULT);
        RunRule rule = RunRule.of("r", limits);
        for (Step each : steps) {
            // what would have been done to a call is told when it ends; one that is lost counts as one that is open
            Step step = each.way() == Way.OPEN
                    ? new Step(each.run(), Way.LOST, each.cost(), each.energy(), each.tools())
                    : each;
            boolean stopped = !take(enforced, List.of(rule), step);
            long before = stops(observed);
            take(observed, List.of(rule.in(Mode.OBSERVE)), step);
            assertThat(stops(observed) > before).isEqualTo(stopped);
            if (stopped) {
                return;
            }
        }
    }

    private static long stops(RunBook book) {
        return book.summary("a")
                .map(summary -> summary.observed().getOrDefault("stop", 0L))
                .orElse(0L);
    }

    @Property
    void theOrderOfStepsChangesNoSum(@ForAll("steps") List<Step> steps, @ForAll Random random) {
        List<Step> shuffled = new ArrayList<>(steps);
        Collections.shuffle(shuffled, random);
        assertThat(sums(shuffled)).isEqualTo(sums(steps));
    }

    private static List<Tally> sums(List<Step> steps) {
        RunBook book = new RunBook(CLOCK, Capacity.DEFAULT);
        steps.forEach(step -> take(book, List.of(RunRule.of("r", RunLimits.NONE)), step));
        return RUNS.stream()
                .map(id -> book.summary(id).map(RunSummary::used).orElse(Tally.ZERO))
                .toList();
    }

    @Property
    void aRunIsTheSumOfItsOwnAndOfThoseWithinIt(@ForAll("steps") List<Step> steps) {
        RunBook book = new RunBook(CLOCK, Capacity.DEFAULT);
        steps.forEach(step -> take(book, List.of(RunRule.of("r", RunLimits.NONE)), step));
        book.trace("a").ifPresent(trace -> {
            for (String id : RUNS) {
                Tally inTrace = trace.entries().stream()
                        .filter(entry -> RunPath.contains(id, entry.run()))
                        .map(RunEntry::used)
                        .reduce(Tally.ZERO, Tally::plus);
                assertThat(book.summary(id).map(RunSummary::used).orElse(Tally.ZERO))
                        .isEqualTo(inTrace);
            }
        });
    }

    @Property
    void theTraceIsKeptUpToItsBoundAndTheRestIsCounted(
            @ForAll("steps") List<Step> steps, @ForAll @IntRange(max = 10) int most) {
        RunBook book = new RunBook(CLOCK, new Capacity(10, 10, most, 8));
        steps.forEach(step -> take(book, List.of(RunRule.of("r", RunLimits.NONE)), step));
        RunBook all = new RunBook(CLOCK, Capacity.DEFAULT);
        steps.forEach(step -> take(all, List.of(RunRule.of("r", RunLimits.NONE)), step));
        book.trace("a").ifPresent(trace -> {
            List<RunEntry> whole = all.trace("a").orElseThrow().entries();
            assertThat(trace.entries()).hasSizeLessThanOrEqualTo(Math.min(most, 8));
            assertThat(trace.entries())
                    .isEqualTo(whole.subList(0, trace.entries().size()));
            assertThat(trace.missing()).isEqualTo(whole.size() - trace.entries().size());
        });
    }

    /** Whether it was allowed. */
    private static boolean take(RunBook book, List<RunRule> rules, Step step) {
        Run run = book.find(RunPath.of(step.run()), () -> rules).orElseThrow();
        try {
            if (step.tools() > 0) {
                run.tools(Collections.nCopies(step.tools(), "search"));
                return true;
            }
            Long energy = step.energy() < 0 ? null : (Long) (long) step.energy();
            RunTurn turn = run.begin(CALL, new Usd(step.cost() + 10), energy == null ? null : energy + 10);
            switch (step.way()) {
                case ANSWERED -> turn.ended(true, new Usd(step.cost()), energy, 1, 1);
                case FAILED -> turn.ended(false, Usd.ZERO, energy, 0, 0);
                case NOT_MADE -> turn.notMade(null);
                case LOST -> turn.lost();
                case OPEN -> {}
            }
            // a second word changes nothing
            if (step.way() != Way.OPEN) {
                turn.lost();
            }
            return true;
        } catch (RunStoppedException stopped) {
            return false;
        }
    }
}
