package io.cascadeflow.camel.dashboard;

import java.util.Map;

/** Words of the record as people say them. Pure functions. */
final class Words {

    private static final Map<String, String> REASONS = Map.ofEntries(
            Map.entry("below-threshold", "confidence below what the tier asks for"),
            Map.entry("given-up", "began like those that hardly ever reach the threshold"),
            Map.entry("not-measured", "no confidence could be measured"),
            Map.entry("not-judged", "no judge has looked at it"),
            Map.entry("defect", "a fault in the answer, such as that it was cut off"),
            Map.entry("condition", "the tier's own condition does not hold"),
            Map.entry("drift", "its gate no longer fits its traffic"),
            Map.entry("tier-failed", "the tier failed"),
            Map.entry("filtered", "the provider's content filter"),
            Map.entry("nested", "cascades are nested too deep"),
            Map.entry("policy", "a rule of the policy"),
            Map.entry("budget", "a budget"),
            Map.entry("run", "its run was stopped"),
            Map.entry("deadline", "no time left"));

    private static final Map<String, String> TAGS =
            Map.of("accepted", "good", "escalated", "good", "degraded", "warn", "rejected", "bad", "failed", "bad");

    private Words() {}

    static Html reason(String code) {
        String words = REASONS.get(code);
        return words == null ? Html.foreign(code) : Html.of("span", words);
    }

    static Html outcome(String outcome) {
        return Html.of("span", outcome).with("class", "tag " + TAGS.getOrDefault(outcome, ""));
    }
}
