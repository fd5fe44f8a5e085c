package io.cascadeflow.confidence.fit;

import io.cascadeflow.confidence.Features;

/**
 * A draft that somebody has judged.
 *
 * @param question index of the question it answers; drafts of one question are never split between learning and testing
 * @param features what a gate sees of it
 * @param right whether it is acceptable
 * @param first whether it is the draft that a cascade would use; further samples only teach
 */
public record Example(int question, Features features, boolean right, boolean first) {}
