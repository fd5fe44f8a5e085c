package io.cascadeflow.policy.explain;

import io.cascadeflow.policy.Verdict;

/**
 * One condition that decided whether a rule applies.
 *
 * @param condition as people write it, such as {@code tenant is acme}; an expression as the operator wrote it
 * @param fact what is known of the call, such as {@code tenant is globex}; of an expression only what it said, because it may be
 *     about the question
 * @param verdict whether it holds
 */
public record Clause(String condition, String fact, Verdict verdict) {

    /** One line for people. */
    public String text() {
        return condition.equals(fact) ? condition : condition + ": " + fact;
    }
}
