package io.cascadeflow.confidence;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A gate of somebody else's, with what none may overlook: an answer that is empty, cut off, withheld or refused has a defect,
 * whatever that gate says, and so has one that cites otherwise than the route demands.
 */
public record WholeAnswers(Gate gate) implements Gate {

    /** Our own gates look for themselves. */
    public static Gate only(Gate gate) {
        boolean ours = gate instanceof FittedGate || gate instanceof ProfileGate || gate instanceof ClosedGate;
        return ours ? gate : new WholeAnswers(gate);
    }

    @Override
    public Assessment assess(Draft draft) {
        Assessment found = gate.assess(draft);
        List<Defect> overlooked = Defects.inAnyCase(draft).stream()
                .filter(defect -> !found.defects().contains(defect))
                .toList();
        return overlooked.isEmpty() ? found : found.with(overlooked);
    }

    @Override
    public Early early(Draft begun, int looked, double threshold) {
        return gate.early(begun, looked, threshold);
    }

    @Override
    public int samples() {
        return gate.samples();
    }

    @Override
    public Map<String, List<Double>> reference() {
        return gate.reference();
    }

    @Override
    public @Nullable Double certifiedRegret(double threshold) {
        return gate.certifiedRegret(threshold);
    }
}
