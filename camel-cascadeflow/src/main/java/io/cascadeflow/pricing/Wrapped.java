package io.cascadeflow.pricing;

import io.cascadeflow.model.ModelId;
import java.util.Optional;
import java.util.Set;

/** Models that are asked through another library, where their name says whose they are: {@code langchain4j:openai:gpt-4o-mini}. */
final class Wrapped {

    private static final Set<String> LIBRARIES = Set.of("langchain4j", "spring-ai");

    private Wrapped() {}

    /** The model itself, at its own provider; empty when the name does not say. */
    static Optional<ModelId> model(ModelId named) {
        String name = named.name();
        int colon = name.indexOf(':');
        boolean says = LIBRARIES.contains(named.provider()) && colon > 0 && colon < name.length() - 1;
        return says
                ? Optional.of(ModelId.parse(name)).filter(model -> !LIBRARIES.contains(model.provider()))
                : Optional.empty();
    }

    /** The model that answered in the place of the one that was asked, named like that. */
    static ModelId served(ModelId asked, String served) {
        return model(asked)
                .map(model -> new ModelId(asked.provider(), model.provider() + ":" + served))
                .orElseGet(() -> new ModelId(asked.provider(), served));
    }
}
