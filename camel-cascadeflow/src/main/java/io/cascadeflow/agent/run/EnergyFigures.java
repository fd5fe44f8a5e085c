package io.cascadeflow.agent.run;

import io.cascadeflow.model.ModelId;
import io.cascadeflow.model.TokenUsage;
import org.jspecify.annotations.Nullable;

/** What calls of models take of energy. */
@FunctionalInterface
public interface EnergyFigures {

    double MILLIJOULES_OF_WATT_HOUR = 3_600_000;

    /** Nothing is known. */
    EnergyFigures UNKNOWN = (model, usage) -> null;

    /** So many watt-hours, to the next millijoule. */
    static long millijoules(double wattHours) {
        return (long) Math.ceil(wattHours * MILLIJOULES_OF_WATT_HOUR);
    }

    /** Millijoules, 0 or more; absent when it is not known. */
    @Nullable
    Long of(ModelId model, TokenUsage usage);
}
