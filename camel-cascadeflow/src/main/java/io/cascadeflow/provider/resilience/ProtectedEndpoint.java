package io.cascadeflow.provider.resilience;

import io.cascadeflow.provider.Pause;
import io.cascadeflow.provider.RetryBudget;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What all calls of one endpoint share.
 *
 * @param breaker absent when it is switched off
 * @param places how many requests at once
 * @param patience how long a request waits for a place
 * @param retries how many retries the endpoint bears
 */
public record ProtectedEndpoint(
        @Nullable Breaker breaker, ConcurrencyLimit places, Duration patience, RetryBudget retries) {

    /**
     * What is to protect an endpoint.
     *
     * @param breaker absent to switch it off
     * @param maxConcurrentCalls requests at once; 0 for no limit
     * @param patience how long a request waits for a place
     * @param retryShare retries for each call, 0 to 1
     */
    public record Rules(Breaker.@Nullable Rules breaker, int maxConcurrentCalls, Duration patience, double retryShare) {

        public static final Rules DEFAULT = new Rules(Breaker.Rules.DEFAULT, 0, Duration.ofSeconds(5), 0.1);

        public Rules {
            if (maxConcurrentCalls < 0) {
                throw new IllegalArgumentException(
                        "maxConcurrentCalls is %d; give 1 or more, or 0 for no limit".formatted(maxConcurrentCalls));
            }
            if (!(retryShare >= 0 && retryShare <= 1)) {
                throw new IllegalArgumentException(
                        "retryBudget is %s; give a share of calls, 0 to 1".formatted(retryShare));
            }
            if (patience.isNegative()) {
                throw new IllegalArgumentException(
                        "concurrentCallWait is %s; give a duration such as 5s, or 0".formatted(patience));
            }
        }
    }

    static ProtectedEndpoint of(Rules rules, Pause pause, Clock clock) {
        return new ProtectedEndpoint(
                rules.breaker() == null ? null : new Breaker(rules.breaker(), clock),
                new ConcurrencyLimit(rules.maxConcurrentCalls(), pause),
                rules.patience(),
                new SlidingRetryBudget(rules.retryShare(), clock));
    }
}
