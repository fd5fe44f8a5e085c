package io.cascadeflow.policy;

import io.cascadeflow.policy.Condition.Above;
import io.cascadeflow.policy.Condition.Below;
import io.cascadeflow.policy.Condition.Coded;
import io.cascadeflow.policy.Condition.Either;
import io.cascadeflow.policy.Condition.Every;
import io.cascadeflow.policy.Condition.Not;
import io.cascadeflow.policy.Condition.Said;
import io.cascadeflow.policy.Condition.Says;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What can be seen of a condition that never holds. What is not seen may be there: what expressions and code say, nobody knows
 * before.
 */
public final class Contradiction {

    /** Facts that are never below, or above, this. */
    private static final Map<String, List<Double>> RANGES = Map.of(
            Fact.CONFIDENCE.word(), List.of(0.0, 1.0),
            Fact.PROMPT_TOKENS.word(), List.of(0.0, Double.POSITIVE_INFINITY),
            Fact.BUDGET_USED.word(), List.of(0.0, Double.POSITIVE_INFINITY));

    private Contradiction() {}

    /** Why it never holds, whatever the facts are; empty when that is not seen. A pure function. */
    public static Optional<String> in(Condition condition) {
        List<Condition> all = new ArrayList<>();
        flatten(condition, all);
        return all.stream()
                .map(each -> alone(each).or(() -> among(each, all)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static void flatten(Condition condition, List<Condition> into) {
        if (condition instanceof Every every) {
            every.conditions().forEach(each -> flatten(each, into));
        } else {
            into.add(condition);
        }
    }

    private static Optional<String> alone(Condition condition) {
        if (condition instanceof Either either) {
            List<Optional<String>> reasons =
                    either.conditions().stream().map(Contradiction::in).toList();
            return reasons.stream().allMatch(Optional::isPresent)
                    ? Optional.of(reasons.stream()
                            .flatMap(Optional::stream)
                            .findFirst()
                            .orElse("there is nothing that could hold"))
                    : Optional.empty();
        }
        if (condition instanceof Not not
                && not.condition() instanceof Every every
                && every.conditions().isEmpty()) {
            return Optional.of("nothing always holds, and that is denied");
        }
        if (condition instanceof Above above
                && above.limit() >= range(above.fact()).get(1)) {
            return Optional.of("%s is never above %s".formatted(above.fact(), number(above.limit())));
        }
        if (condition instanceof Below below
                && below.limit() <= range(below.fact()).get(0)) {
            return Optional.of("%s is never below %s".formatted(below.fact(), number(below.limit())));
        }
        return Optional.empty();
    }

    private static List<Double> range(String fact) {
        return RANGES.getOrDefault(fact, List.of(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));
    }

    private static Optional<String> among(Condition condition, List<Condition> all) {
        return all.stream()
                .map(other -> between(condition, other))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> between(Condition one, Condition other) {
        if (one instanceof Above above
                && other instanceof Below below
                && above.fact().equals(below.fact())
                && above.limit() >= below.limit()) {
            return Optional.of("%s is never above %s and below %s"
                    .formatted(above.fact(), number(above.limit()), number(below.limit())));
        }
        if (!(other instanceof Not not)) {
            return Optional.empty();
        }
        if (one.equals(not.condition()) && isKnownBefore(one)) {
            return Optional.of("the same is demanded and denied");
        }
        return one instanceof Says says
                        && not.condition() instanceof Says never
                        && says.fact().equals(never.fact())
                        && never.words().containsAll(says.words())
                ? Optional.of("%s is never %s and not %s".formatted(says.fact(), words(says), words(never)))
                : Optional.empty();
    }

    /** What cannot be evaluated is neither. */
    private static boolean isKnownBefore(Condition condition) {
        return condition.all().noneMatch(each -> each instanceof Said || each instanceof Coded);
    }

    private static String words(Says says) {
        return String.join(" or ", new TreeSet<>(Set.copyOf(says.words())));
    }

    private static String number(double limit) {
        return limit == Math.rint(limit) && Math.abs(limit) < 1e15
                ? String.valueOf((long) limit)
                : String.valueOf(limit);
    }
}
