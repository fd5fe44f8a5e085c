package io.cascadeflow.confidence;

import io.cascadeflow.confidence.text.Numbers;
import io.cascadeflow.confidence.text.Text;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What can be seen before anything is asked: how long the question is, and what numbers it names. */
final class QuestionSignals implements SignalSource {

    /** Questions below this size are all short; one language needs more letters than another to ask them. */
    private static final double SHORT = 50;

    private static final Signal LENGTH =
            Signal.text("length.question", "size of the question in doublings of one character; ideographs count 2.5");
    private static final Signal LINES = Signal.text("asked.lines", "lines of the question, in doublings of one");
    private static final Signal SIZE =
            Signal.text("asked.size", "size of the question, in doublings of fifty characters; 0 for none");
    private static final Signal NUMBERS = Signal.text(
            "numbers.asked",
            "how many different numbers the question names, in doublings of one; absent when it has none");

    private static final List<Signal> ALL = List.of(LENGTH, LINES, SIZE, NUMBERS);
    static final Set<String> NAMES = ALL.stream().map(Signal::name).collect(Collectors.toUnmodifiableSet());

    @Override
    public List<Signal> signals() {
        return ALL;
    }

    @Override
    public void observe(DraftFacts facts, Observations into) {
        // with a blank answer, such as a bare tool call, there is nothing that the question could be held against
        if (!facts.answer().isBlank()) {
            observe(facts.question(), into);
        }
    }

    static void observe(Text question, Observations into) {
        if (question.isBlank()) {
            return;
        }
        double size = question.shape().size();
        into.put(LENGTH, Doublings.of(size));
        into.put(LINES, Doublings.of(question.words().lines()));
        into.put(SIZE, Doublings.of(size / SHORT));
        Numbers numbers = question.numbers();
        if (!numbers.isEmpty()) {
            into.put(NUMBERS, Doublings.of(numbers.distinct()));
        }
    }
}
