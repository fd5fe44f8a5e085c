package io.cascadeflow.camel.gateway.keys;

import io.cascadeflow.camel.gateway.keys.Admission.Exceeded;
import io.cascadeflow.camel.gateway.keys.Admission.Granted;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Holds callers to their rate limits, on this node. Thread-safe.
 *
 * <p>What is refused does not count. Only callers with limits are remembered, and only while they are not as good as new: after
 * a minute without a request. When too many are remembered, further ones are refused rather than let in without a limit.
 */
public final class CallerLimits {

    private static final int MOST = 100_000;
    private static final Duration BETWEEN_SWEEPS = Duration.ofSeconds(1);
    private static final Granted UNLIMITED = new Granted(() -> {});

    private final Map<String, Lane> lanes = new HashMap<>();
    private final Clock clock;
    private final int most;
    private Instant swept = Instant.MIN;

    public CallerLimits(Clock clock) {
        this(clock, MOST);
    }

    CallerLimits(Clock clock, int most) {
        this.clock = clock;
        this.most = most;
    }

    /** Takes a place for one request, if there is one. */
    public Admission enter(Caller caller) {
        return caller.limits().equals(RateLimits.NONE) ? UNLIMITED : enter(caller.id(), caller.limits());
    }

    private synchronized Admission enter(String id, RateLimits limits) {
        Instant now = clock.instant();
        if (!lanes.containsKey(id) && !hasRoom(now)) {
            return new Exceeded("too many callers ask at once; try again in a moment", BETWEEN_SWEEPS);
        }
        return lanes.computeIfAbsent(id, one -> new Lane()).enter(limits, now, () -> leave(id));
    }

    private boolean hasRoom(Instant now) {
        if (lanes.size() >= most && !now.isBefore(swept.plus(BETWEEN_SWEEPS))) {
            swept = now;
            lanes.values().removeIf(lane -> lane.isIdle(now));
        }
        return lanes.size() < most;
    }

    private synchronized void leave(String id) {
        Lane lane = lanes.get(id);
        if (lane != null) {
            lane.leave();
        }
    }

    synchronized int remembered() {
        return lanes.size();
    }
}
