package io.cascadeflow.agent.run;

import io.cascadeflow.model.ModelId;
import io.cascadeflow.model.TokenUsage;
import org.jspecify.annotations.Nullable;

/** What calls of models take of energy. */
@FunctionalInterface
public interface EnergyFigures {

    /** Nothing is known. */
    EnergyFigures UNKNOWN = (model, usage) -> null;

    /** Millijoules, 0 or more; absent when it is not known. */
    @Nullable
    Long of(ModelId model, TokenUsage usage);
}
