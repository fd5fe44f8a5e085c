package io.cascadeflow.confidence;

import io.cascadeflow.confidence.text.Words;
import java.util.List;

/**
 * How a draft is laid out, whatever their language. What that is worth is a habit of the models and is learned
 * from the operator's recording. Shares of letters, digits and signs are left out: they differ between languages and
 * gained nothing in cross-validation.
 */
final class StyleSignals implements SignalSource {

    private static final Signal LINES = Signal.text("style.lines", "lines of the draft, in doublings of one");
    private static final Signal LAST_LINE = Signal.text(
            "style.last-line",
            "size of the draft's last line, in doublings of one character; an ideograph counts 2.5, a kana or hangul 1.6");

    @Override
    public List<Signal> signals() {
        return List.of(LINES, LAST_LINE);
    }

    @Override
    public void observe(DraftFacts facts, Observations into) {
        if (facts.answer().isBlank()) {
            return;
        }
        Words answer = facts.answer().words();
        into.put(LINES, Doublings.of(answer.lines()));
        into.put(LAST_LINE, Doublings.of(answer.lastLine()));
    }
}
