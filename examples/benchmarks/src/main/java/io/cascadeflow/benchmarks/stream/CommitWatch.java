package io.cascadeflow.benchmarks.stream;

import io.cascadeflow.confidence.Assessment;
import io.cascadeflow.confidence.Draft;
import io.cascadeflow.confidence.Early;
import io.cascadeflow.confidence.Gate;

/** A gate that remembers at which token it committed: before that one nothing could be shown. For one draft at a time. */
final class CommitWatch implements Gate {

    private static final int NOT_YET = -1;

    private final Gate gate;
    private volatile int committedAt = NOT_YET;

    CommitWatch(Gate gate) {
        this.gate = gate;
    }

    /** The index of the token that let it commit, and forgets it; below 0 when it did not. */
    int takeCommittedAt() {
        int token = committedAt;
        committedAt = NOT_YET;
        return token;
    }

    @Override
    public Assessment assess(Draft draft) {
        return gate.assess(draft);
    }

    @Override
    public Early early(Draft begun, int looked, double threshold) {
        Early early = gate.early(begun, looked, threshold);
        if (early == Early.COMMIT) {
            String text = begun.reply().text();
            committedAt = (int) text.chars().filter(c -> c == Token.END).count() - 1;
        }
        return early;
    }
}
