package io.cascadeflow.policy.explain;

import java.util.Set;

/**
 * One thing that is settled about a call, and who settled it.
 *
 * @param name such as {@code tier large}, {@code acceptAbove small}, {@code maxCost}, {@code tool refund} or {@code call}
 * @param value for people
 * @param rules the names of those that set it; none where it is as configured, or as the caller wants it
 */
public record Field(String name, String value, Set<String> rules) {

    public Field {
        rules = Set.copyOf(rules);
    }
}
