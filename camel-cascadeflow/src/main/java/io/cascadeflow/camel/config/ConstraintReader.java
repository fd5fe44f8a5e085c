package io.cascadeflow.camel.config;

import io.cascadeflow.camel.config.Tree.Form;
import io.cascadeflow.camel.config.Tree.Leaf;
import io.cascadeflow.policy.Constraint;
import io.cascadeflow.policy.Constraint.AcceptAbove;
import io.cascadeflow.policy.Constraint.AllowModels;
import io.cascadeflow.policy.Constraint.AllowTools;
import io.cascadeflow.policy.Constraint.Deny;
import io.cascadeflow.policy.Constraint.DenyModels;
import io.cascadeflow.policy.Constraint.DenySecrets;
import io.cascadeflow.policy.Constraint.DenyTools;
import io.cascadeflow.policy.Constraint.DenyWords;
import io.cascadeflow.policy.Constraint.ExcludeTags;
import io.cascadeflow.policy.Constraint.ForceTier;
import io.cascadeflow.policy.Constraint.MaxCost;
import io.cascadeflow.policy.Constraint.MaxRunCost;
import io.cascadeflow.policy.Constraint.MaxTier;
import io.cascadeflow.policy.Constraint.Redact;
import io.cascadeflow.policy.Constraint.Relax;
import io.cascadeflow.policy.Constraint.RequireJudge;
import io.cascadeflow.policy.Constraint.RequireTags;
import io.cascadeflow.policy.Constraint.ScreenTools;
import io.cascadeflow.policy.Constraint.StartAt;
import io.cascadeflow.policy.Constraint.Weigh;
import io.cascadeflow.policy.Constraint.Within;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Reads {@code then} of a rule.
 *
 * @param problems where wrong values go
 * @param values reads single values
 * @param tags those that models have: a rule about another one is a mistake
 * @param profiles those that ship
 */
record ConstraintReader(Problems problems, Values values, Set<String> tags, Profiles profiles) {

