package io.cascadeflow.agent.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.cascadeflow.policy.RunLimit;
import io.cascadeflow.pricing.Usd;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a run has come to so far, with all runs within it. Immutable.
 *
 * @param run its id
 * @param began when its first call was made
 * @param last when something last happened in it
 * @param over whether somebody has ended it
 * @param used what is done
 * @param underWay calls that are still being made
 * @param inputTokens of all prompts
 * @param outputTokens of all answers
 * @param models by {@code provider:model}; beyond the first hundred, {@code others}
 * @param tiers by {@code cascade/tier}, likewise; calls outside of cascades are not among them
 * @param outcomes how often each {@link RunEntry.Kind} is in its trace, in lower case
 * @param actions how often rules did what, such as {@code stop}
 * @param observed how often they would have done it, if they were enforced
 * @param within the ids of the runs directly within it
 * @param limits how it stands against each limit that there is
 * @param missing how many entries are not kept in its trace
 */
public record RunSummary(
        String run,
        Instant began,
        Instant last,
        boolean over,
        Tally used,
        long underWay,
        long inputTokens,
        long outputTokens,
        Map<String, Line> models,
        Map<String, Line> tiers,
        Map<String, Long> outcomes,
        Map<String, Long> actions,
        Map<String, Long> observed,
        List<String> within,
        List<Left> limits,
        long missing) {

    /** What calls of a kind came to. */
    public record Line(long calls, @JsonProperty("costUsd") Usd cost, long inputTokens, long outputTokens) {

        static final Line NOTHING = new Line(0, Usd.ZERO, 0, 0);

        Line plus(Line other) {
            return new Line(
                    calls + other.calls,
                    cost.plus(other.cost),
                    inputTokens + other.inputTokens,
                    outputTokens + other.outputTokens);
        }
    }

    /**
     * How much is left of a limit.
     *
     * @param rule that sets it
     * @param enforced whether it counts
     * @param limit which
     * @param share what is left of it, 0 and less to 1, what is under way taken off
     */
    public record Left(String rule, boolean enforced, RunLimit limit, double share) {}

    public RunSummary {
        within = List.copyOf(within);
        limits = List.copyOf(limits);
    }

    /** From the first call to the last thing that happened. */
    public Duration took() {
        Duration took = Duration.between(began, last);
        return took.isNegative() ? Duration.ZERO : took;
    }
}
