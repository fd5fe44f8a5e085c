package io.cascadeflow.agent.run;

import io.cascadeflow.policy.Constraint;
import io.cascadeflow.policy.RunLimit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run is under when little is left of a limit. Immutable.
 *
 * @param left the share of the limit, above 0 and below 1: it applies when no more is left
 * @param of which limit; absent for any of them
 * @param then what it demands; at least one
 */
public record Pressure(double left, @Nullable RunLimit of, List<Constraint> then) {

    public Pressure {
        then = List.copyOf(then);
        if (!(left > 0 && left < 1)) {
            throw new IllegalArgumentException(
                    "a share of a run's limit is %s; it is above 0 and below 1".formatted(left));
        }
        if (then.isEmpty()) {
            throw new IllegalArgumentException("what a run is under at %s left demands nothing".formatted(left));
        }
    }
}
