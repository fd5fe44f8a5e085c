package io.cascadeflow.examples.replay;

import java.nio.file.Path;

/**
 * The endpoints of the two tiers, as a route author would write them.
 *
 * @param small of the model that is asked first, as often as the gate looks at samples
 * @param large of the model that is asked when the draft is not accepted
 */
record Endpoints(String small, String large) {

    /** The name under which the gate that judges drafts is bound. */
    static final String GATE = "replay-gate";

    static Endpoints of(Path recording, Pair models) {
        return new Endpoints(recorded(models.small(), recording), recorded(models.large(), recording));
    }

    private static String recorded(String model, Path recording) {
        return "cascadeflow:recorded?model=%s&source=%s&gate=#%s".formatted(raw(model), raw(location(recording)), GATE);
    }

    /** Camel decodes locations as if they were URLs. */
    private static String location(Path file) {
        return "file:" + file.toAbsolutePath().toString().replace("%", "%25").replace("+", "%2B");
    }

    /** Camel takes what is inside as it is. */
    private static String raw(String value) {
        return "RAW(" + value + ")";
    }
}
