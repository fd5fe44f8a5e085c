package io.cascadeflow.confidence;

import io.cascadeflow.confidence.GateProfile.Term;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Signals that can only speak against a draft, such as an answer about something else. Where the recording had no example of
 * one, nothing was learned about such drafts, and a fitted gate states no confidence in them. Immutable.
 */
public final class Warnings {

    /** Log-odds by priors that are serious enough. */
    private static final double SERIOUS = 0.7;

    private static final Map<String, Term> ALL = all();

    private final Map<String, Term> unlearned;

    private Warnings(Map<String, Term> unlearned) {
        this.unlearned = unlearned;
    }

    private static Map<String, Term> all() {
        Map<String, Term> all = new TreeMap<>(GateProfile.first().terms());
        all.values().removeIf(term -> term.weight() >= 0 || term.centre() != 0);
        return all;
    }

    /** Whether the signal of this name can only speak against a draft. */
    public static boolean isWarning(String signal) {
        return ALL.containsKey(signal);
    }

    /** Those that were not learned from. */
    static Warnings besides(Set<String> learned) {
        Map<String, Term> unlearned = new TreeMap<>(ALL);
        unlearned.keySet().removeAll(learned);
        return new Warnings(unlearned);
    }

    /** What to say about the first serious one; absent when there is none. */
    @Nullable
    String raisedBy(Map<String, Double> signals) {
        for (Map.Entry<String, Term> warning : unlearned.entrySet()) {
            Double value = signals.get(warning.getKey());
            Term term = warning.getValue();
            if (value != null && -term.weight() * value / term.scale() >= SERIOUS) {
                return String.format(
                        Locale.ROOT,
                        "the signal %s is %.2f, and the recording had hardly an example of that",
                        warning.getKey(),
                        value);
            }
        }
        return null;
    }
}
