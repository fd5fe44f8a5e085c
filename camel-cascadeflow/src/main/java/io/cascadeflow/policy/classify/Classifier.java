package io.cascadeflow.policy.classify;

import java.util.Set;

/**
 * Says what a question is: what it is about, say, or in which language. Must give the same scores for the same text, be safe to
 * share between threads, and come back in time for a rule: it is asked on the thread that makes the call.
 */
@FunctionalInterface
public interface Classifier {

    /** The word for a question that no label fits. */
    String UNKNOWN = "unknown";

    /**
     * By label the probability that it fits the text; of a label that is not there it is 0.
     *
     * @param text any text, also an empty one, of any length
     */
    Scores classify(String text);

    /** The labels that it may give; empty when it does not say, and nobody can tell then whether a rule has a word of its own. */
    default Set<String> labels() {
        return Set.of();
    }
}
