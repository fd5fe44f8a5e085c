package io.cascadeflow.confidence.fit;

import io.cascadeflow.confidence.Features;

/**
 * A draft that somebody has judged.
 *
 * @param question index of the question it answers; drafts of one question are never split between learning and testing
 * @param features what a gate sees of it, together with samples that come to the same
 * @param own what its own text shows: this is learned from, so that each sample teaches something of its own
 * @param right whether it is acceptable
 * @param first whether it is the draft that a cascade would use; further samples only teach
 * @param weight how many drafts it stands for, above 0; usually 1
 */
public record Example(int question, Features features, Features own, boolean right, boolean first, double weight) {

    public Example {
        if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("weight is %s; a draft stands for more than none".formatted(weight));
        }
    }

    /** One without further samples. */
    public Example(int question, Features features, boolean right, boolean first, double weight) {
        this(question, features, features, right, first, weight);
    }

    /** One that stands for itself. */
    public Example(int question, Features features, boolean right, boolean first) {
        this(question, features, right, first, 1);
    }
}
