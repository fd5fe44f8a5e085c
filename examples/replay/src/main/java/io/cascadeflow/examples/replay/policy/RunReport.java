package io.cascadeflow.examples.replay.policy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.replay.policy.DryRun;
import io.cascadeflow.replay.policy.RuleTally;
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
        run.rules().forEach(rule -> row(rules, rule));
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

    private static void row(Columns rules, RuleTally rule) {
        Object first = "-";
        boolean more = false;
        for (Map.Entry<String, Integer> effect : rule.effects().entrySet()) {
            String did = "%d x %s%s"
                    .formatted(effect.getValue(), rule.mode().equals("observe") ? "would: " : "", effect.getKey());
            if (more) {
                rules.row("", "", "", "", "", did);
            } else {
                first = did;
                rules.row(rule.rule(), rule.mode(), rule.applied(), rule.unknown(), rule.changed(), first);
            }
            more = true;
        }
        if (!more) {
            rules.row(rule.rule(), rule.mode(), rule.applied(), rule.unknown(), rule.changed(), first);
        }
    }
}
