package io.cascadeflow.policy.explain;

import io.cascadeflow.policy.Denial;
import io.cascadeflow.policy.Facts;
import io.cascadeflow.policy.Fired;
import io.cascadeflow.policy.Plan;
import io.cascadeflow.policy.Policy;
import io.cascadeflow.policy.Rule;
import io.cascadeflow.policy.Rule.Mode;
import io.cascadeflow.policy.Ruling;
import io.cascadeflow.policy.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a policy makes of one call: which rules apply and why, what each does, what that leaves, and who settled what. Made of facts
 * and the tiers as they are, without any call. Holds nothing of the question, only facts that rules ask for. Immutable.
 *
 * @param version of the policy; empty when there is no rule
 * @param subject the call as it would be without rules
 * @param at the time of the call
 * @param facts what is known of those that rules ask for, by name, for people
 * @param rules in the order of the policy
 * @param tiers in the order of the cascade
 * @param plan the tiers that may be asked, in order; none when the call is denied
 * @param denial why nothing may be asked; absent when something may
 * @param fields what is settled, and by which rules
 * @param observed what would be left if rules that are only observed were enforced; absent where none of them applies
 */
public record PolicyExplanation(
        String version,
        Subject subject,
        Instant at,
        Map<String, String> facts,
        List<RuleExplanation> rules,
        List<TierExplanation> tiers,
        List<String> plan,
        @Nullable Denial denial,
        List<Field> fields,
        @Nullable Would observed) {

    /**
     * What would be left.
     *
     * @param plan the tiers that could be asked; none when the call would be denied
     * @param denial why nothing could be asked; absent when something could
     */
    public record Would(List<String> plan, @Nullable Denial denial) {}

    public PolicyExplanation {
        rules = List.copyOf(rules);
        tiers = List.copyOf(tiers);
        plan = List.copyOf(plan);
        fields = List.copyOf(fields);
    }

    /** A pure function of what is known and what is asked. */
    public static PolicyExplanation of(Policy policy, Facts facts, Subject subject) {
        Ruling ruling = policy.on(facts);
        Would now = left(ruling, subject);
        boolean anyObserved = !ruling.observedRules().isEmpty();
        return new PolicyExplanation(
                policy.version(),
                subject,
                facts.at(),
                known(policy, facts),
                rules(policy, facts, subject, ruling),
                Settled.tiers(subject, ruling),
                now.plan(),
                now.denial(),
                Settled.fields(subject, ruling, now.denial()),
                anyObserved ? left(ruling.enforced(), subject) : null);
    }

    private static Would left(Ruling ruling, Subject subject) {
        if (subject.alone()) {
            Denial denial =
                    ruling.denies(subject.rungs().get(0).models().get(0)).orElse(null);
            return new Would(denial == null ? List.of(subject.name()) : List.of(), denial);
        }
        Plan plan = ruling.plan(subject.rungs());
        Denial denial = plan.denial(ruling, subject.name(), subject.forced());
        if (denial != null) {
            return new Would(List.of(), denial);
        }
        String forced = subject.forced();
        return new Would(forced == null ? plan.left() : List.of(forced), null);
    }

    private static Map<String, String> known(Policy policy, Facts facts) {
        Map<String, String> known = new TreeMap<>();
        for (String name : policy.facts()) {
            Set<String> words = facts.words().get(name);
            Double number = facts.numbers().get(name);
            if (words != null) {
                known.put(name, String.join(", ", new TreeSet<>(words)));
            } else if (number != null) {
                known.put(name, Clauses.number(number));
            }
        }
        return known;
    }

    private static List<RuleExplanation> rules(Policy policy, Facts facts, Subject subject, Ruling ruling) {
        Clauses clauses = new Clauses(facts);
        Effects enforced = new Effects(subject, ruling);
        Effects observed = new Effects(subject, ruling.enforced());
        List<RuleExplanation> all = new ArrayList<>();
        for (Rule rule : policy.rules()) {
            if (rule.mode() == Mode.OFF) {
                all.add(new RuleExplanation(rule.name(), rule.mode(), null, List.of(), List.of()));
                continue;
            }
            Verdict verdict = rule.when().holds(facts);
            Effects effects = rule.mode() == Mode.ENFORCE ? enforced : observed;
            all.add(new RuleExplanation(
                    rule.name(),
                    rule.mode(),
                    verdict,
                    clauses.deciding(rule.when()),
                    verdict == Verdict.NO ? List.of() : effects.of(new Fired(rule, verdict))));
        }
        return all;
    }

    /** A table for people. */
    public String text() {
        return ExplanationText.of(this);
    }

    /** The same for programs: texts, numbers, lists and maps of them, ready to be written as JSON. */
    public Map<String, @Nullable Object> members() {
        return new LinkedHashMap<>(ExplanationMembers.of(this));
    }
}
