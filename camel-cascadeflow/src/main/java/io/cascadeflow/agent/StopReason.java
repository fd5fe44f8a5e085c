package io.cascadeflow.agent;

import java.util.Locale;

/** Why an agent stopped: a closed set. */
public enum StopReason {
    /** The model answered and wants no tool. */
    ANSWERED,
    /** The model wants a tool that the caller offered: whoever did calls it. */
    TOOLS_RETURNED,
    /** The model was asked as often as it may be. */
    MAX_STEPS,
    /** The model wants more calls of tools than are left. */
    MAX_TOOL_CALLS,
    /** The model goes on with calls that it was told not to make again. */
    REPEATS,
    /** There is no time left. */
    TIME,
    /** A budget is spent. */
    BUDGET,
    /** A rule for runs says so, or somebody has ended the run. */
    RUN,
    /** A call of a tool is denied, and that ends it. */
    DENIED,
    /** Too many agents are within each other. */
    DEPTH,
    /** The caller does not want an answer any more. */
    CANCELLED,
    /** The model could not be asked. */
    FAILED;

    /** As headers and records have it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether the agent came to an end by itself. */
    public boolean isEnd() {
        return this == ANSWERED || this == TOOLS_RETURNED;
    }
}
