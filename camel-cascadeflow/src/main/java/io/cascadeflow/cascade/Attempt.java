package io.cascadeflow.cascade;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One tier that was asked, what came back, and what was made of it.
 *
 * @param tier the tier as it was asked, with the threshold that was applied
 * @param result what came back
 * @param accepted whether the result was acceptable
 * @param reason why it was, or was not
 * @param latency how long the tier took, whatever came of it; absent when nobody measured
 */
public record Attempt(
        Tier tier,
        TierResult result,
        boolean accepted,
        Reason reason,
        @Nullable Duration latency) {

    Attempt(Tier tier, TierResult result, boolean accepted, Reason reason) {
        this(tier, result, accepted, reason, null);
    }

    Attempt took(@Nullable Duration latency) {
        return new Attempt(tier, result, accepted, reason, latency);
    }
}
