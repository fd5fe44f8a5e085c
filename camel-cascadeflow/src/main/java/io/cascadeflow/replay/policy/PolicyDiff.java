package io.cascadeflow.replay.policy;

import io.cascadeflow.pricing.Usd;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How two policies differ on one recording. What is not known under one of them is counted, and in no figure.
 *
 * @param questions how many there are
 * @param notKnown of how many it is not known what became of them under one of the policies
 * @param moves by where they end with the first policy and with the second, the most frequent first
 * @param rules those whose effect changed, by name
 * @param cost per question, in US dollars; absent when of none both are known
 * @param quality per answer that both gave and that has a label each; absent when there is none
 * @param answers how many are answered with the first policy and with the second, of those that are known
 */
public record PolicyDiff(
        int questions,
        int notKnown,
        List<Move> moves,
        List<RuleChange> rules,
        @Nullable Change cost,
        @Nullable Change quality,
        Answers answers) {

    /** Enough to find the pattern. */
    private static final int EXAMPLES = 5;

    /**
     * A rule that does something else than before.
     *
     * @param before absent when the rule is new
     * @param after absent when the rule is gone
     */
    public record RuleChange(
            String rule,
            @Nullable RuleTally before,
            @Nullable RuleTally after) {}

    /**
     * How many are answered.
     *
     * @param before with the first policy
     * @param after with the second one
     */
    public record Answers(int before, int after) {}

    /** A question under both policies. */
    private record Pair(RuledQuestion before, RuledQuestion after) {

        boolean isKnown() {
            return before.isKnown() && after.isKnown();
        }
    }

    /** A figure of a question under one policy; null when it is not known. */
    private interface Figure {

        @Nullable
        Double of(RuledQuestion question);
    }

    /**
     * @param before what became of the questions with the first policy
     * @param after with the second one, of the same questions in the same order
     * @throws IllegalArgumentException when they are not the same questions
     */
    public static PolicyDiff of(List<RuledQuestion> before, List<RuledQuestion> after) {
        List<Pair> pairs = pairs(before, after);
        List<Pair> known = pairs.stream().filter(Pair::isKnown).toList();
        return new PolicyDiff(
                pairs.size(),
                pairs.size() - known.size(),
                moves(pairs),
                rules(RuleTally.of(before), RuleTally.of(after)),
                change(known, PolicyDiff::dollars),
                change(known, RuledQuestion::quality),
                new Answers(
                        (int) known.stream()
                                .filter(pair -> pair.before().answered())
                                .count(),
                        (int) known.stream()
                                .filter(pair -> pair.after().answered())
                                .count()));
    }

    private static List<Pair> pairs(List<RuledQuestion> before, List<RuledQuestion> after) {
        if (!ids(before).equals(ids(after))) {
            throw new IllegalArgumentException("the policies were not applied to the same questions");
        }
        List<Pair> pairs = new ArrayList<>(before.size());
        for (int i = 0; i < before.size(); i++) {
            pairs.add(new Pair(before.get(i), after.get(i)));
        }
        return pairs;
    }

    private static List<String> ids(List<RuledQuestion> questions) {
        return questions.stream().map(RuledQuestion::id).toList();
    }

    private static List<Move> moves(List<Pair> pairs) {
        Map<List<String>, List<String>> ids = new LinkedHashMap<>();
        for (Pair pair : pairs) {
            ids.computeIfAbsent(
                            List.of(pair.before().destination(), pair.after().destination()), way -> new ArrayList<>())
                    .add(pair.before().id());
        }
        return ids.entrySet().stream()
                .map(way -> new Move(
                        way.getKey().get(0),
                        way.getKey().get(1),
                        way.getValue().size(),
                        way.getValue().stream().limit(EXAMPLES).toList()))
                .sorted(Comparator.comparingInt(Move::questions)
                        .reversed()
                        .thenComparing(Move::from)
                        .thenComparing(Move::to))
                .toList();
    }

    private static List<RuleChange> rules(List<RuleTally> before, List<RuleTally> after) {
        Map<String, RuleTally> first = byName(before);
        Map<String, RuleTally> second = byName(after);
        Set<String> names = new TreeSet<>(first.keySet());
        names.addAll(second.keySet());
        return names.stream()
                .filter(name -> !Objects.equals(first.get(name), second.get(name)))
                .map(name -> new RuleChange(name, first.get(name), second.get(name)))
                .toList();
    }

    private static Map<String, RuleTally> byName(List<RuleTally> tallies) {
        return tallies.stream().collect(Collectors.toMap(RuleTally::rule, tally -> tally));
    }

    private static @Nullable Change change(List<Pair> known, Figure figure) {
        List<double[]> both = new ArrayList<>();
        for (Pair pair : known) {
            Double one = figure.of(pair.before());
            Double other = figure.of(pair.after());
            if (one != null && other != null) {
                both.add(new double[] {one, other});
            }
        }
        return Change.of(both);
    }

    private static @Nullable Double dollars(RuledQuestion question) {
        Usd cost = question.cost();
        return cost == null ? null : Double.valueOf(cost.toBigDecimal().doubleValue());
    }
}
