package io.cascadeflow.camel.config;

import io.cascadeflow.agent.run.EnergyFigures;
import io.cascadeflow.agent.run.Pressure;
import io.cascadeflow.agent.run.RunLimits;
import io.cascadeflow.agent.run.RunRule;
import io.cascadeflow.camel.config.Tree.Items;
import io.cascadeflow.policy.Condition;
import io.cascadeflow.policy.Constraint;
import io.cascadeflow.policy.Rule.Mode;
import io.cascadeflow.policy.RunLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads {@code runs}: what the operator says about runs. */
final class RunsReader {

    private static final List<String> KEYS = List.of("name", "mode", "when", "limits", "under", "idle");
    private static final List<String> LIMITS = List.of("budget", "calls", "toolCalls", "time", "energy", "depth");
    private static final List<String> UNDER = List.of("left", "of", "then");
    private static final List<RunLimit> SHARED =
            List.of(RunLimit.BUDGET, RunLimit.CALLS, RunLimit.TOOL_CALLS, RunLimit.TIME, RunLimit.ENERGY);
    private static final Condition ALWAYS = new Condition.Every(List.of());
    private static final int DEEPEST = 100;

    private final Problems problems;
    private final Values values;
    private final BudgetValues amounts;
    private final ConditionReader conditions;
    private final ConstraintReader constraints;

    /** @param tags those that models have */
    RunsReader(Problems problems, Values values, Set<String> tags) {
        this.problems = problems;
        this.values = values;
        this.amounts = new BudgetValues(problems, values);
        this.conditions = new ConditionReader(problems, values);
        this.constraints = new ConstraintReader(problems, values, tags, new Profiles());
    }

    List<RunRule> rules(Tree tree) {
        List<RunRule> rules = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Tree item : Section.items(tree, problems)) {
            rule(item, names).ifPresent(rules::add);
        }
        return rules;
    }

    private Optional<RunRule> rule(Tree tree, Set<String> names) {
        Section section = Section.of(tree, KEYS, problems);
        Optional<String> name = section.need("name").flatMap(value -> unique(value, names));
        Mode mode = section.get("mode")
                .flatMap(value -> values.word(value, List.of("off", "observe", "enforce")))
                .map(word -> Mode.valueOf(word.toUpperCase(Locale.ROOT)))
                .orElse(Mode.ENFORCE);
        Optional<Condition> when = section.written(List.of("when")).isEmpty()
                ? Optional.of(ALWAYS)
                : section.get("when").flatMap(conditions::condition);
        RunLimits limits = section.get("limits").map(this::limits).orElse(RunLimits.NONE);
        List<Pressure> under =
                section.get("under").map(value -> under(value, limits)).orElse(List.of());
        Duration idle = section.get("idle").flatMap(values::duration).orElse(RunRule.IDLE);
        return name.isEmpty() || when.isEmpty()
                ? Optional.empty()
                : Optional.of(new RunRule(name.get(), mode, when.get(), limits, under, idle));
    }

    private Optional<String> unique(Tree tree, Set<String> names) {
        return values.name(tree).filter(name -> {
            boolean fresh = names.add(name);
            if (!fresh) {
                problems.add(tree.place(), "two rules for runs are named %s; give each its own name", tree.kind());
            }
            return fresh;
        });
    }

    private RunLimits limits(Tree tree) {
        PolicyReader.someEntries(tree, problems);
        Section section = Section.of(tree, LIMITS, problems);
        return new RunLimits(
                section.get("budget").flatMap(amounts::limit).orElse(null),
                section.get("calls").flatMap(amounts::count).orElse(null),
                section.get("toolCalls").flatMap(amounts::count).orElse(null),
                section.get("time").flatMap(values::duration).orElse(null),
                section.get("energy")
                        .flatMap(new EnergyReader(problems, values)::amount)
                        .map(EnergyFigures::millijoules)
                        .orElse(null),
                section.get("depth")
                        .flatMap(value -> values.count(value, 0, DEEPEST, "depth"))
                        .orElse(null));
    }

    private List<Pressure> under(Tree tree, RunLimits limits) {
        List<Pressure> all = new ArrayList<>();
        List<Tree> items = Section.items(tree, problems);
        if (items.isEmpty() && tree instanceof Items) {
            problems.add(tree.place(), "this list is empty; name one at least, or remove it");
        }
        items.forEach(item -> pressure(item, limits).ifPresent(all::add));
        return all;
    }

    private Optional<Pressure> pressure(Tree tree, RunLimits limits) {
        Section section = Section.of(tree, UNDER, problems);
        Optional<Double> left = section.need("left").flatMap(values::share);
        Optional<RunLimit> of = section.get("of").flatMap(this::limit);
        List<Constraint> then =
                section.need("then").map(constraints::constraints).orElse(List.of());
        requireLimit(tree, of, limits);
        return left.isEmpty() || then.isEmpty()
                ? Optional.empty()
                : Optional.of(new Pressure(left.get(), of.orElse(null), then));
    }

    private Optional<RunLimit> limit(Tree tree) {
        List<String> words = SHARED.stream().map(RunLimit::word).toList();
        return values.word(tree, words).map(word -> SHARED.get(words.indexOf(word)));
    }

    /** What nothing can be left of never applies. */
    private void requireLimit(Tree tree, Optional<RunLimit> of, RunLimits limits) {
        Stream<RunLimit> looked = of.map(Stream::of).orElse(SHARED.stream());
        if (looked.noneMatch(limits::has)) {
            problems.add(
                    tree.place(),
                    "nothing is limited that could run short here; add %s to limits, or remove this",
                    of.map(RunLimit::word).orElse("budget, calls, toolCalls, time or energy"));
        }
    }
}
