package io.cascadeflow.policy;

import io.cascadeflow.policy.Rule.Mode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Rules, of which all that match apply; their order does not matter. Immutable.
 *
 * @param version tells it from another one; empty when there is no rule
 * @param rules with distinct names
 */
public record Policy(String version, List<Rule> rules) {

    /** Without a rule: everything is allowed. */
    public static final Policy NONE = new Policy("", List.of());

    public Policy {
        rules = List.copyOf(rules);
        Set<String> names = new HashSet<>();
        for (Rule rule : rules) {
            if (!names.add(rule.name())) {
                throw new IllegalArgumentException(
                        "two rules are named '%s'; give each its own name".formatted(rule.name()));
            }
        }
    }

    /**
     * What holds for a call. A rule whose condition could not be evaluated applies, but for what it relaxes: then nothing is
     * allowed that it might forbid. A pure function.
     */
    public Ruling on(Facts facts) {
        List<Fired> fired = new ArrayList<>();
        for (Rule rule : rules) {
            if (rule.mode() != Mode.OFF) {
                Verdict verdict = rule.when().holds(facts);
                if (verdict != Verdict.NO) {
                    fired.add(new Fired(rule, verdict));
                }
            }
        }
        return new Ruling(version, fired);
    }

    /** The names of the facts that its rules ask for, of those rules that are not off. */
    public Set<String> facts() {
        return rules.stream()
                .filter(rule -> rule.mode() != Mode.OFF)
                .flatMap(rule -> rule.when().all())
                .flatMap(condition -> switchOn(condition).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The code that its rules ask, likewise. */
    public Set<Condition.Coded> code() {
        return rules.stream()
                .filter(rule -> rule.mode() != Mode.OFF)
                .flatMap(rule -> rule.when().all())
                .filter(Condition.Coded.class::isInstance)
                .map(Condition.Coded.class::cast)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The expressions that its rules ask for, likewise. */
    public Set<Expression> expressions() {
        return rules.stream()
                .filter(rule -> rule.mode() != Mode.OFF)
                .flatMap(rule -> rule.when().all())
                .filter(Condition.Said.class::isInstance)
                .map(condition -> ((Condition.Said) condition).expression())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static List<String> switchOn(Condition condition) {
        if (condition instanceof Condition.Says says) {
            return List.of(says.fact());
        }
        if (condition instanceof Condition.Coded coded) {
            return List.copyOf(coded.facts());
        }
        if (condition instanceof Condition.Above above) {
            return List.of(above.fact());
        }
        return condition instanceof Condition.Below below ? List.of(below.fact()) : List.of();
    }
}