    private static final List<String> KEYS = List.of(
            "deny",
            "profiles",
            "allowModels",
            "denyModels",
            "requireTags",
            "excludeTags",
            "startAt",
            "maxTier",
            "forceTier",
            "acceptAbove",
            "requireJudge",
            "maxCost",
            "maxRunCost",
            "deadline",
            "allowTools",
            "denyTools",
            "redact",
            "injections",
            "denySecrets",
            "denyWords",
            "weights",
            "relax");
    private static final Pattern KIND = Pattern.compile("[a-z]+");
    private static final Pattern MODELS = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]*:(\\S(.*\\S)?)");

    List<Constraint> constraints(Tree tree) {
        PolicyReader.someEntries(tree, problems);
        Section section = Section.of(tree, KEYS, problems);
        List<Constraint> all = new ArrayList<>();
        section.get("deny").ifPresent(value -> demand(value, new Deny(), all));
        section.get("profiles").ifPresent(value -> profiles(value, all));
        words(section, "allowModels", this::models, AllowModels::new, all);
        words(section, "denyModels", this::models, DenyModels::new, all);
        words(section, "requireTags", this::tags, RequireTags::new, all);
        words(section, "excludeTags", this::tags, ExcludeTags::new, all);
        words(section, "allowTools", this::names, AllowTools::new, all);
        words(section, "denyTools", this::names, DenyTools::new, all);
        section.get("startAt").flatMap(values::name).map(StartAt::new).ifPresent(all::add);
        section.get("maxTier").flatMap(values::name).map(MaxTier::new).ifPresent(all::add);
        section.get("forceTier").flatMap(values::name).map(ForceTier::new).ifPresent(all::add);
        section.get("acceptAbove")
                .flatMap(values::confidence)
                .map(AcceptAbove::new)
                .ifPresent(all::add);
        section.get("requireJudge").ifPresent(value -> demand(value, new RequireJudge(), all));
        BudgetValues amounts = new BudgetValues(problems, values);
        section.get("maxCost").flatMap(amounts::limit).map(MaxCost::new).ifPresent(all::add);
        section.get("maxRunCost").flatMap(amounts::limit).map(MaxRunCost::new).ifPresent(all::add);
        section.get("deadline").flatMap(values::duration).map(Within::new).ifPresent(all::add);
        section.get("redact").ifPresent(value -> redact(value, all));
        section.get("injections")
                .flatMap(value -> values.word(value, List.of("deny", "strip")))
                .map(word -> new ScreenTools(word.equals("strip")))
                .ifPresent(all::add);
        section.get("denySecrets").ifPresent(value -> demand(value, new DenySecrets(), all));
        words(section, "denyWords", this::saying, DenyWords::new, all);
        section.get("weights")
                .flatMap(new WeightsReader(problems, values)::weights)
                .map(Weigh::new)
                .ifPresent(all::add);
        section.get("relax")
                .ifPresent(value -> Section.of(value, List.of("acceptAbove"), problems)
                        .need("acceptAbove")
                        .flatMap(values::confidence)
                        .map(Relax::new)
                        .ifPresent(all::add));
        return all;
    }

    private void demand(Tree tree, Constraint demanded, List<Constraint> into) {
        values.truth(tree)
                .filter(yes -> values.holds(tree, yes, "%s does nothing here: rules only narrow; remove it"))
                .ifPresent(yes -> into.add(demanded));
    }

    private void profiles(Tree tree, List<Constraint> into) {
        for (String name : new TreeSet<>(names(tree))) {
            profiles.of(name)
                    .ifPresentOrElse(
                            profile -> profile(name, profile, tree, into),
                            () -> problems.add(tree.place(), "there is no profile '%s'%s", name, instead(name)));
        }
    }

    private static String instead(String name) {
        return Suggestion.nearest(name, Profiles.names())
                .map("; did you mean '%s'?"::formatted)
                .orElse("; there are " + String.join(", ", Profiles.names()));
    }

    /** What is wrong with it is wrong where it is named. */
    private void profile(String name, Tree profile, Tree named, List<Constraint> into) {
        Problems found = new Problems();
        Values asWritten = new Values(found, UnaryOperator.identity());
        into.addAll(new ConstraintReader(found, asWritten, tags, profiles).constraints(profile));
        problems.addAll(named.place(), "profile '%s'".formatted(name), found);
    }

    /** All kinds, or some; whether somebody finds them is known once detectors are. */
    private void redact(Tree tree, List<Constraint> into) {
        boolean truth = tree instanceof Leaf leaf && leaf.form() == Form.LITERAL;
        Set<String> kinds =
                truth ? values.truth(tree).map(String::valueOf).map(Set::of).orElse(Set.of()) : names(tree);
        boolean right = kinds.stream().allMatch(kind -> KIND.matcher(kind).matches());
        boolean some =
                values.holds(tree, !kinds.contains("false"), "%s does nothing here: rules only narrow; remove it");
        boolean told =
                values.holds(tree, right, "a kind of personal data is lower-case letters, such as email; not %s");
        if (some && told && !kinds.isEmpty()) {
            into.add(new Redact(kinds.equals(Set.of("true")) ? Set.of() : kinds));
        }
    }

    /** Texts with something in them that can be found. */
    private Set<String> saying(Tree tree) {
        Set<String> texts = names(tree);
        boolean told = values.holds(
                tree,
                texts.stream().allMatch(text -> text.chars().anyMatch(Character::isLetterOrDigit)),
                "a text that is denied needs a letter or a digit; not %s");
        return told ? texts : Set.of();
    }

    private void words(
            Section section,
            String key,
            Function<Tree, Set<String>> reader,
            Function<Set<String>, Constraint> maker,
            List<Constraint> into) {
        Set<String> words = section.get(key).map(reader).orElse(Set.of());
        if (!words.isEmpty()) {
            into.add(maker.apply(words));
        }
    }

    private Set<String> names(Tree tree) {
        return PolicyReader.words(tree, values, problems);
    }

    private Set<String> models(Tree tree) {
        Set<String> models = names(tree);
        models.stream()
                .filter(model -> !MODELS.matcher(model).matches())
                .forEach(model -> problems.add(
                        tree.place(),
                        "'%s' is no model; write provider:model, as in openai:gpt-4o-mini, or openai:* for all of a provider",
                        model));
        return models;
    }

    private Set<String> tags(Tree tree) {
        Set<String> named = names(tree);
        for (String tag : new TreeSet<>(named)) {
            if (!tags.contains(tag)) {
                String guess = Suggestion.nearest(tag, List.copyOf(tags))
                        .map("; did you mean '%s'?"::formatted)
                        .orElse("");
                problems.add(
                        tree.place(),
                        "no model has the tag '%s'%s Give it to one under models, or remove it here",
                        tag,
                        guess.isEmpty() ? "." : guess);
            }
        }
        return named;
    }
}
