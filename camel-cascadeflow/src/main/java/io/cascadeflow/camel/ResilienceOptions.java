package io.cascadeflow.camel;

import io.cascadeflow.provider.resilience.Breaker;
import io.cascadeflow.provider.resilience.ProtectedEndpoint;
import java.time.Duration;

/** Reads from an endpoint's options what is to protect it. */
final class ResilienceOptions {

    private ResilienceOptions() {}

    /** @throws IllegalArgumentException when an option makes no sense */
    static ProtectedEndpoint.Rules rules(CascadeFlowConfiguration options) {
        if (options.getBreakerSlowCall() < 0) {
            throw new IllegalArgumentException("breakerSlowCall is %d ms; give a duration such as 30s, or 0 for none"
                    .formatted(options.getBreakerSlowCall()));
        }
        Duration slowCall = options.getBreakerSlowCall() == 0 ? null : Duration.ofMillis(options.getBreakerSlowCall());
        // also when it is switched off: a wrong number is never taken
        Breaker.Rules breaker = new Breaker.Rules(
                options.getBreakerFailureRate(),
                options.getBreakerMinimumCalls(),
                Duration.ofMillis(options.getBreakerOpenFor()),
                slowCall);
        return new ProtectedEndpoint.Rules(
                options.isBreaker() ? breaker : null,
                options.getMaxConcurrentCalls(),
                Duration.ofMillis(options.getConcurrentCallWait()),
                options.getRetryBudget());
    }
}
