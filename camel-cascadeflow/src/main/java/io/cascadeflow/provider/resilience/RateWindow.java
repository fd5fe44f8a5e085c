package io.cascadeflow.provider.resilience;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One limit of a provider as a reply told it. It fills up evenly until the reset, as the token buckets of OpenAI, Groq and
 * Anthropic do; where the limit itself is not told, all of it comes back at the reset.
 *
 * @param limit what it is when full; absent when not told
 * @param remaining what was left, 0 or more
 * @param at when that was
 * @param reset how long from then until it is full, above zero
 */
record RateWindow(@Nullable Long limit, long remaining, Instant at, Duration reset) {

    RateWindow {
        if (limit != null && limit < remaining) {
            limit = remaining;
        }
    }

    boolean isOver(Instant now) {
        return !now.isBefore(at.plus(reset));
    }

    /**
     * How long until {@code need} is there, after what was {@code taken} since. More than there ever is counts as all there
     * is: whether that is too much is for the provider to say.
     */
    Duration untilThereIs(long need, long taken, Instant now) {
        Duration passed = Duration.between(at, now);
        Duration left = reset.minus(passed);
        if (left.isNegative() || left.isZero() || need <= 0) {
            return Duration.ZERO;
        }
        long wanted = limit == null ? need : Math.min(need, limit);
        double missing = (double) wanted + Math.max(0, taken) - remaining;
        if (missing <= 0) {
            return Duration.ZERO;
        }
        double refill = limit == null ? 0 : limit - remaining;
        if (missing > refill) {
            return left;
        }
        Duration until = Duration.ofNanos((long) Math.ceil(reset.toNanos() * (missing / refill)));
        Duration wait = until.minus(passed);
        return wait.isNegative() ? Duration.ZERO : wait;
    }
}
