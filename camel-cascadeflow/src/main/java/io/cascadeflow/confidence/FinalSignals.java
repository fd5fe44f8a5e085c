package io.cascadeflow.confidence;

import java.util.List;

/** What kind of number a draft comes to: which kinds are suspicious is learned from the operator's recording. */
final class FinalSignals implements SignalSource {

    private static final Signal MAGNITUDE = Signal.text(
            "final.magnitude",
            "size of the number that the draft comes to, in doublings of one; absent without a number");
    private static final Signal WHOLE =
            Signal.text("final.whole", "1 when the draft comes to a whole number, else 0; absent without a number");

    @Override
    public List<Signal> signals() {
        return List.of(MAGNITUDE, WHOLE);
    }

    @Override
    public void observe(DraftFacts facts, Observations into) {
        double number = facts.conclusion().number();
        if (Double.isNaN(number)) {
            return;
        }
        into.put(MAGNITUDE, Doublings.of(Math.abs(number)));
        into.put(WHOLE, number == Math.rint(number) ? 1 : 0);
    }
}
