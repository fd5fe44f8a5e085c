package io.cascadeflow.agent.run;

import io.cascadeflow.policy.Condition;
import io.cascadeflow.policy.Rule.Mode;
import java.time.Duration;
import java.util.List;

/**
 * What the operator says about runs. Immutable.
 *
 * @param name unique among them
 * @param mode whether it counts
 * @param when of a run's first call: whether the rule is for it
 * @param limits what the run may use
 * @param under what it is under when little is left
 * @param idle after so long without a call the run is over
 */
public record RunRule(String name, Mode mode, Condition when, RunLimits limits, List<Pressure> under, Duration idle) {

    public static final Duration IDLE = Duration.ofHours(1);

    public RunRule {
        under = List.copyOf(under);
        if (name.isBlank()) {
            throw new IllegalArgumentException("a rule for runs needs a name");
        }
        if (idle.isNegative() || idle.isZero()) {
            throw new IllegalArgumentException("a run may be idle for %s; it must be longer than 0".formatted(idle));
        }
    }

    /** An enforced one for every run. */
    public static RunRule of(String name, RunLimits limits, Pressure... under) {
        return new RunRule(name, Mode.ENFORCE, new Condition.Every(List.of()), limits, List.of(under), IDLE);
    }

    public RunRule in(Mode changed) {
        return new RunRule(name, changed, when, limits, under, idle);
    }

    public boolean isEnforced() {
        return mode == Mode.ENFORCE;
    }
}
