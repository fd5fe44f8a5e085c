package io.cascadeflow.camel.config;

import io.cascadeflow.camel.config.Tree.Entry;
import io.cascadeflow.camel.config.Tree.Items;
import io.cascadeflow.camel.config.Tree.Leaf;
import io.cascadeflow.policy.Condition;
import io.cascadeflow.policy.Constraint;
import io.cascadeflow.policy.Contradiction;
import io.cascadeflow.policy.Policy;
import io.cascadeflow.policy.Rule;
import io.cascadeflow.policy.Rule.Mode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads {@code policies}: the rules of the operator's policy. */
final class PolicyReader {

    private static final List<String> KEYS = List.of("name", "mode", "when", "then");

    private final Problems problems;
    private final Values values;
    private final ConditionReader conditions;
    private final Profiles profiles = new Profiles();
    private final ConstraintReader constraints;
    private final CascadeTiers tiers;

    /**
     * @param tags those that models have
     * @param tiers those that cascades have
     */
    PolicyReader(Problems problems, Values values, Set<String> tags, CascadeTiers tiers) {
        this.tiers = tiers;
        this.problems = problems;
        this.values = values;
        this.conditions = new ConditionReader(problems, values);
        this.constraints = new ConstraintReader(problems, values, tags, profiles);
    }

    Policy policy(Tree tree) {
        List<Rule> rules = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Tree item : Section.items(tree, problems)) {
            rule(item, names).ifPresent(rules::add);
        }
        return new Policy(Fingerprint.of(tree, profiles.named()), rules);
    }

    private Optional<Rule> rule(Tree tree, Set<String> names) {
        Section section = Section.of(tree, KEYS, problems);
        Optional<String> name = section.need("name").flatMap(value -> unique(value, names));
        Mode mode = section.get("mode")
                .flatMap(value -> values.word(value, List.of("off", "observe", "enforce")))
                .map(word -> Mode.valueOf(word.toUpperCase(Locale.ROOT)))
                .orElse(Mode.ENFORCE);
        Optional<Condition> when = section.written(List.of("when")).isEmpty()
                ? Optional.of(Condition.ALWAYS)
                : section.get("when").flatMap(conditions::condition);
        List<Constraint> then =
                section.need("then").map(constraints::constraints).orElse(List.of());
        return name.isEmpty() || when.isEmpty() || then.isEmpty()
                ? Optional.empty()
                : Optional.of(sensible(new Rule(name.get(), mode, when.get(), then), section));
    }

    private Rule sensible(Rule rule, Section section) {
        section.get("when")
                .ifPresent(when -> Contradiction.in(rule.when())
                        .ifPresent(why ->
                                problems.add(when.place(), "this never holds: %s; mend it, or remove the rule", why)));
        section.get("then")
                .ifPresent(then ->
                        tiers.complaints(rule).forEach(complaint -> problems.add(then.place(), "%s", complaint)));
        return rule;
    }

    private Optional<String> unique(Tree tree, Set<String> names) {
        return values.name(tree).filter(name -> {
            boolean fresh = names.add(name);
            if (!fresh) {
                problems.add(tree.place(), "two rules are named %s; give each its own name", tree.kind());
            }
            return fresh;
        });
    }

    /** Words of a list, or the only one. */
    static Set<String> words(Tree tree, Values values, Problems problems) {
        Set<String> words = new HashSet<>();
        if (tree instanceof Items list) {
            if (list.items().isEmpty()) {
                problems.add(tree.place(), "this list is empty; name one at least, or remove it");
            }
            list.items().forEach(item -> values.text(item).ifPresent(words::add));
        } else if (tree instanceof Leaf) {
            values.text(tree).ifPresent(words::add);
        } else {
            problems.add(tree.place(), "a word or a list of words is expected here, not %s", tree.kind());
        }
        return words;
    }

    /** The entries of a group, of which there must be one. */
    static List<Entry> someEntries(Tree tree, Problems problems) {
        List<Entry> entries = Section.entries(tree, problems);
        if (entries.isEmpty() && tree instanceof Tree.Branch) {
            problems.add(tree.place(), "there is nothing in this group; write something, or remove it");
        }
        return entries;
    }
}
