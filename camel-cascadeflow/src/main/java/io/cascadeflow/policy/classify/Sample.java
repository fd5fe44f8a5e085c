package io.cascadeflow.policy.classify;

/**
 * A text as a learner sees it.
 *
 * @param rows the features that it has
 * @param values how much it has of each, as many
 * @param fits by label whether it fits
 */
record Sample(int[] rows, float[] values, boolean[] fits) {}
