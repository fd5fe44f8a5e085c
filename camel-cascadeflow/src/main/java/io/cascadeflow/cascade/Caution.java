package io.cascadeflow.cascade;

/**
 * Why less is accepted of a tier than is configured.
 *
 * @param closed whether nothing is accepted; else the tier's threshold is raised already
 * @param why for people: never a prompt, an answer or a key
 */
public record Caution(boolean closed, String why) {}
