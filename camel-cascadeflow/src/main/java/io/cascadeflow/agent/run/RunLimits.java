package io.cascadeflow.agent.run;

import io.cascadeflow.policy.RunLimit;
import io.cascadeflow.pricing.Usd;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How much a run may use, with all runs within it. What is absent has no limit. Immutable.
 *
 * @param budget US dollars, 0 or more; zero lets nothing through that costs anything
 * @param calls requests to models, 0 or more
 * @param toolCalls calls of tools, 0 or more
 * @param time from the first call on, above zero; no call begins later
 * @param energy millijoules, 0 or more. A call whose energy is not known is not made
 * @param depth how many runs may be within it, one in the other; zero for none
 */
public record RunLimits(
        @Nullable Usd budget,
        @Nullable Long calls,
        @Nullable Long toolCalls,
        @Nullable Duration time,
        @Nullable Long energy,
        @Nullable Integer depth) {

    public static final RunLimits NONE = new RunLimits(null, null, null, null, null, null);

    public RunLimits {
        requireNone(budget != null && budget.compareTo(Usd.ZERO) < 0, RunLimit.BUDGET, budget);
        requireNone(calls != null && calls < 0, RunLimit.CALLS, calls);
        requireNone(toolCalls != null && toolCalls < 0, RunLimit.TOOL_CALLS, toolCalls);
        requireNone(energy != null && energy < 0, RunLimit.ENERGY, energy);
        requireNone(depth != null && depth < 0, RunLimit.DEPTH, depth);
        if (time != null && (time.isNegative() || time.isZero())) {
            throw new IllegalArgumentException("a run's time is %s; it must be longer than 0".formatted(time));
        }
    }

    private static void requireNone(boolean negative, RunLimit limit, @Nullable Object value) {
        if (negative) {
            throw new IllegalArgumentException("a run's %s is %s; it must be 0 or more".formatted(limit.word(), value));
        }
    }

    public RunLimits withBudget(String usd) {
        return new RunLimits(Usd.of(usd), calls, toolCalls, time, energy, depth);
    }

    public RunLimits withCalls(long most) {
        return new RunLimits(budget, most, toolCalls, time, energy, depth);
    }

    public RunLimits withToolCalls(long most) {
        return new RunLimits(budget, calls, most, time, energy, depth);
    }

    public RunLimits withTime(Duration most) {
        return new RunLimits(budget, calls, toolCalls, most, energy, depth);
    }

    public RunLimits withEnergy(long millijoules) {
        return new RunLimits(budget, calls, toolCalls, time, millijoules, depth);
    }

    public RunLimits withDepth(int most) {
        return new RunLimits(budget, calls, toolCalls, time, energy, most);
    }

    /** Whether there is such a limit. */
    public boolean has(RunLimit limit) {
        return limit == RunLimit.DEPTH ? depth != null : left(limit, Tally.ZERO, Duration.ZERO) != null;
    }

    /** The share of a limit that is left, 0 and less to 1; absent where there is no such limit, and for depth. */
    @Nullable
    Double left(RunLimit limit, Tally used, Duration taken) {
        return switch (limit) {
            case BUDGET -> budget == null ? null : left(used.cost().nanos(), budget.nanos());
            case CALLS -> calls == null ? null : left(used.calls(), calls);
            case TOOL_CALLS -> toolCalls == null ? null : left(used.toolCalls(), toolCalls);
            case TIME -> time == null ? null : left(taken.toMillis(), time.toMillis());
            case ENERGY -> energy == null ? null : left(used.energy(), energy);
            case DEPTH, END -> null;
        };
    }

    private static Double left(long used, long limit) {
        return limit == 0 ? 0.0 : (double) (limit - used) / limit;
    }
}
