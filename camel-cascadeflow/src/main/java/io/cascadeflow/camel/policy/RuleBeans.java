package io.cascadeflow.camel.policy;

import io.cascadeflow.camel.ConfigurationException;
import io.cascadeflow.camel.ConfigurationException.Problem;
import io.cascadeflow.camel.config.Fingerprint;
import io.cascadeflow.camel.config.Suggestion;
import io.cascadeflow.model.ModelId;
import io.cascadeflow.policy.Condition.Coded;
import io.cascadeflow.policy.Constraint.ExcludeTags;
import io.cascadeflow.policy.Constraint.RequireTags;
import io.cascadeflow.policy.Contradiction;
import io.cascadeflow.policy.Fact;
import io.cascadeflow.policy.Policy;
import io.cascadeflow.policy.Rule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;

/**
 * Rules that are beans of the registry: they are part of the policy like those that are configured.
 *
 * @param rules by name
 */
record RuleBeans(List<Rule> rules) {

    static RuleBeans in(CamelContext context) {
        return new RuleBeans(context.getRegistry().findByType(Rule.class).stream()
                .distinct()
                .sorted(Comparator.comparing(Rule::name))
                .toList());
    }

    /**
     * Both together, of another version when there are beans.
     *
     * @param tags what the operator says about models
     * @throws ConfigurationException with all that is wrong with the beans
     */
    Policy addTo(Policy written, Map<ModelId, Set<String>> tags) {
        if (rules.isEmpty()) {
            return written;
        }
        Set<String> known = tags.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
        List<Problem> problems = new ArrayList<>(doubles(written));
        for (Rule rule : rules) {
            tagsOf(rule)
                    .filter(tag -> !known.contains(tag))
                    .forEach(tag -> problems.add(problem(
                            rule,
                            "no model has the tag '%s'%s give it to one under models, or remove it",
                            tag,
                            guess(tag, known))));
            Contradiction.in(rule.when())
                    .ifPresent(why -> problems.add(
                            problem(rule, "its condition never holds: %s; mend it, or remove the rule", why)));
            factsOf(rule)
                    .filter(fact -> !isFact(fact))
                    .forEach(fact -> problems.add(problem(
                            rule,
                            "there is no fact '%s'%s take one of io.cascadeflow.policy.Fact, or a header as %sNAME",
                            fact,
                            guess(fact, words()),
                            Fact.HEADER)));
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        List<Rule> all = new ArrayList<>(written.rules());
        all.addAll(rules);
        return new Policy(version(written), all);
    }

    private String version(Policy written) {
        return Fingerprint.of(
                rules.stream().map(Rule::text).collect(Collectors.joining("\n", written.version() + "\n", "")));
    }

    private List<Problem> doubles(Policy written) {
        List<Problem> problems = new ArrayList<>();
        Set<String> names = written.rules().stream().map(Rule::name).collect(Collectors.toCollection(HashSet::new));
        Map<String, Coded> code = new HashMap<>();
        for (Rule rule : rules) {
            if (!names.add(rule.name())) {
                problems.add(problem(
                        rule, "another rule has that name, in the configuration or as a bean; give each its own"));
            }
            rule.when()
                    .all()
                    .filter(Coded.class::isInstance)
                    .map(Coded.class::cast)
                    .forEach(coded -> {
                        Coded other = code.putIfAbsent(coded.name(), coded);
                        if (other != null && !other.equals(coded)) {
                            problems.add(problem(
                                    rule,
                                    "other code is named '%s', too; give each condition its own name",
                                    coded.name()));
                        }
                    });
        }
        return problems;
    }

    private static Stream<String> tagsOf(Rule rule) {
        Set<String> tags = new TreeSet<>();
        rule.then().forEach(constraint -> {
            if (constraint instanceof RequireTags require) {
                tags.addAll(require.tags());
            }
            if (constraint instanceof ExcludeTags exclude) {
                tags.addAll(exclude.tags());
            }
        });
        return tags.stream();
    }

    private static Stream<String> factsOf(Rule rule) {
        return new TreeSet<>(new Policy("", List.of(rule)).facts()).stream();
    }

    private static boolean isFact(String name) {
        return words().contains(name) || (name.startsWith(Fact.HEADER) && name.length() > Fact.HEADER.length());
    }

    private static List<String> words() {
        return Arrays.stream(Fact.values()).map(Fact::word).toList();
    }

    private static String guess(String word, Collection<String> known) {
        return Suggestion.nearest(word, known)
                .map("; did you mean '%s'? Else"::formatted)
                .orElse(";");
    }

    private static Problem problem(Rule rule, String message, Object... arguments) {
        return new Problem("bean", 0, 0, "rule '%s'".formatted(rule.name()), message.formatted(arguments));
    }
}
