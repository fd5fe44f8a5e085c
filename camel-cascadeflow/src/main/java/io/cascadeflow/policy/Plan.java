package io.cascadeflow.policy;

import io.cascadeflow.policy.Constraint.ForceTier;
import io.cascadeflow.policy.Constraint.MaxTier;
import io.cascadeflow.policy.Constraint.StartAt;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which tiers of a cascade may be asked. Immutable.
 *
 * @param left by name, in order
 * @param out by the name of a tier that may not be asked the names of the rules that say so, in order
 * @param unknown by the name of a tier that there is not the names of the rules that name it
 */
public record Plan(List<String> left, Map<String, Set<String>> out, Map<String, Set<String>> unknown) {

    public Plan {
        left = List.copyOf(left);
    }

    static Plan of(Ruling ruling, List<Rung> rungs) {
        List<String> names = rungs.stream().map(Rung::name).toList();
        Map<String, Set<String>> out = new LinkedHashMap<>();
        Map<String, Set<String>> unknown = new LinkedHashMap<>();
        for (Imposed each : ruling.imposed()) {
            String tier = tierOf(each.constraint());
            if (tier != null && !names.contains(tier)) {
                unknown.computeIfAbsent(tier, key -> new LinkedHashSet<>()).add(each.rule());
            }
        }
        for (int i = 0; i < rungs.size(); i++) {
            Set<String> rules = new LinkedHashSet<>();
            for (Imposed each : ruling.imposed()) {
                if (leavesOut(each.constraint(), names, i)) {
                    rules.add(each.rule());
                }
            }
            rules.addAll(forbidding(ruling, rungs.get(i)));
            if (!rules.isEmpty()) {
                out.put(names.get(i), rules);
            }
        }
        return new Plan(names.stream().filter(name -> !out.containsKey(name)).toList(), out, unknown);
    }

    private static boolean leavesOut(Constraint constraint, List<String> names, int tier) {
        if (constraint instanceof StartAt start) {
            return tier < names.indexOf(start.tier());
        }
        if (constraint instanceof MaxTier max) {
            return names.contains(max.tier()) && tier > names.indexOf(max.tier());
        }
        return constraint instanceof ForceTier force && !names.get(tier).equals(force.tier());
    }

    private static @Nullable String tierOf(Constraint constraint) {
        if (constraint instanceof StartAt start) {
            return start.tier();
        }
        if (constraint instanceof MaxTier max) {
            return max.tier();
        }
        return constraint instanceof ForceTier force ? force.tier() : null;
    }

    /** One model that may be asked is enough. */
    private static List<String> forbidding(Ruling ruling, Rung rung) {
        List<String> rules = new ArrayList<>();
        for (Candidate candidate : rung.models()) {
            Denial denial = ruling.denies(candidate).orElse(null);
            if (denial == null) {
                return List.of();
            }
            rules.addAll(denial.rules());
        }
        return rules;
    }

    /** The names of the rules that leave a tier out; none for one that is left. */
    public Set<String> against(String tier) {
        return out.getOrDefault(tier, Set.of());
    }

    /**
     * Why no tier may be asked; null when one may. A rule about a tier that there is not denies everything: nobody knows
     * what it would have left.
     */
    public @Nullable Denial denial(String cascade) {
        if (!unknown.isEmpty()) {
            Map.Entry<String, Set<String>> first = unknown.entrySet().iterator().next();
            return Denial.ofUnknownTier(first.getKey(), cascade, first.getValue());
        }
        if (!left.isEmpty()) {
            return null;
        }
        Set<String> rules = new LinkedHashSet<>();
        out.values().forEach(rules::addAll);
        return Denial.by(rules, "no tier of cascade '%s' is left for this call".formatted(cascade));
    }

    /**
     * Why the cascade may not be asked, whatever the reason; null when it may.
     *
     * @param ruling of which this is the plan
     * @param forced the only tier that the caller wants; absent for the usual way
     */
    public @Nullable Denial denial(Ruling ruling, String cascade, @Nullable String forced) {
        Denial all = ruling.deniesAll().orElse(null);
        if (all != null) {
            return all;
        }
        return forced == null || against(forced).isEmpty()
                ? denial(cascade)
                : Denial.ofForcedTier(forced, cascade, against(forced));
    }
}
