package io.cascadeflow.cascade;

import io.cascadeflow.pricing.Usd;
import java.time.Instant;
import java.util.List;

/**
 * What was decided for one call of a cascade, and why.
 *
 * @param id unique
 * @param at when it was decided
 * @param cascade the cascade's name
 * @param attempts every tier that was asked, in order
 * @param skipped the tiers that were passed over, cheapest first; usually none
 * @param outcome how it ended
 * @param reason why it ended so
 * @param totalCost what all attempts cost together
 * @param attribution on whose behalf
 */
public record Decision(
        String id,
        Instant at,
        String cascade,
        List<Attempt> attempts,
        List<Skipped> skipped,
        Outcome outcome,
        Reason reason,
        Usd totalCost,
        Attribution attribution) {

    public Decision {
        attempts = List.copyOf(attempts);
        skipped = List.copyOf(skipped);
    }

    public static Decision of(String id, Instant at, Step.Finish finish, Attribution attribution) {
        CascadeState state = finish.state();
        return new Decision(
                id,
                at,
                state.cascade().name(),
                state.attempts(),
                state.skipped(),
                finish.outcome(),
                finish.reason(),
                state.totalCost(),
                attribution);
    }
}
