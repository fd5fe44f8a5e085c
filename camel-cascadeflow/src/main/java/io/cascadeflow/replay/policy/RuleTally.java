package io.cascadeflow.replay.policy;

import io.cascadeflow.policy.explain.RuleExplanation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How often a rule did something.
 *
 * @param rule its name
 * @param mode off, observe or enforce
 * @param applied how many questions its condition held for
 * @param unknown for how many it could not be evaluated, so that it applied to be safe
 * @param changed how many were another call for it; of a rule that is only observed none
 * @param effects by what it did, how often; of a rule that is only observed what it would have done
 */
public record RuleTally(String rule, String mode, int applied, int unknown, int changed, Map<String, Integer> effects) {

    /** Of every rule, in the order of the policy. */
    static List<RuleTally> of(List<RuledQuestion> questions) {
        Map<String, RuleTally> tallies = new LinkedHashMap<>();
        for (RuledQuestion question : questions) {
            for (RuleExplanation rule : question.rules().rules()) {
                tallies.merge(rule.rule(), of(rule), RuleTally::plus);
            }
        }
        return List.copyOf(tallies.values());
    }

    private static RuleTally of(RuleExplanation rule) {
        Map<String, Integer> effects = new LinkedHashMap<>();
        rule.effects().stream()
                .filter(effect -> effect.changes())
                .forEach(effect -> effects.merge(effect.constraint() + " " + effect.text(), 1, Integer::sum));
        return new RuleTally(
                rule.rule(),
                rule.mode().name().toLowerCase(Locale.ROOT),
                rule.applied().equals("yes") ? 1 : 0,
                rule.applied().equals("unknown") ? 1 : 0,
                rule.changes() ? 1 : 0,
                effects);
    }

    private RuleTally plus(RuleTally more) {
        Map<String, Integer> all = new LinkedHashMap<>(effects);
        more.effects.forEach((effect, times) -> all.merge(effect, times, Integer::sum));
        return new RuleTally(rule, mode, applied + more.applied, unknown + more.unknown, changed + more.changed, all);
    }
}
