package io.cascadeflow.provider.resilience;

import io.cascadeflow.provider.HttpReply;
import io.cascadeflow.provider.RetryHint;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * What is left of a provider's rate limits for one key and model, by its own replies, less what was asked for since. Knows
 * nothing, and lets everything through, until a reply has said something. Thread-safe.
 */
public final class RateBucket {

    /** A provider that asks for more patience is asked again after this: the hint may be wrong, or the limit be raised. */
    static final Duration LONGEST_BLOCK = Duration.ofMinutes(1);

    private static final int TOO_MANY_REQUESTS = 429;

    private final Clock clock;
    private final Map<String, RateWindow> windows = new HashMap<>();
    private RateNeed taken = RateNeed.NOTHING;
    private RateNeed takenByThen = RateNeed.NOTHING;
    private Instant blockedUntil = Instant.MIN;

    public RateBucket(Clock clock) {
        this.clock = clock;
    }

    /**
     * Takes what is needed, if it is there soon enough.
     *
     * @return how long to wait before asking; when that is more than {@code patience}, nothing was taken
     */
    synchronized Duration take(RateNeed need, Duration patience) {
        Instant now = clock.instant();
        windows.values().removeIf(window -> window.isOver(now));
        RateNeed since = taken.minus(takenByThen);
        Duration wait = Duration.between(now, blockedUntil.isAfter(now) ? blockedUntil : now);
        for (Map.Entry<String, RateWindow> window : windows.entrySet()) {
            String name = window.getKey();
            Duration until = window.getValue().untilThereIs(need.of(name), since.of(name), now);
            wait = until.compareTo(wait) > 0 ? until : wait;
        }
        if (wait.compareTo(patience) <= 0) {
            taken = taken.plus(need);
        }
        return wait;
    }

    /** Gives back what was taken for a request that was never sent. */
    synchronized void giveBack(RateNeed need) {
        taken = taken.minus(need);
    }

    /** A request is sent; what the reply tells of the limits includes all that was taken by now. */
    synchronized RateNeed sent() {
        return taken;
    }

    /** @param byThen what {@link #sent} gave when the request was sent */
    synchronized void replied(RateNeed byThen, HttpReply reply) {
        Instant now = clock.instant();
        Map<String, RateWindow> told = RateHeaders.read(reply, now);
        // replies overtake each other: the request that was sent later has the newer account
        if (!told.isEmpty() && byThen.requests() >= takenByThen.requests()) {
            windows.clear();
            windows.putAll(told);
            takenByThen = byThen;
        }
        if (reply.status() == TOO_MANY_REQUESTS) {
            RetryHint.of(reply, null, false, clock).ifPresent(hint -> {
                blockedUntil = now.plus(hint.compareTo(LONGEST_BLOCK) > 0 ? LONGEST_BLOCK : hint);
            });
        }
    }
}
