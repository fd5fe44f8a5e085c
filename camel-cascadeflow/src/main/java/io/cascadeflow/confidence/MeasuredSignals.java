package io.cascadeflow.confidence;

import java.util.List;

/**
 * Signals that cost more than a look at the draft: whoever asks for them measures them and leaves them in
 * {@link DraftContext#measured}. A user's own signals are beside them, under a family of their own.
 */
public final class MeasuredSignals {

    /** What the model said itself, when it was asked to. */
    public static final Signal STATED = new Signal(
            "self.stated",
            Signal.Cost.EXTRA_CALL,
            "the confidence that the model stated with its answer, 0 to 1; absent when it was not asked, or stated none");

    /** What the model says of its finished answer. */
    public static final Signal TRUE = new Signal(
            "self.true",
            Signal.Cost.EXTRA_CALL,
            "the probability that the model gives to its own answer being right, 0 to 1; absent when it was not asked");

    /** What another model says of it. */
    public static final Signal JUDGED = new Signal(
            "judge.score",
            Signal.Cost.EXTRA_CALL,
            "the score that a judge gave, 0 to 1; absent without a judge, or when it gave none");

    /** How near question and answer are in meaning. */
    public static final Signal SIMILARITY = new Signal(
            "embedding.similarity",
            Signal.Cost.EMBEDDING,
            "cosine of the embeddings of question and answer, -1 to 1; absent without an embedding model");

    /** How near the samples are to the draft in meaning. */
    public static final Signal AGREEMENT = new Signal(
            "embedding.agreement",
            Signal.Cost.EMBEDDING,
            "mean cosine of the embeddings of draft and further samples, -1 to 1; absent without either");

    /** How the draft model did on the nearest questions. */
    public static final Signal HISTORY = new Signal(
            "history.right",
            Signal.Cost.EMBEDDING,
            "share of right drafts among the nearest recorded questions, 0 to 1; absent without a history, or when none is near");

    private MeasuredSignals() {}

    /** All of them. */
    public static List<Signal> all() {
        return List.of(STATED, TRUE, JUDGED, SIMILARITY, AGREEMENT, HISTORY);
    }
}
