package io.cascadeflow.budget;

import io.cascadeflow.model.ModelId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Which call an entry of the ledger is about.
 *
 * @param decision the id of the decision that the call was made for
 * @param attempt which attempt of that decision, from 1
 * @param model the model that was asked
 * @param facts what is known about the call, by name: {@link #KNOWN} and up to eight others; values that are blank are left
 *     away, long ones cut and marked
 */
public record CallRef(String decision, int attempt, ModelId model, Map<String, String> facts) {

    /** The facts with a column of their own. */
    public static final List<String> KNOWN =
            List.of("tenant", "user", "project", "run", "cascade", "tier", "domain", "role");

    private static final int MOST_OTHERS = 8;
    private static final int LONGEST_NAME = 40;

    public CallRef {
        AccountText.requireFit("the id of a decision", decision);
        AccountText.requireFit("the name of a model", model.toString());
        facts = fit(facts);
    }

    /** A call about which nothing else is known. */
    public CallRef(String decision, int attempt, ModelId model) {
        this(decision, attempt, model, Map.of());
    }

    private static Map<String, String> fit(Map<String, String> facts) {
        if (isFit(facts)) {
            return Map.copyOf(facts);
        }
        Map<String, String> fit = new HashMap<>();
        facts.forEach((name, value) -> {
            if (!value.isBlank()) {
                fit.put(requireName(name), AccountText.fit(value));
            }
        });
        long others =
                fit.keySet().stream().filter(name -> !KNOWN.contains(name)).count();
        if (others > MOST_OTHERS) {
            throw new IllegalArgumentException("a call with the facts %s: beside %s it may have %d others"
                    .formatted(new TreeSet<>(fit.keySet()), KNOWN, MOST_OTHERS));
        }
        return Map.copyOf(fit);
    }

    /** Most calls have but known facts as they should be: they cost nothing more than a look. */
    private static boolean isFit(Map<String, String> facts) {
        for (Map.Entry<String, String> fact : facts.entrySet()) {
            String value = fact.getValue();
            if (!KNOWN.contains(fact.getKey()) || value.isBlank() || !AccountText.isFit(value)) {
                return false;
            }
        }
        return true;
    }

    private static String requireName(String name) {
        AccountText.requireFit("the name of a fact", name);
        if (name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException(
                    "the name of a fact is longer than %d characters: %s".formatted(LONGEST_NAME, name));
        }
        return name;
    }
}
