package io.cascadeflow.confidence;

import io.cascadeflow.confidence.text.Numbers;
import io.cascadeflow.confidence.text.Quotes;
import io.cascadeflow.confidence.text.Text;
import io.cascadeflow.confidence.text.Words;
import java.util.ArrayList;
import java.util.List;

/** Whether a draft rests on the passages that came with the question. All absent without passages. */
final class GroundSignals implements SignalSource {

    private static final Signal NUMBERS = Signal.text(
            "ground.numbers",
            "share of the draft's numbers, neither the question's nor computed, that a passage names, 0 to 1");
    private static final Signal WORDS =
            Signal.text("ground.words", "share of the draft's words that passages or question have, 0 to 1");
    private static final Signal QUOTES = Signal.text(
            "ground.quotes",
            "share of the quotations that stand in a passage word for word, 0 to 1; absent without any");
    private static final Signal CITATIONS = Signal.text(
            "ground.citations",
            "share of citations like [2], or of a passage's id, that point to a passage, 0 to 1; absent without any");

    @Override
    public List<Signal> signals() {
        return List.of(NUMBERS, WORDS, QUOTES, CITATIONS);
    }

    @Override
    public void observe(DraftFacts facts, Observations into) {
        List<String> passages = facts.draft().context().passages();
        if (passages.isEmpty() || facts.answer().isBlank()) {
            return;
        }
        List<Text> texts = passages.stream().map(Text::of).toList();
        Text answer = facts.answer();
        List<Numbers> numbers = texts.stream().map(Text::numbers).toList();
        into.put(
                NUMBERS,
                answer.numbers()
                        .shareNamedIn(
                                numbers,
                                facts.question().numbers(),
                                answer.sums().values()));
        List<Words> words = new ArrayList<>(texts.stream().map(Text::words).toList());
        words.add(facts.question().words());
        into.put(WORDS, answer.words().shareIn(words));
        into.put(QUOTES, Quotes.shareIn(answer.plain(), passages));
        into.put(
                CITATIONS,
                facts.draft().context().citations(facts.draft().reply().text()).share());
    }
}
