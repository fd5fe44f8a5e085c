package io.cascadeflow.camel.draft;

import io.cascadeflow.pricing.Usd;
import io.cascadeflow.provider.Metered;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was measured of a draft, and what that cost.
 *
 * @param signals by name; what could not be measured is not there
 * @param calls the calls of the draft's own model that were made for it
 * @param foreign what others said that their part cost
 */
public record Findings(Map<String, Double> signals, List<Metered> calls, Usd foreign) {

    /** Nothing was measured, at no cost. */
    public static final Findings NONE = of(Map.of());

    public Findings {
        signals = Map.copyOf(signals);
        calls = List.copyOf(calls);
    }

    public static Findings of(Map<String, Double> signals) {
        return new Findings(signals, List.of(), Usd.ZERO);
    }

    /** Both together. */
    public Findings plus(Findings other) {
        Map<String, Double> allSignals = new LinkedHashMap<>(signals);
        allSignals.putAll(other.signals);
        List<Metered> allCalls = new ArrayList<>(calls);
        allCalls.addAll(other.calls);
        return new Findings(allSignals, allCalls, foreign.plus(other.foreign));
    }

    /** What all calls of the draft's own model cost. */
    public Usd cost() {
        return calls.stream().map(Metered::cost).reduce(Usd.ZERO, Usd::plus);
    }
}
