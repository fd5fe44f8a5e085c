package io.cascadeflow.camel.gateway.keys;

import java.time.Duration;
import java.time.Instant;

/**
 * So many a minute: a bucket that holds a minute's worth, is filled evenly, and from which each request takes one. Whole numbers
 * only, so nothing is lost or won by rounding. Immutable.
 *
 * <p>In any time at most a minute's worth and what that time fills get through.
 *
 * @param perMinute 1 to a million
 * @param level how full it is; a nanosecond adds {@code perMinute}, and {@link #ONE} is one request
 * @param at when it was that full
 */
record TokenBucket(int perMinute, long level, Instant at) {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final long ONE = MINUTE.toNanos();
    /** From the deepest debt. */
    private static final Duration FILLS_ALL = MINUTE.multipliedBy(2);

    static TokenBucket full(int perMinute, Instant now) {
        return new TokenBucket(perMinute, perMinute * ONE, now);
    }

    /** At a later time. A clock that was set back fills nothing. */
    TokenBucket later(Instant now) {
        Duration passed = Duration.between(at, now);
        if (passed.isNegative() || passed.isZero()) {
            return new TokenBucket(perMinute, level, now);
        }
        long nanos = passed.compareTo(FILLS_ALL) < 0 ? passed.toNanos() : FILLS_ALL.toNanos();
        return new TokenBucket(perMinute, Math.min(perMinute * ONE, level + nanos * perMinute), now);
    }

    boolean hasOne() {
        return level >= ONE;
    }

    boolean isFull() {
        return level == perMinute * ONE;
    }

    /** Takes one, on credit where none is there, up to a minute's worth of it. */
    TokenBucket less() {
        return new TokenBucket(perMinute, Math.max(-perMinute * ONE, level - ONE), at);
    }

    /** How long until there is one; zero when there is. */
    Duration untilOne() {
        return hasOne() ? Duration.ZERO : Duration.ofNanos(-Math.floorDiv(level - ONE, (long) perMinute));
    }
}
