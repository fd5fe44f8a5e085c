package io.cascadeflow.agent.run;

import io.cascadeflow.model.ModelId;
import java.util.Set;

/** What the operator says about models. */
@FunctionalInterface
public interface Tags {

    /** Nothing. */
    Tags NONE = model -> Set.of();

    /** Such as {@code eu}; empty when nothing is said. */
    Set<String> of(ModelId model);
}
