package io.cascadeflow.confidence;

import io.cascadeflow.confidence.text.Conclusion;
import io.cascadeflow.confidence.text.Numbers;
import io.cascadeflow.confidence.text.Text;
import io.cascadeflow.model.ChatReply;
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
        if (facts.draft().others().isEmpty() || facts.answer().isBlank()) {
            return;
        }
        Numbers asked = facts.question().numbers();
        List<Text> others = facts.draft().others().stream()
                .map(ChatReply::text)
                .map(Text::of)
                .toList();
        double same = mean(others, other -> same(facts.conclusion(), other, asked));
        into.put(SAME, same);
        if (Double.isNaN(same)) {
            into.put(WORDS, mean(others, other -> facts.answer().words().similarity(other.words())));
        }
    }

    private static double same(Conclusion draft, Text other, Numbers asked) {
        Boolean same = draft.sameAs(Conclusion.of(other.plain(), asked));
        return same == null ? Double.NaN : same ? 1 : 0;
    }

    /** Over the samples where it is defined; NaN when it is for none. */
    private static double mean(List<Text> others, ToDoubleFunction<Text> of) {
        return others.stream()
                .mapToDouble(of)
                .filter(value -> !Double.isNaN(value))
                .average()
                .orElse(Double.NaN);
    }
}
