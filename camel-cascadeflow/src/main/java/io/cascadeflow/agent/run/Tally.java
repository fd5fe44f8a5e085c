package io.cascadeflow.agent.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.cascadeflow.pricing.Usd;
import org.jspecify.annotations.Nullable;

/**
 * What a run uses, in all that is limited but time. Whole numbers, so that sums don't depend on their order.
 *
 * @param calls requests to models
 * @param toolCalls calls of tools that answers asked for
 * @param cost in US dollars
 * @param energy in millijoules, of those calls of which it is known
 * @param energyUnknown how many calls there are of which it is not
 */
public record Tally(
        long calls,
        long toolCalls,
        @JsonProperty("costUsd") Usd cost,
        @JsonProperty("energyMj") long energy,
        long energyUnknown) {

    public static final Tally ZERO = new Tally(0, 0, Usd.ZERO, 0, 0);

    /** One request to a model. */
    static Tally ofCall(Usd cost, @Nullable Long energy) {
        return energy == null ? new Tally(1, 0, cost, 0, 1) : new Tally(1, 0, cost, energy, 0);
    }

    public Tally plus(Tally other) {
        return new Tally(
                Math.addExact(calls, other.calls),
                Math.addExact(toolCalls, other.toolCalls),
                cost.plus(other.cost),
                Math.addExact(energy, other.energy),
                Math.addExact(energyUnknown, other.energyUnknown));
    }

    public Tally minus(Tally other) {
        return new Tally(
                Math.subtractExact(calls, other.calls),
                Math.subtractExact(toolCalls, other.toolCalls),
                cost.minus(other.cost),
                Math.subtractExact(energy, other.energy),
                Math.subtractExact(energyUnknown, other.energyUnknown));
    }
}
