package io.cascadeflow.agent;

import io.cascadeflow.agent.ToolDenial.By;
import io.cascadeflow.agent.ToolOutcome.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The calls of a run so far, by what is the same about them. Immutable.
 *
 * @param calls by {@link #key}
 */
record Past(Map<String, Same> calls) {

    static final Past NONE = new Past(Map.of());

    /**
     * All calls that are the same.
     *
     * @param answered how often the tool answered
     * @param alike how often in a row the same came of it
     * @param uncertain whether it was started once and nobody knows what it did
     * @param refused how often it was not made since it was there before
     * @param last what came of the last one that was made
     */
    record Same(
            int answered,
            int alike,
            boolean uncertain,
            int refused,
            @Nullable ToolOutcome last) {

        static final Same NONE = new Same(0, 0, false, 0, null);

        Same and(ToolOutcome outcome) {
            if (outcome.kind() == Kind.REPEATED) {
                return new Same(answered, alike, uncertain, refused + 1, last);
            }
            boolean same =
                    last != null && last.kind() == outcome.kind() && last.text().equals(outcome.text());
            boolean lost = outcome.kind() == Kind.FAILED
                    || outcome.kind() == Kind.TIMED_OUT
                    || (outcome.denial() != null && outcome.denial().by() == By.TOOL);
            return new Same(
                    answered + (outcome.kind() == Kind.DONE ? 1 : 0),
                    same ? alike + 1 : 1,
                    uncertain || lost,
                    refused,
                    outcome);
        }
    }

    Past {
        calls = Map.copyOf(calls);
    }

    static String key(String tool, String arguments) {
        return tool + " " + arguments;
    }

    Same of(String key) {
        return calls.getOrDefault(key, Same.NONE);
    }

    /** @param outcomes with their keys, in order; the same key may be there several times */
    Past and(List<Map.Entry<String, ToolOutcome>> outcomes) {
        Map<String, Same> all = new HashMap<>(calls);
        outcomes.forEach(each -> all.put(
                each.getKey(), all.getOrDefault(each.getKey(), Same.NONE).and(each.getValue())));
        return new Past(all);
    }
}
