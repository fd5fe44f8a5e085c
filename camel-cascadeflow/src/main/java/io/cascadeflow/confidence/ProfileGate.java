package io.cascadeflow.confidence;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks the structure, observes signals, and weighs them by a profile. Immutable. */
public final class ProfileGate implements Gate {

    private static final ProfileGate FIRST = of(GateProfile.first());

    private final GateProfile profile;
    private final List<SignalSource> sources;

    private ProfileGate(GateProfile profile, List<SignalSource> sources) {
        this.profile = profile;
        this.sources = List.copyOf(sources);
    }

    /** The shipped gate, for those who have no recordings yet: weights by reasoning, fitted on nothing. */
    public static ProfileGate first() {
        return FIRST;
    }

    public static ProfileGate of(GateProfile profile) {
        return of(profile, Signals.standard());
    }

    /**
     * A gate that observes these families.
     *
     * @throws IllegalArgumentException when the profile weighs a signal that none of the families reports
     */
    public static ProfileGate of(GateProfile profile, List<SignalSource> sources) {
        Set<String> known = Signals.byName(sources).keySet();
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
        return new ProfileGate(profile, sources);
    }

    public GateProfile profile() {
        return profile;
    }

    @Override
    public Assessment assess(Draft draft) {
        DraftFacts facts = DraftFacts.of(draft);
        Observations observations = new Observations();
        for (SignalSource source : sources) {
            source.observe(facts, observations);
        }
        observations.putMeasured(draft.context().measured());
        Map<String, Double> signals = observations.values();
        return new Assessment(facts.defects(), confidence(signals), signals);
    }

    private @Nullable Double confidence(Map<String, Double> signals) {
        OptionalDouble confidence = profile.confidence(signals);
        return confidence.isPresent() ? confidence.getAsDouble() : null;
    }
}
