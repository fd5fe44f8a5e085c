package io.cascadeflow.confidence;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The signals that are observed on every draft, as far as they can be: no embedding, and no call that was not made anyway. */
public final class Signals {

    private static final List<SignalSource> STANDARD = List.of(
            new QuestionSignals(),
            new LogprobSignals(),
            new ClosingSignals(),
            new ReasoningSignals(),
            new StructureSignals(),
            new ArithmeticSignals(),
            new TextSignals(),
            new WordingSignals(),
            new FinalSignals(),
            new GroundSignals(),
            new CodeSignals(),
            new StyleSignals(),
            new AgreementSignals());

    private static final Set<String> FAMILIES = STANDARD.stream()
            .flatMap(source -> source.signals().stream())
            .map(signal -> family(signal.name()))
            .collect(Collectors.toUnmodifiableSet());

    private Signals() {}

    /** The families that every gate observes, cheapest first. */
    public static List<SignalSource> standard() {
        return STANDARD;
    }

    /** What they show of a draft, with what was measured of it elsewhere; by name. */
    static Map<String, Double> of(DraftFacts facts) {
        Observations observations = new Observations();
        for (SignalSource source : STANDARD) {
            source.observe(facts, observations);
        }
        observations.putMeasured(facts.draft().context().measured());
        return observations.values();
    }

    /** Whether a signal of this name can only be one of {@link #standard}. */
    static boolean isOfOurFamilies(String name) {
        return FAMILIES.contains(family(name));
    }

    /** Whether this name is ours: observed on every draft, or measured on demand. A user's own has another family. */
    public static boolean isReserved(String name) {
        return isOfOurFamilies(name)
                || MeasuredSignals.all().stream()
                        .anyMatch(signal -> family(signal.name()).equals(family(name)));
    }

    static String family(String name) {
        return name.substring(0, Math.max(0, name.indexOf('.')));
    }

    /** Every signal of these families by name. Two of the same name are an error. */
    public static Map<String, Signal> byName(List<SignalSource> sources) {
        Map<String, Signal> byName = new LinkedHashMap<>();
        for (SignalSource source : sources) {
            for (Signal signal : source.signals()) {
                if (byName.put(signal.name(), signal) != null) {
                    throw new IllegalArgumentException(
                            "two signals are named '%s'; give each its own name".formatted(signal.name()));
                }
            }
        }
        return byName;
    }
}
