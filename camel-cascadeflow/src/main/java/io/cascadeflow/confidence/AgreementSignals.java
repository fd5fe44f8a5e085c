package io.cascadeflow.confidence;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Whether further samples of the same model come to the same. A conclusion that can be read off both is compared; free text,
 * which has none, by its words. All absent when there are no samples.
 */
final class AgreementSignals implements SignalSource {

    private static final Signal SAME = extra(
            "agreement.same", "share of the other samples that come to the same; absent when none can be compared");
    private static final Signal WORDS = extra(
            "agreement.words",
            "words that draft and other samples share, 0 to 1, mean; absent when they can be compared by what they come to");

    private static Signal extra(String name, String meaning) {
        return new Signal(name, Signal.Cost.EXTRA_CALL, meaning);
    }

    @Override
    public List<Signal> signals() {
        return List.of(SAME, WORDS);
    }

    @Override
    public void observe(DraftFacts facts, Observations into) {
        if (facts.others().isEmpty() || facts.answer().isBlank()) {
            return;
        }
        double same = mean(facts, other -> same(facts, other));
        into.put(SAME, same);
        if (Double.isNaN(same)) {
            into.put(
                    WORDS,
                    mean(
                            facts,
                            other -> facts.answer()
                                    .words()
                                    .similarity(other.answer().words())));
        }
    }

    private static double same(DraftFacts draft, DraftFacts other) {
        Boolean same = draft.comesToTheSameAs(other);
        return same == null ? Double.NaN : same ? 1 : 0;
    }

    /** Over the samples where it is defined; NaN when it is for none. */
    private static double mean(DraftFacts facts, ToDoubleFunction<DraftFacts> of) {
        return facts.others().stream()
                .mapToDouble(of)
                .filter(value -> !Double.isNaN(value))
                .average()
                .orElse(Double.NaN);
    }
}
