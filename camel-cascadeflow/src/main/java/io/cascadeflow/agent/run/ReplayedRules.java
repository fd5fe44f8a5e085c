package io.cascadeflow.agent.run;

import io.cascadeflow.agent.run.RunEntry.Call;
import io.cascadeflow.agent.run.RunEntry.Kind;
import io.cascadeflow.model.ModelId;
import io.cascadeflow.policy.Candidate;
import io.cascadeflow.policy.Condition;
import io.cascadeflow.policy.Constraint;
import io.cascadeflow.policy.Constraint.Deny;
import io.cascadeflow.policy.Constraint.ForceTier;
import io.cascadeflow.policy.Constraint.MaxTier;
import io.cascadeflow.policy.Constraint.StartAt;
import io.cascadeflow.policy.Fact;
import io.cascadeflow.policy.Facts;
import io.cascadeflow.policy.Fired;
import io.cascadeflow.policy.Policy;
import io.cascadeflow.policy.Rule;
import io.cascadeflow.policy.Rule.Mode;
import io.cascadeflow.policy.Ruling;
import io.cascadeflow.policy.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What constraints would have made of entries of a trace, as far as those tell. Pure functions. */
final class ReplayedRules {

    private static final Condition ALWAYS = new Condition.Every(List.of());

    private final List<Rule> judged = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Tags tags;

    /** @param sure whether the trace has all that it takes to say so */
    record Told(String action, String rule, boolean sure, String text) {}

    ReplayedRules(Policy policy, Tags tags) {
        this.tags = tags;
        for (Rule rule : policy.rules()) {
            if (rule.mode() != Mode.OFF) {
                if (isKnown(rule.when())) {
                    judged.add(rule);
                } else {
                    notes.add("rule '%s' is not judged: it asks for what a trace does not have".formatted(rule.name()));
                }
            }
        }
    }

    List<String> notes() {
        return notes;
    }

    /** A trace knows the cascade and the time. */
    private static boolean isKnown(Condition when) {
        Policy alone = new Policy("", List.of(new Rule("r", Mode.ENFORCE, when, List.of(new Deny()))));
        return alone.expressions().isEmpty() && Set.of(Fact.CASCADE.word()).containsAll(alone.facts());
    }

    List<Told> ofPolicy(RunEntry entry) {
        Call call = entry.call();
        Map<String, Set<String>> words = call == null || call.cascade().isEmpty()
                ? Map.of()
                : Map.of(Fact.CASCADE.word(), Set.of(call.cascade()));
        Facts facts = new Facts(words, Map.of(), entry.at());
        List<Told> all = new ArrayList<>();
        for (Rule rule : judged) {
            // tools don't tell in which cascade they were asked for
            boolean holds =
                    call == null ? rule.when().equals(ALWAYS) : rule.when().holds(facts) != Verdict.NO;
            if (holds) {
                all.addAll(told(entry, rule.name(), rule.then()));
            }
        }
        return all;
    }

    List<Told> told(RunEntry entry, String rule, List<Constraint> then) {
        List<Told> all = new ArrayList<>();
        Ruling ruling = new Ruling("", List.of(new Fired(new Rule(rule, Mode.ENFORCE, ALWAYS, then), Verdict.YES)));
        if (entry.kind() == Kind.TOOLS) {
            entry.tools().stream()
                    .distinct()
                    .flatMap(tool -> ruling.deniesTool(tool).stream())
                    .forEach(denial -> all.add(new Told("deny-tools", rule, true, denial.text())));
            return all;
        }
        Call call = entry.call();
        if (call == null) {
            return all;
        }
        ModelId model = ModelId.parse(call.model());
        ruling.denies(new Candidate(model, tags.of(model)))
                .ifPresent(denial -> all.add(new Told("switch-model", rule, true, denial.text())));
        then.forEach(each -> tier(each, call)
                .ifPresent(text -> all.add(new Told("switch-model", rule, false, text + " by rule '" + rule + "'"))));
        boolean others = RunAction.of(rule, then).stream().anyMatch(RunAction.Narrow.class::isInstance);
        if (others && !then.contains(new Deny())) {
            all.add(new Told("narrow", rule, false, "something else is demanded by rule '" + rule + "'"));
        }
        return all;
    }

    /** A trace has no order of tiers: only that another one than the named is asked is seen. */
    private static Optional<String> tier(Constraint constraint, Call call) {
        String named = constraint instanceof MaxTier max
                ? max.tier()
                : constraint instanceof StartAt start
                        ? start.tier()
                        : constraint instanceof ForceTier force ? force.tier() : call.tier();
        return call.tier().isEmpty() || named.equals(call.tier())
                ? Optional.empty()
                : Optional.of("tier '%s' may be left out".formatted(call.tier()));
    }
}
