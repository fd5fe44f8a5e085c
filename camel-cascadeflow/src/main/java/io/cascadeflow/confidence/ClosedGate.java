package io.cascadeflow.confidence;

import java.util.Map;

/**
 * A gate whose profile may not be used: it measures nothing, so that thresholds escalate, and says why.
 *
 * @param reason what is wrong with the profile
 */
public record ClosedGate(String reason) implements Gate {

    @Override
    public Assessment assess(Draft draft) {
        return new Assessment(Defects.of(draft), null, Map.of(), reason);
    }
}
