package io.cascadeflow.replay.policy;

import io.cascadeflow.policy.Denial;
import io.cascadeflow.pricing.Usd;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a policy came to on a recording. What cannot be known is not guessed: such questions are counted, and left out of ends,
 * calls, cost and quality.
 *
 * @param questions how many there are
 * @param known of how many it is known what became of them
 * @param missing by model, how many questions are not known because it gave no answer when they were recorded
 * @param rules of every rule, in the order of the policy
 * @param ends by where they ended: a tier's name, {@code denied}, {@code rejected}, ...: how many
 * @param denials by the rules that denied, how many
 * @param calls by tier, how often it was asked
 * @param cost of all calls
 * @param labelled of how many the quality of the given answer is known
 * @param quality their mean; absent when there is none
 */
public record DryRun(
        int questions,
        int known,
        Map<String, Integer> missing,
        List<RuleTally> rules,
        Map<String, Integer> ends,
        Map<String, Integer> denials,
        Map<String, Integer> calls,
        Usd cost,
        int labelled,
        @Nullable Double quality) {

    /** @throws IllegalArgumentException when there is no question */
    public static DryRun of(List<RuledQuestion> questions) {
        if (questions.isEmpty()) {
            throw new IllegalArgumentException("there is no question to apply rules to");
        }
        List<RuledQuestion> known =
                questions.stream().filter(RuledQuestion::isKnown).toList();
        List<Double> qualities = qualities(known);
        return new DryRun(
                questions.size(),
                known.size(),
                counts(questions, question -> List.copyOf(question.missing())),
                RuleTally.of(questions),
                counts(known, question -> List.of(question.destination())),
                counts(questions, DryRun::deniers),
                counts(known, RuledQuestion::asked),
                sum(known),
                qualities.size(),
                qualities.isEmpty()
                        ? null
                        : Double.valueOf(qualities.stream()
                                .mapToDouble(Double::doubleValue)
                                .average()
                                .orElse(0)));
    }

    private static List<Double> qualities(List<RuledQuestion> known) {
        List<Double> qualities = new ArrayList<>();
        for (RuledQuestion question : known) {
            if (question.quality() != null) {
                qualities.add(question.quality());
            }
        }
        return qualities;
    }

    private static List<String> deniers(RuledQuestion question) {
        Denial denial = question.rules().denial();
        return denial == null ? List.of() : List.of(Denial.names(denial.rules()));
    }

    private static Usd sum(List<RuledQuestion> known) {
        Usd sum = Usd.ZERO;
        for (RuledQuestion question : known) {
            Usd cost = question.cost();
            sum = cost == null ? sum : sum.plus(cost);
        }
        return sum;
    }

    private static Map<String, Integer> counts(
            List<RuledQuestion> questions, Function<RuledQuestion, List<String>> names) {
        return questions.stream()
                .flatMap(question -> names.apply(question).stream())
                .collect(Collectors.toMap(Function.identity(), name -> 1, Integer::sum, TreeMap::new));
    }
}
