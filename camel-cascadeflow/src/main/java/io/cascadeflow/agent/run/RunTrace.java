package io.cascadeflow.agent.run;

import java.time.Instant;
import java.util.List;

/**
 * All that happened in a run, in the order in which it ended. Immutable.
 *
 * @param run its id
 * @param began when its first call was made
 * @param entries of it and of all runs within it
 * @param missing how many further entries there were that are not kept, since there were too many
 */
public record RunTrace(String run, Instant began, List<RunEntry> entries, long missing) {

    public RunTrace {
        entries = List.copyOf(entries);
    }
}
