package io.cascadeflow.wall;

import io.cascadeflow.cascade.AnswerRejectedException;
import io.cascadeflow.pricing.Usd;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderException.Kind;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came out of a trial.
 *
 * @param text the answer; absent when there is none
 * @param servedBy the model that is said to have answered; empty when there is no answer
 * @param failure why there is none; absent when there is one
 * @param outputTokens what the answer is said to have taken
 * @param totalCost what all of it is said to have cost; absent when nothing was said
 * @param brokeOff whether it failed after pieces of an answer had been given: then no headers tell anything
 * @param seen what the servers saw
 * @param money what the ledger says
 * @param took from the call to its end
 */
public record Outcome(
        @Nullable String text,
        String servedBy,
        @Nullable Throwable failure,
        @Nullable Long outputTokens,
        @Nullable Usd totalCost,
        boolean brokeOff,
        Seen seen,
        Money money,
        Duration took) {

    /**
     * @param primary requests to the faulty server
     * @param fallback requests to the sound one
     * @param gap the time between the first two requests to the faulty server; zero when there were fewer
     * @param healed whether a call afterwards was answered by the faulty server
     */
    public record Seen(int primary, int fallback, Duration gap, boolean healed) {}

    /**
     * @param primary the tokens of each paid attempt at the faulty server
     * @param fallback the same of the sound one
     * @param sum what they cost together
     * @param held what is still held once all is over
     */
    public record Money(List<Long> primary, List<Long> fallback, Usd sum, Usd held) {}

    /** The kind of the failure, or of the last one that a cascade met; absent when it has none. */
    public @Nullable Kind kind() {
        return kindOf(failure);
    }

    static @Nullable Kind kindOf(@Nullable Throwable failure) {
        if (failure instanceof AnswerRejectedException) {
            Throwable[] tiers = failure.getSuppressed();
            return tiers.length == 0 ? null : kindOf(tiers[tiers.length - 1]);
        }
        return failure instanceof ProviderException error ? error.kind() : null;
    }
}
