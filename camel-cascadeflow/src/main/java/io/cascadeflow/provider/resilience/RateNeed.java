package io.cascadeflow.provider.resilience;

import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.provider.TokenEstimate;

/**
 * What one request takes of a provider's limits, as far as it can be told before.
 *
 * @param requests how many
 * @param input prompt tokens, estimated
 * @param output the most tokens that it lets the model generate; 0 when it does not say
 */
record RateNeed(long requests, long input, long output) {

    static final RateNeed NOTHING = new RateNeed(0, 0, 0);

    static RateNeed of(ChatRequest request) {
        TokenUsage estimated = TokenEstimate.of(request, "");
        Integer most = request.output().maxTokens();
        return new RateNeed(1, estimated.input(), most == null ? 0 : most);
    }

    /** Of the limit with this name; a prefix of it says what it counts. */
    long of(String limit) {
        if (limit.startsWith("requests")) {
            return requests;
        }
        if (limit.startsWith("input-tokens")) {
            return input;
        }
        return limit.startsWith("output-tokens") ? output : input + output;
    }

    RateNeed plus(RateNeed other) {
        return new RateNeed(requests + other.requests, input + other.input, output + other.output);
    }

    RateNeed minus(RateNeed other) {
        return new RateNeed(requests - other.requests, input - other.input, output - other.output);
    }
}
