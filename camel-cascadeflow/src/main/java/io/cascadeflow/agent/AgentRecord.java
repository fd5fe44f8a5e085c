package io.cascadeflow.agent;

import io.cascadeflow.pricing.Usd;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an agent did, without a word of what was said. Immutable.
 *
 * @param agent its name
 * @param run the run that it belongs to
 * @param steps in order
 * @param reason why it stopped
 * @param cost of everything that was asked in it, agents within it included
 */
public record AgentRecord(String agent, String run, List<Step> steps, StopReason reason, Usd cost) {

    public AgentRecord {
        steps = List.copyOf(steps);
    }

    /**
     * One answer of the model, and what became of the calls in it.
     *
     * @param decision of the cascade; absent where another endpoint was asked
     * @param tier that answered; likewise
     * @param redone whether it was asked again since a rule wants another model for what the first one would have done
     */
    public record Step(
            @Nullable String decision, @Nullable String tier, boolean redone, Duration took, List<Used> calls) {

        public Step {
            calls = List.copyOf(calls);
        }
    }

    /** A call of a tool. */
    public record Used(String tool, @Nullable Risk risk, ToolOutcome.Kind outcome, Duration took) {}
}
