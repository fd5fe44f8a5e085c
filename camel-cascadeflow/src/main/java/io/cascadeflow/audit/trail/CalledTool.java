package io.cascadeflow.audit.trail;

import io.cascadeflow.agent.Risk;
import io.cascadeflow.agent.ToolOutcome;
import io.cascadeflow.cascade.Attribution;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A call of a tool that came to something, before it is known how much of its texts is kept.
 *
 * @param at when that was known
 * @param agent that was answering
 * @param step the number of the model's answer that asked for it, from 1 on
 * @param number its place in that answer, from 1 on
 * @param decision of the cascade that gave the answer; absent where another endpoint was asked
 * @param attribution on whose behalf
 * @param risk of the tool; absent where there is no such tool
 * @param outcome what came of it
 */
public record CalledTool(
        Instant at,
        String agent,
        int step,
        int number,
        @Nullable String decision,
        Attribution attribution,
        @Nullable Risk risk,
        ToolOutcome outcome) {

    /** About how many characters it holds in memory. */
    long weight() {
        return (long) outcome.call().arguments().length() + outcome.text().length();
    }
}
