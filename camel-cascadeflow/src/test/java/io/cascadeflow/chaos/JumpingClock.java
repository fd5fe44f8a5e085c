package io.cascadeflow.chaos;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The machine's clock, off by an amount that changes at once. */
final class JumpingClock extends Clock {

    private volatile Duration off = Duration.ZERO;

    void jumpTo(Duration off) {
        this.off = off;
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(off);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
