package io.cascadeflow.policy.explain;

import io.cascadeflow.policy.Denial;
import io.cascadeflow.policy.explain.PolicyExplanation.Would;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** An explanation as plain values. */
final class ExplanationMembers {

    private ExplanationMembers() {}

    static Map<String, @Nullable Object> of(PolicyExplanation explanation) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("version", explanation.version());
        members.put(
                explanation.subject().alone() ? "model" : "cascade",
                explanation.subject().name());
        members.put("at", explanation.at().toString());
        members.put("facts", new TreeMap<>(explanation.facts()));
        members.put(
                "rules",
                explanation.rules().stream().map(ExplanationMembers::rule).toList());
        members.put(
                "tiers",
                explanation.tiers().stream().map(ExplanationMembers::tier).toList());
        members.put(
                "fields",
                explanation.fields().stream().map(ExplanationMembers::field).toList());
        put(members, explanation.plan(), explanation.denial());
        Would observed = explanation.observed();
        if (observed != null) {
            Map<String, @Nullable Object> would = new LinkedHashMap<>();
            put(would, observed.plan(), observed.denial());
            members.put("observed", would);
        }
        return members;
    }

    private static void put(Map<String, @Nullable Object> into, List<String> plan, @Nullable Denial denial) {
        into.put("plan", plan);
        into.put("denial", denial == null ? null : denial.text());
        into.put("deniedBy", denial == null ? List.of() : sorted(denial.rules()));
    }

    private static Map<String, @Nullable Object> rule(RuleExplanation rule) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("rule", rule.rule());
        members.put("mode", rule.mode().name().toLowerCase(Locale.ROOT));
        members.put("applied", rule.applied());
        members.put(
                "because",
                rule.because().stream().map(ExplanationMembers::clause).toList());
        members.put(
                "effects",
                rule.effects().stream().map(ExplanationMembers::effect).toList());
        return members;
    }

    private static Map<String, Object> clause(Clause clause) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("condition", clause.condition());
        members.put("fact", clause.fact());
        members.put("holds", clause.verdict().name().toLowerCase(Locale.ROOT));
        return members;
    }

    private static Map<String, Object> effect(Effect effect) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("constraint", effect.constraint());
        members.put("changes", effect.changes());
        members.put("text", effect.text());
        return members;
    }

    private static Map<String, @Nullable Object> tier(TierExplanation tier) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("tier", tier.tier());
        members.put("models", tier.models());
        members.put("left", tier.isLeft());
        members.put("leftOutBy", sorted(tier.leftOutBy()));
        Map<String, Object> denied = new TreeMap<>();
        tier.denied().forEach((model, rules) -> denied.put(model, sorted(rules)));
        members.put("denied", denied);
        members.put("configuredAcceptAbove", tier.configured());
        members.put("acceptAbove", tier.acceptAbove());
        members.put("acceptAboveBy", sorted(tier.acceptAboveBy()));
        return members;
    }

    private static Map<String, Object> field(Field field) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("field", field.name());
        members.put("value", field.value());
        members.put("rules", sorted(field.rules()));
        return members;
    }

    private static List<String> sorted(Collection<String> names) {
        return List.copyOf(new TreeSet<>(names));
    }
}
