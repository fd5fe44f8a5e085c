package io.cascadeflow.confidence;

import io.cascadeflow.confidence.text.Conclusion;
import io.cascadeflow.confidence.text.Numbers;
import io.cascadeflow.confidence.text.Text;
import io.cascadeflow.model.ChatReply;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Whether further samples of the same model come to the same. All absent when there are none. */
final class AgreementSignals implements SignalSource {

    private static final Signal SAME = extra(
            "agreement.same", "share of the other samples that come to the same; absent when none can be compared");
    private static final Signal NUMBERS =
            extra("agreement.numbers", "numbers found on the way that draft and other sample share, 0 to 1, mean");
    private static final Signal WORDS =
            extra("agreement.words", "words that draft and other sample share, 0 to 1, mean");
    private static final Signal SOUND =
            extra("agreement.sound", "share of the other samples with sums whose sums all hold; absent without sums");
    private static final Signal MATCHES =
            extra("agreement.matches", "share of the other samples with sums that end with the value computed last");

    private static Signal extra(String name, String meaning) {
        return new Signal(name, Signal.Cost.EXTRA_CALL, meaning);
    }

    @Override
    public List<Signal> signals() {
        return List.of(SAME, NUMBERS, WORDS, SOUND, MATCHES);
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
        into.put(SAME, mean(others, other -> same(facts.conclusion(), other, asked)));
        into.put(NUMBERS, mean(others, other -> facts.answer().numbers().similarity(other.numbers(), asked)));
        into.put(WORDS, mean(others, other -> facts.answer().words().similarity(other.words())));
        into.put(SOUND, mean(others, AgreementSignals::sound));
        into.put(MATCHES, mean(others, AgreementSignals::matches));
    }

    private static double same(Conclusion draft, Text other, Numbers asked) {
        Boolean same = draft.sameAs(Conclusion.of(other.plain(), asked));
        return same == null ? Double.NaN : same ? 1 : 0;
    }

    private static double sound(Text text) {
        return text.sums().checked() == 0 ? Double.NaN : text.sums().wrong() == 0 ? 1 : 0;
    }

    private static double matches(Text text) {
        double last = text.sums().last();
        return Double.isNaN(last) ? Double.NaN : text.numbers().endWith(last) ? 1 : 0;
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
