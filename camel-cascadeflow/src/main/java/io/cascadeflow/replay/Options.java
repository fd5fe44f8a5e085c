package io.cascadeflow.replay;

import io.cascadeflow.replay.Advice.Option;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The best of all ways to answer that pieces of advice compare: every model alone, every cascade. Pure. */
public final class Options {

    private Options() {}

    /**
     * A way to answer.
     *
     * @param advice what it is from
     * @param option its quality and cost
     * @param name for people: a model, or {@code small > large}
     */
    public record Named(Advice advice, Option option, String name) {}

    /** What serves the goal best over all pairs; empty when nothing reaches it, or a price that decides is unknown. */
    public static Optional<Named> best(List<Advice> pairs, Goal goal) {
        List<Named> all = pairs.stream().flatMap(pair -> of(pair).stream()).toList();
        if (goal instanceof Goal.Within within) {
            return all.stream()
                    .filter(way -> cost(way) <= within.usdPerThousand())
                    .max(Comparator.comparingDouble((Named way) -> way.option.quality())
                            .thenComparing(
                                    Comparator.comparingDouble(Options::cost).reversed()));
        }
        if (goal instanceof Goal.Worth worth) {
            return all.stream()
                    .filter(way -> cost(way) < Double.POSITIVE_INFINITY)
                    .max(Comparator.comparingDouble(way ->
                            way.option.quality() * worth.usdPerAnswer() * 1_000 - cost(way) - waiting(way, worth)));
        }
        double target = goal instanceof Goal.AtLeast atLeast ? atLeast.quality() : bestQuality(all);
        return all.stream()
                .filter(way -> suffices(way, goal, target))
                .filter(way -> cost(way) < Double.POSITIVE_INFINITY)
                .min(Comparator.comparingDouble(Options::cost)
                        .thenComparing(Comparator.comparingDouble((Named way) -> way.option.quality())
                                .reversed()));
    }

    /** To keep quality, it is enough not to be surely worse than the best. */
    private static boolean suffices(Named way, Goal goal, double target) {
        return goal instanceof Goal.AtLeast
                ? way.option.quality() >= target
                : way.option.qualityRange().high() >= target;
    }

    private static double bestQuality(List<Named> all) {
        return all.stream().mapToDouble(way -> way.option.quality()).max().orElse(0);
    }

    private static List<Named> of(Advice pair) {
        return List.of(
                new Named(pair, pair.smallAlone(), pair.small()),
                new Named(pair, pair.largeAlone(), pair.large()),
                new Named(pair, pair.cascade(), pair.small() + " > " + pair.large()));
    }

    /** What the time of a thousand questions is worth; without recorded times the advice on the pair has failed before. */
    private static double waiting(Named way, Goal.Worth worth) {
        Double seconds = way.option.seconds();
        return seconds == null ? 0 : worth.usdPerSecond() * seconds * 1_000;
    }

    private static double cost(Named way) {
        Double cost = way.option.cost();
        return cost == null ? Double.POSITIVE_INFINITY : cost;
    }
}
