package io.cascadeflow.agent.run;

import io.cascadeflow.pricing.Usd;
import org.jspecify.annotations.Nullable;

/**
 * What a run wants to do next.
 *
 * @param path the run
 * @param atMost what it may use; the energy is zero where it is not known
 * @param energyKnown whether it is
 */
public record Wanted(RunPath path, Tally atMost, boolean energyKnown) {

    /**
     * A request to a model.
     *
     * @param energy the most millijoules that it can take; absent when that is not known
     */
    public static Wanted call(RunPath path, Usd atMost, @Nullable Long energy) {
        return new Wanted(path, Tally.ofCall(atMost, energy), energy != null);
    }

    /** Calls of tools, all of them or none. */
    public static Wanted tools(RunPath path, int calls) {
        return new Wanted(path, new Tally(0, calls, Usd.ZERO, 0, 0), true);
    }
}
