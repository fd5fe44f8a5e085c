package io.cascadeflow.camel.gateway.keys;

import io.cascadeflow.camel.gateway.keys.Admission.Exceeded;
import io.cascadeflow.camel.gateway.keys.Admission.Granted;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One caller's requests. Not thread-safe. */
final class Lane {

    private int underWay;
    private @Nullable TokenBucket bucket;

    /** Limits come with each request, so that changed ones hold from the next one. */
    Admission enter(RateLimits limits, Instant now, Runnable leave) {
        Integer concurrent = limits.concurrentRequests();
        if (concurrent != null && underWay >= concurrent) {
            return new Exceeded(
                    "this key may have %d requests under way at once; wait for one to end".formatted(concurrent), null);
        }
        Integer perMinute = limits.requestsPerMinute();
        TokenBucket filled = perMinute == null ? null : filled(perMinute, now);
        if (filled != null && !filled.hasOne()) {
            bucket = filled;
            return new Exceeded(
                    "this key may make %d requests per minute; wait".formatted(perMinute), filled.untilOne());
        }
        bucket = filled == null ? null : filled.less();
        underWay++;
        return new Granted(leave);
    }

    private TokenBucket filled(int perMinute, Instant now) {
        return bucket == null || bucket.perMinute() != perMinute ? TokenBucket.full(perMinute, now) : bucket.later(now);
    }

    void leave() {
        underWay--;
    }

    /** Whether a new lane would be the same. */
    boolean isIdle(Instant now) {
        return underWay == 0 && (bucket == null || bucket.later(now).isFull());
    }
}
