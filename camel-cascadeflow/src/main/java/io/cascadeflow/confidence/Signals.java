package io.cascadeflow.confidence;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The signals that are observed on every draft, as far as they can be: no embedding, and no call that was not made anyway. */
public final class Signals {

    private static final List<SignalSource> STANDARD = List.of(
            new LogprobSignals(),
            new StructureSignals(),
            new ArithmeticSignals(),
            new TextSignals(),
            new WordingSignals(),
            new FinalSignals(),
            new StyleSignals(),
            new AgreementSignals());

    private Signals() {}

    /** The families that every gate observes, cheapest first. */
    public static List<SignalSource> standard() {
        return STANDARD;
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
