package io.cascadeflow.policy;

/**
 * A rule that applied.
 *
 * @param rule which
 * @param verdict what its condition said: yes, or that it could not be evaluated
 */
public record Fired(Rule rule, Verdict verdict) {}
