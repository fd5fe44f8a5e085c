package io.cascadeflow.examples.replay;

import io.cascadeflow.confidence.Assessment;
import io.cascadeflow.confidence.Draft;
import io.cascadeflow.confidence.Early;
import io.cascadeflow.confidence.Gate;
import java.util.Map;

/**
 * A gate that sees beside each draft what was measured of it when it was recorded: by further calls (a self-check, a judge) or
 * by the user's own code, neither of which can be made again. One question at a time.
 */
final class RecalledSignals implements Gate {

    private final Gate judge;
    private final String small;
    private Map<String, Double> recorded = Map.of();

    /** @param small the model whose drafts the signals belong to */
    RecalledSignals(Gate judge, String small) {
        this.judge = judge;
        this.small = small;
    }

    /** @param signals of the draft that comes next */
    void recall(Map<String, Double> signals) {
        recorded = signals;
    }

    @Override
    public Assessment assess(Draft draft) {
        boolean theirs = draft.reply().model().equals(small);
        return judge.assess(theirs ? draft.withMeasured(recorded) : draft);
    }

    @Override
    public Early early(Draft begun, int looked, double threshold) {
        return judge.early(begun, looked, threshold);
    }

    @Override
    public int samples() {
        return judge.samples();
    }
}
