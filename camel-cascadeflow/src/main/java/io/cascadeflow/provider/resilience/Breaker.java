package io.cascadeflow.provider.resilience;

import io.cascadeflow.provider.ProviderException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps calls away from an endpoint that is down. It counts logical calls, after their retries, and only what tells of the
 * endpoint's availability; after a pause one call at a time finds out whether it is back. Thread-safe.
 */
public final class Breaker {

    private static final int WINDOW = 20;
    /** Long enough that nothing is slow. */
    private static final Duration NEVER = Duration.ofDays(365);
    /** While the one call that finds out is under way, nobody knows how long it takes. */
    private static final Duration PROBING = Duration.ofSeconds(1);

    private final CircuitBreaker breaker;
    private final Rules rules;
    private final Clock clock;
    private volatile Instant openUntil = Instant.MIN;

    /**
     * When it opens, and for how long.
     *
     * @param share of the last 20 calls, above 0 up to 1: so many failed, or so many were slow
     * @param minimumCalls before so many calls nothing is judged, 1 to 20
     * @param openFor how long nobody is let through
     * @param slowCall a call that takes longer counts as slow; absent when none does
     */
    public record Rules(
            double share,
            int minimumCalls,
            Duration openFor,
            @Nullable Duration slowCall) {

        /** Half of the calls, at least 5 of them, half a minute; no call is too slow. */
        public static final Rules DEFAULT = new Rules(0.5, 5, Duration.ofSeconds(30), null);

        public Rules {
            if (!(share > 0 && share <= 1)) {
                throw new IllegalArgumentException(
                        "breakerFailureRate is %s; give a share above 0 up to 1".formatted(share));
            }
            if (minimumCalls < 1 || minimumCalls > WINDOW) {
                throw new IllegalArgumentException(
                        "breakerMinimumCalls is %d; give 1 to %d".formatted(minimumCalls, WINDOW));
            }
            if (openFor.toMillis() < 1) {
                throw new IllegalArgumentException(
                        "breakerOpenFor is %s; give a duration such as 30s".formatted(openFor));
            }
        }
    }

    public Breaker(Rules rules, Clock clock) {
        this.rules = rules;
        this.clock = clock;
        float percent = (float) (rules.share() * 100);
        breaker = CircuitBreaker.of(
                "endpoint",
                CircuitBreakerConfig.custom()
                        .clock(clock)
                        .currentTimestampFunction(time -> time.millis(), TimeUnit.MILLISECONDS)
                        .slidingWindowType(SlidingWindowType.COUNT_BASED)
                        .slidingWindowSize(WINDOW)
                        .minimumNumberOfCalls(rules.minimumCalls())
                        .failureRateThreshold(percent)
                        .slowCallRateThreshold(percent)
                        .slowCallDurationThreshold(rules.slowCall() == null ? NEVER : rules.slowCall())
                        .waitDurationInOpenState(pause(rules.openFor()))
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .build());
        breaker.getEventPublisher().onStateTransition(change -> {
            if (change.getStateTransition().getToState() == CircuitBreaker.State.OPEN) {
                openUntil = clock.instant().plus(rules.openFor());
            }
        });
    }

    /** The breaker lets one through only after its pause, not at its very end. */
    private static Duration pause(Duration openFor) {
        Duration pause = openFor.minusMillis(1);
        return pause.isZero() ? openFor : pause;
    }

    /** Whether a call may be made. If so, {@link #ended} must follow, once. */
    boolean enter() {
        return breaker.tryAcquirePermission();
    }

    /**
     * @param took how long the call took
     * @param failure why it failed; absent when it did not
     */
    void ended(Duration took, @Nullable Throwable failure) {
        if (failure == null) {
            breaker.onSuccess(took.toMillis(), TimeUnit.MILLISECONDS);
        } else if (failure instanceof ProviderException error && FailureClass.isUnavailable(error)) {
            breaker.onError(took.toMillis(), TimeUnit.MILLISECONDS, failure);
        } else {
            breaker.releasePermission();
        }
    }

    /** Whether calls are refused just now: it is open, and the pause is not over. */
    public boolean isOpen() {
        return clock.instant().isBefore(openUntil) && breaker.getState() == CircuitBreaker.State.OPEN;
    }

    /** How long to wait before it is worth asking again. */
    Duration retryAfter() {
        Duration left = Duration.between(clock.instant(), openUntil);
        return breaker.getState() == CircuitBreaker.State.OPEN && left.compareTo(PROBING) > 0 ? left : PROBING;
    }

    Rules rules() {
        return rules;
    }
}
