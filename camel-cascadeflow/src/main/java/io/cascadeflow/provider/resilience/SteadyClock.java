package io.cascadeflow.provider.resilience;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * A clock that never goes back. When the one below it is set back, this one goes on from where it was, so that a breaker which is
 * open for thirty seconds is not open for an hour and thirty seconds. For spans of time only. Safe to share between threads.
 */
final class SteadyClock extends Clock {

    private final Clock clock;
    private Instant latest;
    private Duration ahead = Duration.ZERO;

    SteadyClock(Clock clock) {
        this.clock = clock;
        this.latest = clock.instant();
    }

    @Override
    public synchronized Instant instant() {
        Instant now = clock.instant().plus(ahead);
        if (now.isBefore(latest)) {
            ahead = ahead.plus(Duration.between(now, latest));
            return latest;
        }
        latest = now;
        return now;
    }

    @Override
    public ZoneId getZone() {
        return clock.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new SteadyClock(clock.withZone(zone));
    }
}
