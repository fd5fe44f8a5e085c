package io.cascadeflow.agent.run;

import io.cascadeflow.pricing.Usd;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What other rules would have made of a run, as far as its trace tells. What the run would have done instead, nobody knows: so from
 * the first change on, what is said holds only if it had gone on as it did. Immutable.
 *
 * @param run its id
 * @param calls how many requests to models were made
 * @param cost what they cost
 * @param changes what would have been otherwise, in order
 * @param stoppedCost what those calls cost that would not have been made, if the run had gone on with the others
 * @param costFromFirstStop what all calls cost from the first on that would not have been made: if the run had ended there
 * @param otherwiseCost what those calls cost that would have been otherwise; what they would have cost then is not known
 * @param unknownCalls calls that were refused then and would have been made now; what they would have cost is not known, but no
 *     more than {@code unknownAtMost}
 * @param notes what could not be judged, and why
 */
public record WhatIf(
        String run,
        long calls,
        Usd cost,
        List<Change> changes,
        Usd stoppedCost,
        Usd costFromFirstStop,
        Usd otherwiseCost,
        long unknownCalls,
        Usd unknownAtMost,
        List<String> notes) {

    /**
     * One thing that would have been otherwise.
     *
     * @param entry the number of the trace's entry when it began
     * @param at when
     * @param run the run that it belongs to
     * @param model that was asked; empty for tools
     * @param action {@code stop}, {@code switch-model}, {@code deny-tools}, {@code narrow}, or {@code allow} for what was refused
     * @param rule whose doing it is; empty for {@code allow}
     * @param sure whether it is known: it is the first change, and the trace has all that its rule asks for
     * @param text for people
     */
    public record Change(
            long entry, Instant at, String run, String model, String action, String rule, boolean sure, String text) {}

    public WhatIf {
        changes = List.copyOf(changes);
        notes = List.copyOf(notes);
    }

    /** The first change that stops something; absent when none does. */
    public @Nullable Change firstStop() {
        return changes.stream()
                .filter(change -> change.action().equals("stop"))
                .findFirst()
                .orElse(null);
    }
}
