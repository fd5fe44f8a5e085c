package io.cascadeflow.confidence;

import io.cascadeflow.confidence.text.Conclusion;
import io.cascadeflow.model.TokenLogprob;
import java.util.List;

/** How sure the model was of the line in which it says what its answer comes to: doubts on the way there weigh less. */
final class ClosingSignals implements SignalSource {

    private static final Signal MINIMUM = Signal.free(
            "closing.min", "lowest log-probability in the last line, -30 to 0; absent without log-probabilities");
    private static final Signal MEAN = Signal.free(
            "closing.mean", "mean log-probability of the last line, -30 to 0; absent without log-probabilities");
    private static final Signal MARGIN = Signal.free(
            "closing.margin",
            "mean distance to the likeliest other token in the last line; absent without alternatives");
    private static final Signal ENTROPY =
            Signal.free("closing.entropy", "mean entropy of the last line, in nats; absent without alternatives");

    @Override
    public List<Signal> signals() {
        return List.of(MINIMUM, MEAN, MARGIN, ENTROPY);
    }

    @Override
    public void observe(DraftFacts facts, Observations into) {
        List<TokenLogprob> all = facts.draft().reply().logprobs().tokens();
        List<TokenLogprob> tokens =
                last(all, Conclusion.lengthOfLastLine(facts.answer().plain()));
        if (tokens.isEmpty()) {
            return;
        }
        into.put(
                MINIMUM,
                tokens.stream().mapToDouble(TokenLogprob::logprob).min().orElse(Double.NaN));
        into.put(MEAN, TokenDoubt.mean(tokens, TokenLogprob::logprob));
        into.put(MARGIN, TokenDoubt.mean(tokens, TokenDoubt::margin));
        into.put(ENTROPY, TokenDoubt.mean(tokens, TokenDoubt::entropy));
    }

    /** The tokens that make up the last {@code length} characters; a token that begins before them is one of them. */
    private static List<TokenLogprob> last(List<TokenLogprob> tokens, int length) {
        int from = tokens.size();
        for (int open = length; open > 0 && from > 0; ) {
            open -= tokens.get(--from).token().length();
        }
        return tokens.subList(from, tokens.size());
    }
}
