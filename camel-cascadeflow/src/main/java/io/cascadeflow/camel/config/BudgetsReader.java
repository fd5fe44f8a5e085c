package io.cascadeflow.camel.config;

import io.cascadeflow.budget.Budget;
import io.cascadeflow.budget.Budget.WhenSpent;
import io.cascadeflow.budget.BudgetKey;
import io.cascadeflow.budget.CalendarWindow;
import io.cascadeflow.budget.Window;
import io.cascadeflow.camel.budget.BudgetReferences;
import io.cascadeflow.camel.config.BudgetConfiguration.AppliesTo;
import io.cascadeflow.camel.config.Tree.Branch;
import io.cascadeflow.camel.config.Tree.Items;
import io.cascadeflow.camel.config.Tree.Leaf;
import io.cascadeflow.pricing.Usd;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads {@code budgets}, and where cascades name them. */
final class BudgetsReader {

    private static final List<String> LIMITS = List.of("limit", "maxCalls", "maxTokens");
    private static final List<String> KEYS = List.of(
            "name",
            "limit",
            "maxCalls",
            "maxTokens",
            "window",
            "zone",
            "per",
            "whenKeyMissing",
            "warnAt",
            "whenSpent",
            "enabled",
            "appliesTo");
    private static final String DENY = "deny";
    private static final double WARN_AT = 0.8;

    /** More than anyone spends: what a budget of calls or tokens alone allows. */
    private static final Usd ANY = Usd.of("1000000000");

    private final Problems problems;
    private final Values values;
    private final BudgetValues amounts;

    /** Also of those that are wrong otherwise: whoever names them makes no mistake. */
    private final Set<String> names = new LinkedHashSet<>();

    BudgetsReader(Problems problems, Values values) {
        this.problems = problems;
        this.values = values;
        this.amounts = new BudgetValues(problems, values);
    }

    List<BudgetConfiguration> budgets(Tree tree) {
        List<BudgetConfiguration> budgets = new ArrayList<>();
        for (Tree item : Section.items(tree, problems)) {
            budget(item).ifPresent(budgets::add);
        }
        return budgets;
    }

    private Optional<BudgetConfiguration> budget(Tree tree) {
        Section section = Section.of(tree, KEYS, problems);
        Optional<String> name = section.need("name").flatMap(this::unique);
        Optional<ZoneId> zone = section.get("zone").flatMap(amounts::zone);
        Optional<Window> window =
                section.need("window").flatMap(value -> amounts.window(value, zone.orElse(ZoneOffset.UTC)));
        section.get("zone").ifPresent(value -> needsCalendar(value, window));
        requireALimit(tree, section);
        Optional<Usd> limit = section.get("limit").flatMap(amounts::limit);
        Optional<Long> calls = section.get("maxCalls").flatMap(amounts::count);
        Optional<Long> tokens = section.get("maxTokens").flatMap(amounts::count);
        Optional<String> per = section.get("per").flatMap(values::text).map(String::strip);
        BudgetKey key = key(per, section);
        double warnAt = section.get("warnAt").flatMap(amounts::share).orElse(WARN_AT);
        WhenSpent whenSpent = whenSpent(section);
        boolean enabled = section.get("enabled").flatMap(values::truth).orElse(true);
        AppliesTo appliesTo = appliesTo(section);
        if (name.isEmpty() || window.isEmpty()) {
            return Optional.empty();
        }
        Budget budget = new Budget(
                name.get(),
                limit.orElse(ANY),
                calls.orElse(null),
                tokens.orElse(null),
                window.get(),
                key,
                warnAt,
                whenSpent,
                enabled);
        return Optional.of(new BudgetConfiguration(budget, per.orElse(null), appliesTo));
    }

    private Optional<String> unique(Tree tree) {
        return amounts.name(tree).filter(name -> {
            boolean fresh = names.add(name);
            if (!fresh) {
                problems.add(tree.place(), "two budgets are named %s; give each its own name", tree.kind());
            }
            return fresh;
        });
    }

    private void needsCalendar(Tree zone, Optional<Window> window) {
        if (window.isPresent() && !(window.get() instanceof CalendarWindow)) {
            problems.add(
                    zone.place(),
                    "a zone matters to the windows %s only; remove it, or choose one of these",
                    String.join(", ", BudgetValues.CALENDAR));
        }
    }

    private void requireALimit(Tree tree, Section section) {
        if (tree instanceof Branch && section.written(LIMITS).isEmpty()) {
            problems.add(tree.place(), "this budget limits nothing; give it a limit, maxCalls or maxTokens");
        }
    }

    private BudgetKey key(Optional<String> per, Section section) {
        Optional<Tree> missing = section.get("whenKeyMissing");
        if (missing.isPresent() && section.get("per").isEmpty()) {
            problems.add(missing.get().place(), "whenKeyMissing does nothing without per; add per, or remove it");
        }
        Optional<String> shared =
                missing.flatMap(values::text).map(String::strip).filter(name -> !name.equals(DENY));
        BudgetKey key = per.map(BudgetKey::by).orElse(BudgetKey.NONE);
        return shared.isEmpty() || per.isEmpty() ? key : key.orElse(shared.get());
    }

    private WhenSpent whenSpent(Section section) {
        return section.get("whenSpent")
                .flatMap(tree -> values.word(tree, List.of("reject", "degrade", "observe")))
                .map(word -> WhenSpent.valueOf(word.toUpperCase(Locale.ROOT)))
                .orElse(WhenSpent.REJECT);
    }

    private AppliesTo appliesTo(Section section) {
        return section.get("appliesTo")
                .flatMap(tree -> values.word(tree, List.of("everything", "named")))
                .map(word -> AppliesTo.valueOf(word.toUpperCase(Locale.ROOT)))
                .orElse(AppliesTo.EVERYTHING);
    }

    /** The budgets of a cascade: one, or a list. To be read after all budgets are. */
    List<String> references(Tree tree) {
        if (tree instanceof Items list && !list.items().isEmpty()) {
            return list.items().stream()
                    .flatMap(item -> reference(item).stream())
                    .distinct()
                    .toList();
        }
        if (tree instanceof Leaf) {
            return reference(tree).stream().toList();
        }
        problems.add(
                tree.place(),
                "the name of a budget, an amount, or a list of them is expected here, not %s",
                tree.kind());
        return List.of();
    }

    private Optional<String> reference(Tree tree) {
        return amounts.reference(tree).filter(reference -> {
            boolean known = BudgetReferences.isAmount(reference) || names.contains(reference);
            if (!known) {
                String guess = Suggestion.nearest(reference, List.copyOf(names))
                        .map("; did you mean '%s'?"::formatted)
                        .orElse(";");
                String all = names.isEmpty() ? "none" : String.join(", ", names);
                problems.add(tree.place(), "there is no budget %s%s known here: %s", tree.kind(), guess, all);
            }
            return known;
        });
    }
}
