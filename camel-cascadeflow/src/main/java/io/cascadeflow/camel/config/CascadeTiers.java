package io.cascadeflow.camel.config;

import io.cascadeflow.policy.Condition;
import io.cascadeflow.policy.Condition.Every;
import io.cascadeflow.policy.Condition.Says;
import io.cascadeflow.policy.Constraint;
import io.cascadeflow.policy.Constraint.ForceTier;
import io.cascadeflow.policy.Constraint.MaxTier;
import io.cascadeflow.policy.Constraint.StartAt;
import io.cascadeflow.policy.Fact;
import io.cascadeflow.policy.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tiers that rules can name.
 *
 * @param byCascade of the cascades that are configured; those in routes are not known yet
 */
record CascadeTiers(Map<String, Set<String>> byCascade) {

    static CascadeTiers of(Map<String, CascadeConfiguration> cascades) {
        return new CascadeTiers(cascades.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey,
                        cascade -> cascade.getValue().tiers().stream()
                                .map(TierConfiguration::name)
                                .collect(Collectors.toUnmodifiableSet()))));
    }

    /** The tiers that a rule names and none of its cascades has, each with what to do about it. */
    List<String> complaints(Rule rule) {
        Set<String> meant = meant(rule.when());
        if (!byCascade.keySet().containsAll(meant) || byCascade.isEmpty()) {
            // perhaps it is a cascade in a route, which has such a tier
            return List.of();
        }
        Set<String> tiers = (meant.isEmpty() ? byCascade.keySet() : meant)
                .stream()
                        .flatMap(cascade -> byCascade.getOrDefault(cascade, Set.of()).stream())
                        .collect(Collectors.toCollection(TreeSet::new));
        return rule.then().stream()
                .flatMap(constraint -> tier(constraint).stream())
                .filter(tier -> !tiers.contains(tier))
                .map(tier -> complaint(tier, tiers, meant))
                .toList();
    }

    private static String complaint(String tier, Set<String> tiers, Set<String> meant) {
        String guess = Suggestion.nearest(tier, tiers)
                .map("; did you mean '%s'?"::formatted)
                .orElse("; there are %s.".formatted(String.join(", ", tiers)));
        return meant.isEmpty()
                ? "no configured cascade has a tier '%s'%s If it is one of a cascade in a route, limit the rule to that: when: {cascade: NAME}"
                        .formatted(tier, guess)
                : "cascade %s has no tier '%s'%s".formatted(String.join(", ", new TreeSet<>(meant)), tier, guess);
    }

    /** The cascades that a condition holds for; empty when that may be any. */
    private static Set<String> meant(Condition when) {
        List<Set<String>> words = demands(when)
                .filter(Says.class::isInstance)
                .map(Says.class::cast)
                .filter(says -> says.fact().equals(Fact.CASCADE.word()))
                .map(Says::words)
                .toList();
        List<String> meant = new ArrayList<>(words.isEmpty() ? Set.of() : words.get(0));
        words.forEach(meant::retainAll);
        return Set.copyOf(meant);
    }

    private static Stream<Condition> demands(Condition when) {
        return when instanceof Every every
                ? every.conditions().stream().flatMap(CascadeTiers::demands)
                : Stream.of(when);
    }

    private static Optional<String> tier(Constraint constraint) {
        if (constraint instanceof StartAt start) {
            return Optional.of(start.tier());
        }
        if (constraint instanceof MaxTier max) {
            return Optional.of(max.tier());
        }
        return constraint instanceof ForceTier force ? Optional.of(force.tier()) : Optional.empty();
    }
}
