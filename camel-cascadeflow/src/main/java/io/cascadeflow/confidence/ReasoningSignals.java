package io.cascadeflow.confidence;

import io.cascadeflow.model.TokenUsage;
import java.util.List;

/** How long a model thought before it answered: a long trace is the commonest sign of a hard question. */
final class ReasoningSignals implements SignalSource {

    private static final Signal TOKENS = Signal.free(
            "reasoning.tokens", "hidden reasoning, in doublings of one token; absent when the provider counts none");

    @Override
    public List<Signal> signals() {
        return List.of(TOKENS);
    }

    @Override
    public void observe(DraftFacts facts, Observations into) {
        TokenUsage usage = facts.draft().reply().usage();
        if (usage != null && !usage.estimated() && usage.reasoning() > 0) {
            into.put(TOKENS, Doublings.of(usage.reasoning()));
        }
    }
}
