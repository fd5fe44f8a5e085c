package io.cascadeflow.examples.replay.policy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.replay.policy.DryRun;
import io.cascadeflow.replay.policy.RuleTally;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What rules came to on a recording, for people or for programs. */
record RunReport(DryRun run) {

    /** One JSON object; what is not known is null. */
    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("questions", run.questions())
                .put("known", run.known());
        counts(json.putObject("missing"), run.missing());
        run.rules().forEach(rule -> json.withArray("rules").add(json(rule)));
        counts(json.putObject("ends"), run.ends());
        counts(json.putObject("denials"), run.denials());
        counts(json.putObject("calls"), run.calls());
        return json.put("costUsd", run.known() == 0 ? null : run.cost().toBigDecimal())
                .put("labelled", run.labelled())
                .put("quality", run.quality());
    }

    static ObjectNode json(RuleTally rule) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("rule", rule.rule())
                .put("mode", rule.mode())
                .put("applied", rule.applied())
                .put("unknown", rule.unknown())
                .put("changed", rule.changed());
        counts(json.putObject("effects"), rule.effects());
        return json;
    }

    private static void counts(ObjectNode json, Map<String, Integer> counts) {
        counts.forEach(json::put);
    }

    String text() {
        Columns rules = new Columns().row("rule", "mode", "applied", "unknown", "changed", "what it did");
        run.rules().forEach(rule -> rows(rules, rule, rule.rule()));
        Columns rest = new Columns();
        rest.row("questions", run.questions());
        run.ends().forEach((end, times) -> rest.row("  ended: " + end, times));
        run.denials().forEach((who, times) -> rest.row("  denied by " + who, times));
        run.missing().forEach((model, times) -> rest.row("  not known: no answer of " + model, times));
        run.calls().forEach((tier, times) -> rest.row("calls of tier " + tier, times));
        rest.row("cost", run.known() == 0 ? "-" : run.cost() + " USD");
        rest.row("quality", quality());
        return rules.text() + System.lineSeparator() + rest.text();
    }

    private String quality() {
        return run.quality() == null
                ? "-  (no given answer has a label)"
                : String.format(Locale.ROOT, "%.3f  (of %d answers with a label)", run.quality(), run.labelled());
    }

    /** A row for each thing that a rule did, at least one; the first has its figures. */
    static void rows(Columns into, RuleTally rule, Object... first) {
        List<String> did = new ArrayList<>();
        String would = rule.mode().equals("observe") ? "would: " : "";
        rule.effects().forEach((effect, times) -> did.add("%d x %s%s".formatted(times, would, effect)));
        List<Object> row = new ArrayList<>(List.of(first));
        row.addAll(
                List.of(rule.mode(), rule.applied(), rule.unknown(), rule.changed(), did.isEmpty() ? "-" : did.get(0)));
        into.row(row.toArray());
        did.stream().skip(1).forEach(further -> {
            List<Object> rest = new ArrayList<>(Collections.nCopies(row.size() - 1, ""));
            rest.add(further);
            into.row(rest.toArray());
        });
    }
}
