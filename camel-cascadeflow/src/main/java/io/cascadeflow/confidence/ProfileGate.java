package io.cascadeflow.confidence;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks the structure, observes signals, and weighs them by a profile. Immutable. */
public final class ProfileGate implements Gate {

    private static final ProfileGate FIRST = of(GateProfile.first());

    private final GateProfile profile;
    private final GateVersion version;

    private ProfileGate(GateProfile profile) {
        this.profile = profile;
        this.version = GateVersion.of(profile);
    }

    /** The shipped gate, for those who have no recordings yet: weights by reasoning, fitted on nothing. */
    public static ProfileGate first() {
        return FIRST;
    }

    /**
     * A gate with these weights.
     *
     * @throws IllegalArgumentException when the profile weighs a signal that nothing here observes
     */
    public static ProfileGate of(GateProfile profile) {
        Set<String> known = Signals.byName(Signals.standard()).keySet();
        for (String name : profile.terms().keySet()) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(
                        "gate profile '%s' weighs the signal '%s', which nothing here observes; known are %s"
                                .formatted(
                                        profile.name(),
                                        name,
                                        known.stream().sorted().toList()));
            }
        }
        return new ProfileGate(profile);
    }

    public GateProfile profile() {
        return profile;
    }

    @Override
    public Assessment assess(Draft draft) {
        Map<String, Double> signals = draft.signals();
        return new Assessment(draft.facts().defects(), confidence(signals), signals, null, version);
    }

    private @Nullable Double confidence(Map<String, Double> signals) {
        OptionalDouble confidence = profile.confidence(signals);
        return confidence.isPresent() ? confidence.getAsDouble() : null;
    }
}
