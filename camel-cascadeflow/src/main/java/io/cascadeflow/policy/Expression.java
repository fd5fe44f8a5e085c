package io.cascadeflow.policy;

/**
 * A condition in a language that somebody else evaluates.
 *
 * @param language its name, such as {@code simple}
 * @param text as the operator wrote it
 */
public record Expression(String language, String text) {}
