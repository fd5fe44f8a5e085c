package io.cascadeflow.confidence;

import io.cascadeflow.confidence.code.CodeBlocks;
import java.util.List;

/** Whether code that a draft shows is code. */
final class CodeSignals implements SignalSource {

    private static final Signal PARSES = new Signal(
            "code.parses",
            Signal.Cost.MILLISECONDS,
            "share of fenced JSON, XML, Java and SQL blocks that parse, 0 to 1; absent without such a block or its parser");

    @Override
    public List<Signal> signals() {
        return List.of(PARSES);
    }

    @Override
    public void observe(DraftFacts facts, Observations into) {
        into.put(PARSES, CodeBlocks.parsedShare(facts.answer().plain()));
    }
}
