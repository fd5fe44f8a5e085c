package io.cascadeflow.camel;

import io.cascadeflow.confidence.Gate;
import org.jspecify.annotations.Nullable;

/** What to say when a tier's option needs what only a fitted profile knows, and its gate has none. */
final class Unfitted {

    private Unfitted() {}

    /**
     * A complaint with the way out.
     *
     * @param option as it is written in a route
     * @param gate judges the tier's answers; absent when none is named
     * @param reference how the gate is named; absent when none is
     */
    static IllegalArgumentException complaint(String option, @Nullable Gate gate, @Nullable String reference) {
        return new IllegalArgumentException(
                gate == null || reference == null
                        ? "%s needs a gate with a fitted profile; name it by gate".formatted(option)
                        : "%s needs a gate with a fitted profile, and '%s' is none; name the profile that replay.jar fit wrote"
                                .formatted(option, reference));
    }
}
