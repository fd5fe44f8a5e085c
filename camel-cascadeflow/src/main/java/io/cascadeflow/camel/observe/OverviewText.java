package io.cascadeflow.camel.observe;

import io.cascadeflow.camel.observe.Overview.BudgetSummary;
import io.cascadeflow.camel.observe.Overview.SinkSummary;
import java.util.LinkedHashMap;
import java.util.Map;

/** An overview for people who read it in a terminal. Pure functions. */
final class OverviewText {

    private OverviewText() {}

    static String of(Overview overview) {
        StringBuilder text = new StringBuilder();
        lines(overview).forEach((section, lines) -> {
            text.append(section).append(":\n");
            lines.forEach((name, value) ->
                    text.append("  ").append(name).append(": ").append(value).append('\n'));
        });
        return text.toString();
    }

    private static Map<String, Map<String, String>> lines(Overview overview) {
        Map<String, Map<String, String>> sections = new LinkedHashMap<>();
        sections.put("cascades", new LinkedHashMap<>());
        overview.cascades().forEach(cascade -> sections.get("cascades").put(cascade.name(), cascade(cascade)));
        sections.put("models", new LinkedHashMap<>());
        overview.models()
                .forEach((model, answers) -> sections.get("models").put(model, answers ? "answers" : "breaker open"));
        sections.put("budgets", new LinkedHashMap<>());
        overview.budgets().forEach(budget -> sections.get("budgets").put(budget.name(), budget(budget)));
        sections.put(
                "ledger",
                Map.of(
                        "health",
                        overview.ledger() == null
                                ? "cannot be read"
                                : overview.ledger().toString()));
        sections.put("learning", learning(overview.learning()));
        sections.put("audit", new LinkedHashMap<>());
        overview.audit().forEach((sink, summary) -> sections.get("audit").put(sink, sink(summary)));
        return sections;
    }

    private static String cascade(CascadeSummary cascade) {
        return "%s; %d calls, %d escalations, %s USD"
                .formatted(cascade.tiersInWords(), cascade.calls(), cascade.escalations(), cascade.totalCostUsd());
    }

    private static String budget(BudgetSummary budget) {
        String limit = "limit %s USD%s".formatted(budget.limitUsd(), budget.enabled() ? "" : ", paused");
        return budget.usedUsd() == null
                ? limit + " for each account, or the ledger cannot be read"
                : "used %s of %s".formatted(budget.usedUsd(), limit);
    }

    private static Map<String, String> learning(Overview.LearningSummary learning) {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put(
                "audits",
                "%d compared, %d disagreed, %s USD"
                        .formatted(learning.compared(), learning.disagreed(), learning.costUsd()));
        learning.fallbacks().forEach((place, what) -> lines.put("drift of " + place, what));
        return lines;
    }

    private static String sink(SinkSummary sink) {
        String figures = "%d written, %d waiting, %d dropped".formatted(sink.written(), sink.waiting(), sink.dropped());
        return sink.trouble() == null ? figures : figures + "; " + sink.trouble();
    }
}
