package io.cascadeflow.confidence;

import io.cascadeflow.model.TokenLogprob;
import java.util.Arrays;
import java.util.List;

/** How sure the model was of its own tokens. Only what the provider reported: nothing is made up where it reports nothing. */
final class LogprobSignals implements SignalSource {

    private static final double VERY_LOW_QUANTILE = 0.05;
    private static final double LOW_QUANTILE = 0.10;
    /** A token that the model held to be less likely than one in four. */
    private static final double LOW = Math.log(0.25);

    private static final Signal MEAN = Signal.free("logprob.mean", "mean log-probability of the tokens, −30 to 0");
    private static final Signal MINIMUM = Signal.free("logprob.min", "lowest log-probability, −30 to 0");
    private static final Signal VERY_LOW =
            Signal.free("logprob.q05", "5 % of the tokens have this log-probability or a lower one");
    private static final Signal QUITE_LOW =
            Signal.free("logprob.q10", "10 % of the tokens have this log-probability or a lower one");
    private static final Signal LOW_SHARE =
            Signal.free("logprob.low-share", "share of tokens less likely than 0.25, 0 to 1");
    private static final Signal MARGIN = Signal.free(
            "logprob.margin", "mean distance to the likeliest other token, −30 to 30; absent without alternatives");
    private static final Signal ENTROPY = Signal.free(
            "logprob.entropy", "mean entropy over the reported alternatives, in nats; absent without alternatives");

    private static final Signal FORKS = Signal.free(
            "logprob.forks",
            "tokens at which the model was torn, entropy above 0.67 nats, in doublings; absent without alternatives");

    @Override
    public List<Signal> signals() {
        return List.of(MEAN, MINIMUM, VERY_LOW, QUITE_LOW, LOW_SHARE, MARGIN, ENTROPY, FORKS);
    }

    @Override
    public void observe(DraftFacts facts, Observations into) {
        List<TokenLogprob> tokens = facts.draft().reply().logprobs().tokens();
        if (tokens.isEmpty()) {
            return;
        }
        double[] sorted = new double[tokens.size()];
        Arrays.setAll(sorted, i -> tokens.get(i).logprob());
        Arrays.sort(sorted);
        into.put(MEAN, Arrays.stream(sorted).sum() / sorted.length);
        into.put(MINIMUM, sorted[0]);
        into.put(VERY_LOW, quantile(sorted, VERY_LOW_QUANTILE));
        into.put(QUITE_LOW, quantile(sorted, LOW_QUANTILE));
        into.put(LOW_SHARE, shareBelow(sorted, LOW));
        into.put(MARGIN, TokenDoubt.mean(tokens, TokenDoubt::margin));
        double entropy = TokenDoubt.mean(tokens, TokenDoubt::entropy);
        into.put(ENTROPY, entropy);
        if (!Double.isNaN(entropy)) {
            into.put(
                    FORKS,
                    Doublings.of(tokens.stream().filter(TokenDoubt::isFork).count()));
        }
    }

    private static double quantile(double[] sorted, double share) {
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }

    private static double shareBelow(double[] sorted, double bound) {
        int below = 0;
        while (below < sorted.length && sorted[below] < bound) {
            below++;
        }
        return below / (double) sorted.length;
    }
}
