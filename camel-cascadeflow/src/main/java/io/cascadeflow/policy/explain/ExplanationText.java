package io.cascadeflow.policy.explain;

import io.cascadeflow.policy.Denial;
import io.cascadeflow.policy.Rule.Mode;
import io.cascadeflow.policy.explain.PolicyExplanation.Would;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** An explanation for people: aligned columns. */
final class ExplanationText {

    private ExplanationText() {}

    static String of(PolicyExplanation explanation) {
        StringBuilder text = new StringBuilder();
        text.append("%s '%s' at %s, policy %s%n"
                .formatted(
                        explanation.subject().alone() ? "model" : "cascade",
                        explanation.subject().name(),
                        explanation.at(),
                        explanation.version().isEmpty() ? "without a rule" : explanation.version()));
        if (!explanation.facts().isEmpty()) {
            text.append(explanation.facts().entrySet().stream()
                    .map(fact -> fact.getKey() + " = " + fact.getValue())
                    .collect(Collectors.joining(", ", "facts: ", System.lineSeparator())));
        }
        if (!explanation.rules().isEmpty()) {
            text.append(System.lineSeparator()).append(rules(explanation.rules()));
        }
        text.append(System.lineSeparator()).append(fields(explanation.fields())).append(System.lineSeparator());
        text.append(result(new Would(explanation.plan(), explanation.denial()), "asks", ""));
        if (explanation.observed() != null) {
            text.append(result(explanation.observed(), "would ask", ", if observed rules were enforced"));
        }
        return text.toString();
    }

    private static String result(Would left, String asks, String when) {
        Denial denial = left.denial();
        return denial == null
                ? "%s%s: %s%n".formatted(asks, when, String.join(" > ", left.plan()))
                : "denied%s: %s%n".formatted(when, denial.text());
    }

    private static String rules(List<RuleExplanation> rules) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("rule", "mode", "applies", "what it does, and why"));
        for (RuleExplanation rule : rules) {
            rows.add(List.of(
                    rule.rule(), rule.mode().name().toLowerCase(Locale.ROOT), rule.applied(), first(lines(rule))));
            lines(rule).stream().skip(1).forEach(line -> rows.add(List.of("", "", "", line)));
        }
        return Columns.of(rows);
    }

    private static String first(List<String> lines) {
        return lines.isEmpty() ? "" : lines.get(0);
    }

    private static List<String> lines(RuleExplanation rule) {
        List<String> lines = new ArrayList<>();
        String would = rule.mode() == Mode.OBSERVE ? "would: " : "";
        rule.effects().forEach(effect -> lines.add(would + effect.constraint() + " " + effect.text()));
        rule.because().forEach(clause -> lines.add((lines.isEmpty() ? "" : "  ") + "since " + clause.text()));
        return lines;
    }

    private static String fields(List<Field> fields) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("field", "value", "set by"));
        fields.forEach(field -> rows.add(
                List.of(field.name(), field.value(), field.rules().isEmpty() ? "-" : Denial.names(field.rules()))));
        return Columns.of(rows);
    }
}
