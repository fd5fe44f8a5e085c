package io.cascadeflow.confidence;

import io.cascadeflow.model.TokenLogprob;
import io.cascadeflow.model.TokenLogprob.Alternative;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** How far a model hesitated over a token. Pure functions; NaN where the provider gave no alternatives. */
final class TokenDoubt {

    /** Two alternatives, both likely: the place where a chain of thought takes one of two ways. */
    private static final double FORK = 0.67;

    private TokenDoubt() {}

    /** The mean over the tokens where it is defined; NaN when it is nowhere. */
    static double mean(List<TokenLogprob> tokens, ToDoubleFunction<TokenLogprob> of) {
        double sum = 0;
        int count = 0;
        for (TokenLogprob token : tokens) {
            double value = of.applyAsDouble(token);
            if (!Double.isNaN(value)) {
                sum += value;
                count++;
            }
        }
        return count == 0 ? Double.NaN : sum / count;
    }

    /** Distance to the likeliest other token. */
    static double margin(TokenLogprob token) {
        double best = Double.NaN;
        for (Alternative other : token.alternatives()) {
            if (!other.token().equals(token.token())) {
                best = Double.isNaN(best) ? other.logprob() : Math.max(best, other.logprob());
            }
        }
        return token.logprob() - best;
    }

    /** Over the alternatives as far as they were reported, scaled to one: a lower bound of the true entropy's order. */
    static double entropy(TokenLogprob token) {
        double total = 0;
        double weighted = 0;
        for (Alternative alternative : token.alternatives()) {
            double probability = Math.exp(alternative.logprob());
            total += probability;
            weighted += probability * alternative.logprob();
        }
        return total <= 0 ? Double.NaN : Math.max(0, Math.log(total) - weighted / total);
    }

    static boolean isFork(TokenLogprob token) {
        return entropy(token) > FORK;
    }
}
