package io.cascadeflow.camel.observe;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A run as observations of Micrometer's: one for the decision, a child of the current one, and in it one for each tier. */
final class ObservedRun implements WatchedRun {

    private static final Logger LOG = LoggerFactory.getLogger(ObservedRun.class);

    /** Values of closed sets; all others are of any number. */
    private static final Set<String> CLOSED = Set.of(
            "cascadeflow.tier", "cascadeflow.outcome", "cascadeflow.reason", "cascadeflow.accepted", "error.type");

    private static final String CASCADE = "cascadeflow.cascade";
    private static final String NONE_YET = "none";

    private final ObservationRegistry registry;
    private final String cascade;
    private @Nullable Observation decision;
    private @Nullable Observation tier;

    private ObservedRun(ObservationRegistry registry, String cascade) {
        this.registry = registry;
        this.cascade = cascade;
    }

    static WatchedRun begin(ObservationRegistry registry, String cascade) {
        ObservedRun run = new ObservedRun(registry, cascade);
        quietly(() -> run.decision =
                run.observation("cascadeflow.decision", "cascade " + cascade).start());
        return run;
    }

    /** All labels from the beginning: registries of meters want the same ones each time. */
    private Observation observation(String name, String shown) {
        Observation observation = Observation.createNotStarted(name, registry)
                .contextualName(shown)
                .lowCardinalityKeyValue(CASCADE, cascade);
        CLOSED.forEach(label -> observation.lowCardinalityKeyValue(label, NONE_YET));
        return observation;
    }

    @Override
    public void tierBegins(String name) {
        quietly(() -> {
            if (decision != null) {
                tier = observation("cascadeflow.tier", "tier " + name)
                        .parentObservation(decision)
                        .start();
            }
        });
    }

    @Override
    public void tierEnds(Map<String, String> attributes) {
        Observation ended = tier;
        tier = null;
        quietly(() -> end(ended, attributes));
    }

    @Override
    public void ends(Map<String, String> attributes) {
        tierEnds(Map.of());
        quietly(() -> end(decision, attributes));
    }

    private static void end(@Nullable Observation observation, Map<String, String> attributes) {
        if (observation == null) {
            return;
        }
        attributes.forEach((name, value) -> {
            if (CLOSED.contains(name)) {
                observation.lowCardinalityKeyValue(name, value);
            } else if (!name.equals(CASCADE)) {
                observation.highCardinalityKeyValue(name, value);
            }
        });
        observation.stop();
    }

    /** What observes must not cost the caller the answer that was paid for. */
    private static void quietly(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            LOG.debug("a handler of observations failed", e);
        }
    }
}
