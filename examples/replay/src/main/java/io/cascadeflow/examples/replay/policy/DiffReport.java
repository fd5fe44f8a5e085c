package io.cascadeflow.examples.replay.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.replay.policy.Change;
import io.cascadeflow.replay.policy.Move;
import io.cascadeflow.replay.policy.PolicyDiff;
import io.cascadeflow.replay.policy.RuleTally;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How two files of rules differ, for people or for programs. */
record DiffReport(PolicyDiff diff) {

    /** One JSON object; what is not known is null. Means are per question. */
    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("questions", diff.questions())
                .put("notKnown", diff.notKnown())
                .put("moved", moved());
        ArrayNode moves = json.putArray("moves");
        diff.moves().forEach(move -> {
            ObjectNode one = moves.addObject()
                    .put("from", move.from())
                    .put("to", move.to())
                    .put("questions", move.questions());
            move.examples().forEach(one.putArray("examples")::add);
        });
        ArrayNode rules = json.putArray("rules");
        diff.rules()
                .forEach(rule -> rules.addObject()
                        .put("rule", rule.rule())
                        .<ObjectNode>set("before", tally(rule.before()))
                        .set("after", tally(rule.after())));
        json.set("costUsd", change(diff.cost()));
        json.set("quality", change(diff.quality()));
        json.putObject("answered")
                .put("before", diff.answers().before())
                .put("after", diff.answers().after());
        return json;
    }

    private static JsonNode tally(@Nullable RuleTally tally) {
        return tally == null ? JsonNodeFactory.instance.nullNode() : RunReport.json(tally);
    }

    private static JsonNode change(@Nullable Change change) {
        return change == null
                ? JsonNodeFactory.instance.nullNode()
                : JsonNodeFactory.instance
                        .objectNode()
                        .put("questions", change.questions())
                        .put("before", change.before())
                        .put("after", change.after())
                        .put("difference", change.difference())
                        .put("low", change.interval().low())
                        .put("high", change.interval().high());
    }

    private int moved() {
        return diff.moves().stream()
                .filter(Move::isMoved)
                .mapToInt(Move::questions)
                .sum();
    }

    String text() {
        Columns figures = new Columns()
                .row("questions", diff.questions())
                .row("  moved", moved())
                .row("  not known", diff.notKnown())
                .row(
                        "answered",
                        "%d -> %d"
                                .formatted(
                                        diff.answers().before(), diff.answers().after()))
                .row("cost", cost(diff.cost()))
                .row("quality", quality(diff.quality()));
        return figures.text()
                + System.lineSeparator()
                + matrix()
                + System.lineSeparator()
                + (diff.rules().isEmpty() ? "every rule does what it did%n".formatted() : rules());
    }

    private String rules() {
        Columns rules = new Columns().row("rule", "", "mode", "applied", "unknown", "changed", "what it did");
        diff.rules().forEach(rule -> {
            row(rules, rule.rule(), "before", rule.before());
            row(rules, "", "after", rule.after());
        });
        return rules.text();
    }

    private static void row(Columns rules, String rule, String when, @Nullable RuleTally tally) {
        if (tally == null) {
            rules.row(rule, when, "-", "-", "-", "-", "not there");
        } else {
            RunReport.rows(rules, tally, rule, when);
        }
    }

    private String matrix() {
        Columns moves = new Columns().row("from", "to", "questions", "such as");
        for (Move move : diff.moves()) {
            moves.row(
                    move.from(), move.to(), move.questions(), move.isMoved() ? String.join(", ", move.examples()) : "");
        }
        return moves.text();
    }

    private static String cost(@Nullable Change change) {
        return change == null
                ? "-"
                : String.format(
                        Locale.ROOT,
                        "%.6f -> %.6f USD a question: %+.6f [%+.6f, %+.6f]",
                        change.before(),
                        change.after(),
                        change.difference(),
                        change.interval().low(),
                        change.interval().high());
    }

    private static String quality(@Nullable Change change) {
        return change == null
                ? "-  (no question has a label of both answers)"
                : String.format(
                        Locale.ROOT,
                        "%.3f -> %.3f of %d answers with labels: %+.3f [%+.3f, %+.3f]",
                        change.before(),
                        change.after(),
                        change.questions(),
                        change.difference(),
                        change.interval().low(),
                        change.interval().high());
    }
}
