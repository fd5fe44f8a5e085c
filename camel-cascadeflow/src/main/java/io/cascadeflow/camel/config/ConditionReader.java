package io.cascadeflow.camel.config;

import io.cascadeflow.agent.Risk;
import io.cascadeflow.camel.config.Tree.Entry;
import io.cascadeflow.camel.config.Tree.Leaf;
import io.cascadeflow.cascade.Outcome;
import io.cascadeflow.policy.Condition;
import io.cascadeflow.policy.Condition.Above;
import io.cascadeflow.policy.Condition.Below;
import io.cascadeflow.policy.Condition.During;
import io.cascadeflow.policy.Condition.Either;
import io.cascadeflow.policy.Condition.Every;
import io.cascadeflow.policy.Condition.Not;
import io.cascadeflow.policy.Condition.Said;
import io.cascadeflow.policy.Condition.Says;
import io.cascadeflow.policy.Expression;
import io.cascadeflow.policy.Fact;
import io.cascadeflow.policy.classify.Classifier;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads {@code when} of a rule: an expression, or facts that all must hold.
 *
 * @param problems where wrong values go
 * @param values reads single values
 */
record ConditionReader(Problems problems, Values values) {

    private static final String ABOVE = "Above";
    private static final String BELOW = "Below";
    private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());
    private static final List<String> OTHERS = List.of("header", "time", "not", "any", "language", "expression");
    private static final List<String> TIME = List.of("from", "until", "days", "zone");
    private static final List<String> DAYS = Arrays.stream(DayOfWeek.values())
            .map(day -> day.name().substring(0, 3).toLowerCase(Locale.ROOT))
            .toList();
    private static final List<String> OUTCOMES =
            Arrays.stream(Outcome.values()).map(Outcome::toString).toList();
    private static final List<String> RISKS =
            Arrays.stream(Risk.values()).map(Risk::word).toList();
    private static final List<String> KEYS = keys();

    private static List<String> keys() {
        List<String> keys = new ArrayList<>();
        Fact.all(Fact.Kind.WORDS).forEach(fact -> keys.add(fact.word()));
        for (Fact fact : Fact.all(Fact.Kind.NUMBER)) {
            keys.add(fact.word() + ABOVE);
            keys.add(fact.word() + BELOW);
        }
        keys.addAll(OTHERS);
        return List.copyOf(keys);
    }

    Optional<Condition> condition(Tree tree) {
        if (tree instanceof Leaf) {
            return values.text(tree).map(text -> new Said(new Expression("simple", text)));
        }
        PolicyReader.someEntries(tree, problems);
        Section section = Section.of(tree, KEYS, problems);
        List<Condition> all = new ArrayList<>();
        for (Fact fact : Fact.all(Fact.Kind.WORDS)) {
            section.get(fact.word()).ifPresent(value -> says(fact.word(), value, all));
        }
        for (Fact fact : Fact.all(Fact.Kind.NUMBER)) {
            section.get(fact.word() + ABOVE)
                    .flatMap(this::number)
                    .ifPresent(limit -> all.add(new Above(fact.word(), limit)));
            section.get(fact.word() + BELOW)
                    .flatMap(this::number)
                    .ifPresent(limit -> all.add(new Below(fact.word(), limit)));
        }
        section.get("header").ifPresent(headers -> headers(headers, all));
        section.get("time").flatMap(this::time).ifPresent(all::add);
        section.get("not").flatMap(this::condition).map(Not::new).ifPresent(all::add);
        section.get("any").flatMap(this::any).ifPresent(all::add);
        expression(section).ifPresent(all::add);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.size() == 1 ? all.get(0) : new Every(all));
    }

    private void says(String fact, Tree value, List<Condition> into) {
        Set<String> words = PolicyReader.words(value, values, problems);
        if (fact.equals(Fact.PREVIOUS_OUTCOME.word())) {
            closed(value, words, OUTCOMES, "nothing ever ends as '%s'");
        } else if (fact.equals(Fact.TOOL_RISK.word())) {
            closed(value, words, RISKS, "there is no risk '%s'");
        } else if (fact.equals(Fact.QUESTION_LANGUAGE.word())) {
            words.forEach(word -> language(value, word));
        }
        if (!words.isEmpty()) {
            into.add(new Says(fact, words));
        }
    }

    private void closed(Tree value, Set<String> words, List<String> known, String problem) {
        for (String word : new TreeSet<>(words)) {
            if (!known.contains(word)) {
                String guess = Suggestion.nearest(word, known)
                        .map("; did you mean '%s'?"::formatted)
                        .orElse("; there are %s".formatted(String.join(", ", known)));
                problems.add(value.place(), "%s%s", problem.formatted(word), guess);
            }
        }
    }

    private void language(Tree value, String word) {
        if (!LANGUAGES.contains(word) && !word.equals(Classifier.UNKNOWN)) {
            String guess =
                    languageOf(word).map("; did you mean '%s'?"::formatted).orElse("");
            problems.add(
                    value.place(), "'%s' is no language; write its two letters of ISO 639-1, like de%s", word, guess);
        }
    }

    /** For those who write its name in English, or more than the language. */
    private static Optional<String> languageOf(String word) {
        String plain = word.toLowerCase(Locale.ROOT);
        return LANGUAGES.stream()
                .filter(code -> plain.split("[-_]", 2)[0].equals(code)
                        || plain.equals(Locale.forLanguageTag(code)
                                .getDisplayLanguage(Locale.ENGLISH)
                                .toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    private Optional<Double> number(Tree tree) {
        return values.number(tree).map(BigDecimal::doubleValue);
    }

    private void headers(Tree tree, List<Condition> into) {
        for (Entry entry : PolicyReader.someEntries(tree, problems)) {
            says(Fact.HEADER + entry.key(), entry.value(), into);
        }
    }

    private Optional<Condition> any(Tree tree) {
        List<Condition> any = new ArrayList<>();
        List<Tree> items = Section.items(tree, problems);
        if (items.isEmpty() && tree instanceof Tree.Items) {
            problems.add(tree.place(), "this list is empty; name one at least, or remove it");
        }
        items.forEach(item -> condition(item).ifPresent(any::add));
        return any.isEmpty() ? Optional.empty() : Optional.of(new Either(any));
    }

    private Optional<Condition> expression(Section section) {
        Optional<String> language = section.get("language").flatMap(values::name);
        Optional<Tree> written = section.get("expression");
        if (section.get("language").isPresent() && written.isEmpty()) {
            problems.add(
                    section.get("language").get().place(),
                    "language does nothing without expression; write one, or questionLanguage if the question's is meant");
        }
        return written.flatMap(values::text).map(text -> new Said(new Expression(language.orElse("simple"), text)));
    }

    private Optional<Condition> time(Tree tree) {
        Section section = Section.of(tree, TIME, problems);
        Optional<LocalTime> from = section.need("from").flatMap(this::timeOfDay);
        Optional<LocalTime> until = section.need("until").flatMap(this::timeOfDay);
        Optional<ZoneId> zone = section.get("zone").flatMap(new BudgetValues(problems, values)::zone);
        Set<DayOfWeek> days = section.get("days").map(this::days).orElse(EnumSet.allOf(DayOfWeek.class));
        return from.isEmpty() || until.isEmpty() || days.isEmpty()
                ? Optional.empty()
                : Optional.of(new During(from.get(), until.get(), days, zone.orElse(ZoneOffset.UTC)));
    }

    private Optional<LocalTime> timeOfDay(Tree tree) {
        return values.text(tree).flatMap(text -> {
            try {
                return Optional.of(LocalTime.parse(text.strip()));
            } catch (DateTimeParseException e) {
                problems.add(tree.place(), "%s is no time of the day; write it like \"22:00\", in quotes", tree.kind());
                return Optional.empty();
            }
        });
    }

    private Set<DayOfWeek> days(Tree tree) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        List<Tree> items = tree instanceof Tree.Items list ? list.items() : List.of(tree);
        for (Tree item : items) {
            values.word(item, DAYS).ifPresent(word -> days.add(DayOfWeek.of(DAYS.indexOf(word) + 1)));
        }
        return days;
    }
}
