package io.cascadeflow.policy;

/**
 * A constraint that holds.
 *
 * @param rule the name of the rule that demands it
 */
public record Imposed(String rule, Constraint constraint) {}
