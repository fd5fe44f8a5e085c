package io.cascadeflow.policy;

import java.util.List;

/**
 * One rule of the operator's.
 *
 * @param name unique within its policy
 * @param mode whether it counts
 * @param when when it applies
 * @param then what it demands; at least one
 */
public record Rule(String name, Mode mode, Condition when, List<Constraint> then) {

    /** Whether a rule counts. */
    public enum Mode {
        /** It is not looked at. */
        OFF,
        /** It is only put on record that it would have applied. */
        OBSERVE,
        ENFORCE
    }

    /** A rule that is enforced; {@link Condition#ALWAYS} for every call. */
    public static Rule of(String name, Condition when, Constraint... then) {
        return new Rule(name, Mode.ENFORCE, when, List.of(then));
    }

    public Rule withMode(Mode changed) {
        return new Rule(name, changed, when, then);
    }

    /** All that it says, but for the insides of code: the same text for the same rule in every JVM. */
    public String text() {
        return RuleText.of(this);
    }

    public Rule {
        then = List.copyOf(then);
        if (name.isBlank()) {
            throw new IllegalArgumentException("a rule needs a name");
        }
        if (then.isEmpty()) {
            throw new IllegalArgumentException("rule '%s' demands nothing".formatted(name));
        }
    }
}
