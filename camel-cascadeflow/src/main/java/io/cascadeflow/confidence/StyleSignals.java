package io.cascadeflow.confidence;

import io.cascadeflow.confidence.text.Words;
import java.util.List;

/**
 * How question and draft are laid out, whatever their language. What that is worth is a habit of the models and is learned
 * from the operator's recording. Shares of letters, digits and signs are left out: they differ between languages and
 * gained nothing in cross-validation.
 */
final class StyleSignals implements SignalSource {

    /** Questions below this size are all short; one language needs more letters than another to ask them. */
    private static final double SHORT = 50;

    private static final Signal LINES = Signal.text("style.lines", "lines of the draft, in doublings of one");
    private static final Signal LAST_LINE = Signal.text(
            "style.last-line",
            "size of the draft's last line, in doublings of one character; an ideograph counts 2.5, a kana or hangul 1.6");
    private static final Signal ASKED_LINES = Signal.text("asked.lines", "lines of the question, in doublings of one");
    private static final Signal ASKED_SIZE =
            Signal.text("asked.size", "size of the question, in doublings of fifty characters; 0 for none");

    @Override
    public List<Signal> signals() {
        return List.of(LINES, LAST_LINE, ASKED_LINES, ASKED_SIZE);
    }

    @Override
    public void observe(DraftFacts facts, Observations into) {
        if (facts.answer().isBlank()) {
            return;
        }
        Words answer = facts.answer().words();
        into.put(LINES, Doublings.of(answer.lines()));
        into.put(LAST_LINE, Doublings.of(answer.lastLine()));
        into.put(ASKED_LINES, Doublings.of(facts.question().words().lines()));
        into.put(ASKED_SIZE, Doublings.of(facts.question().shape().size() / SHORT));
    }
}
