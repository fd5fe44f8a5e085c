package io.cascadeflow.camel.config;

import io.cascadeflow.policy.Constraint;
import io.cascadeflow.policy.Constraint.AcceptAbove;
import io.cascadeflow.policy.Constraint.AllowModels;
import io.cascadeflow.policy.Constraint.AllowTools;
import io.cascadeflow.policy.Constraint.Deny;
import io.cascadeflow.policy.Constraint.DenyModels;
import io.cascadeflow.policy.Constraint.DenyTools;
import io.cascadeflow.policy.Constraint.ExcludeTags;
import io.cascadeflow.policy.Constraint.ForceTier;
import io.cascadeflow.policy.Constraint.MaxCost;
import io.cascadeflow.policy.Constraint.MaxRunCost;
import io.cascadeflow.policy.Constraint.MaxTier;
import io.cascadeflow.policy.Constraint.Relax;
import io.cascadeflow.policy.Constraint.RequireTags;
import io.cascadeflow.policy.Constraint.StartAt;
import io.cascadeflow.policy.Constraint.Weigh;
import io.cascadeflow.policy.Constraint.Within;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Reads {@code then} of a rule.
 *
 * @param problems where wrong values go
 * @param values reads single values
 * @param tags those that models have: a rule about another one is a mistake
 */
record ConstraintReader(Problems problems, Values values, Set<String> tags) {

    private static final List<String> KEYS = List.of(
            "deny",
            "allowModels",
            "denyModels",
            "requireTags",
            "excludeTags",
            "startAt",
            "maxTier",
            "forceTier",
            "acceptAbove",
            "maxCost",
            "maxRunCost",
            "deadline",
            "allowTools",
            "denyTools",
            "weights",
            "relax");
    private static final Pattern MODELS = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]*:(\\S(.*\\S)?)");

    List<Constraint> constraints(Tree tree) {
        PolicyReader.someEntries(tree, problems);
        Section section = Section.of(tree, KEYS, problems);
        List<Constraint> all = new ArrayList<>();
        section.get("deny").ifPresent(value -> deny(value, all));
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
        BudgetValues amounts = new BudgetValues(problems, values);
        section.get("maxCost").flatMap(amounts::limit).map(MaxCost::new).ifPresent(all::add);
        section.get("maxRunCost").flatMap(amounts::limit).map(MaxRunCost::new).ifPresent(all::add);
        section.get("deadline").flatMap(values::duration).map(Within::new).ifPresent(all::add);
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

    private void deny(Tree tree, List<Constraint> into) {
        values.truth(tree)
                .filter(deny -> values.holds(tree, deny, "%s does nothing here: rules only narrow; remove it"))
                .ifPresent(deny -> into.add(new Deny()));
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
