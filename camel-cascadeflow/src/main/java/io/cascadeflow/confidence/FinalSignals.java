package io.cascadeflow.confidence;

import java.util.List;

/** What kind of number a draft comes to: which kinds are suspicious is learned from the operator's recording. */
final class FinalSignals implements SignalSource {

    private static final Signal MAGNITUDE = Signal.text(
            "final.magnitude",
            "size of the number that the draft comes to, in doublings of one; absent without a number");
    private static final Signal WHOLE =
            Signal.text("final.whole", "1 when the draft comes to a whole number, else 0; absent without a number");
    private static final Signal ROUND =
            Signal.text("final.round", "1 when the draft comes to a multiple of ten, else 0; absent without a number");
    private static final Signal ASKED = Signal.text(
            "final.asked", "1 when the question names the number that the draft comes to, else 0; absent without one");
    private static final Signal SMALL =
            Signal.text("final.small", "1 when the draft comes to a number below 2, else 0; absent without a number");

    @Override
    public List<Signal> signals() {
        return List.of(MAGNITUDE, WHOLE, ROUND, ASKED, SMALL);
    }

    @Override
    public void observe(DraftFacts facts, Observations into) {
        double number = facts.conclusion().number();
        if (Double.isNaN(number)) {
            return;
        }
        into.put(MAGNITUDE, Doublings.of(Math.abs(number)));
        into.put(WHOLE, number == Math.rint(number) ? 1 : 0);
        into.put(ROUND, number % 10 == 0 ? 1 : 0);
        into.put(ASKED, facts.question().numbers().names(number) ? 1 : 0);
        into.put(SMALL, number < 2 ? 1 : 0);
    }
}
