package io.cascadeflow.audit.trail;

import com.fasterxml.jackson.databind.JsonNode;
import io.cascadeflow.policy.Denial;
import java.util.ArrayList;
import java.util.List;

/** Tells a decision as it is on record in sentences, for people: what was passed over, asked and taken, and why. Pure functions. */
public final class DecisionStory {

    private DecisionStory() {}

    /**
     * The sentences, in the order in which it happened.
     *
     * @param decision the members of its entry
     */
    public static List<String> of(JsonNode decision) {
        List<String> lines = new ArrayList<>();
        lines.add("cascade '%s' %s: %s"
                .formatted(text(decision, "cascade"), text(decision, "outcome"), text(decision, "reason")));
        decision.path("policy")
                .path("rules")
                .forEach(rule -> lines.add("rule '%s' of the policy applied".formatted(rule.asText())));
        decision.path("policy")
                .path("observed")
                .forEach(rule -> lines.add("rule '%s' of the policy, which is only observed, would have applied"
                        .formatted(rule.asText())));
        decision.path("skipped")
                .forEach(skipped -> lines.add(
                        "tier '%s' was passed over: %s".formatted(text(skipped, "tier"), text(skipped, "reason"))));
        decision.path("tiers").forEach(tier -> lines.add(tier(tier)));
        lines.add("all together cost %s USD%s".formatted(text(decision, "totalCostUsd"), comparison(decision)));
        return List.copyOf(lines);
    }

    /**
     * The same, with what came of the tools that the answer asked for.
     *
     * @param calls of that decision
     */
    public static List<String> of(JsonNode decision, List<KeptToolCall> calls) {
        List<String> lines = new ArrayList<>(of(decision));
        calls.forEach(called -> lines.add(called(called.json())));
        return List.copyOf(lines);
    }

    private static String called(JsonNode called) {
        StringBuilder line = new StringBuilder("agent '%s', step %s: call %s, of tool '%s'"
                .formatted(text(called, "agent"), text(called, "step"), text(called, "number"), text(called, "tool")));
        if (called.hasNonNull("risk")) {
            line.append(" (risk ").append(text(called, "risk")).append(')');
        }
        line.append(": ").append(text(called, "outcome"));
        if (called.has("rules")) {
            List<String> rules = new ArrayList<>();
            called.path("rules").forEach(rule -> rules.add(rule.asText()));
            line.append(" by ").append(Denial.names(rules));
        }
        return line.append(called.path("tookMs").asLong() > 0 ? ", took " + text(called, "tookMs") + " ms" : "")
                .toString();
    }

    private static String tier(JsonNode tier) {
        String name = text(tier, "tier");
        StringBuilder line = new StringBuilder("tier '%s'".formatted(name));
        if (tier.hasNonNull("model")) {
            line.append(" asked ").append(text(tier, "model")).append(',');
        }
        if (tier.hasNonNull("latencyMs")) {
            line.append(" took ").append(text(tier, "latencyMs")).append(" ms and");
        }
        line.append(" cost ").append(text(tier, "costUsd")).append(" USD");
        // reasons name their tier, and so does this
        String reason = text(tier, "reason").replace("tier '%s': ".formatted(name), "");
        return line.append(tier.path("accepted").asBoolean() ? "; taken: " : "; not taken: ")
                .append(reason)
                .toString();
    }

    private static String comparison(JsonNode decision) {
        return decision.hasNonNull("baselineCostUsd")
                ? ", where the dearest tier alone would have cost " + text(decision, "baselineCostUsd")
                : "";
    }

    private static String text(JsonNode of, String member) {
        return of.path(member).asText();
    }
}
