package io.cascadeflow.camel.dashboard;

import io.cascadeflow.budget.report.Spend;
import io.cascadeflow.budget.report.savings.AuditSavings.Share;
import io.cascadeflow.camel.audit.CascadeFlowLearning;
import io.cascadeflow.camel.dashboard.figures.DecisionFigures.Hour;
import io.cascadeflow.camel.dashboard.figures.DecisionSums;
import io.cascadeflow.camel.dashboard.figures.Figures;
import io.cascadeflow.camel.observe.Overview;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is spent, what is saved and on what evidence, and whether all works. */
final class OverviewPage implements Page {

    @Override
    public String title() {
        return "Overview";
    }

    @Override
    public Html content(Ask ask, Figures figures) {
        Range range = Range.of(ask);
        Instant from = range.from(figures.now().at());
        DecisionSums sums = figures.decisions().all(from);
        Spend spend = figures.spending().all(from);
        return Html.of(
                "div",
                range.choice("overview"),
                Parts.live("figures", Html.of("h2", "The last " + range.words()), tiles(sums, spend, figures, from)),
                Parts.live(
                        "by-hour", Html.of("h2", "Spent by hour"), Parts.chart("spent", "bars", byHour(figures, from))),
                Parts.live(
                        "works",
                        Html.of("h2", "Does it work?"),
                        works(figures.now().overview())));
    }

    private static Html tiles(DecisionSums sums, Spend spend, Figures figures, Instant from) {
        long decisions = sums.decisions();
        long errors = sums.outcome("failed") + sums.outcome("rejected");
        return Parts.tiles(
                Parts.tile(
                        "Spent",
                        Shown.usd(spend.amount()),
                        "on the ledger, in " + count(spend.calls()) + " calls; "
                                + Shown.share(
                                        spend.drafts().nanos(), spend.amount().nanos()) + " of it for drafts"),
                SavedTiles.byListPrice(figures, from),
                SavedTiles.byAudits(figures, from),
                regret(figures),
                Parts.tile("Questions", Shown.count(decisions), onRecord(figures)),
                Parts.tile(
                        "Answered by the first tier",
                        Shown.share(sums.outcome("accepted"), decisions),
                        count(sums.outcome("escalated")) + " went on to a dearer one"),
                Parts.tile(
                        "Time, half of them within",
                        Shown.milliseconds(sums.latencies().quantile(0.5)),
                        "19 of 20 within " + Shown.milliseconds(sums.latencies().quantile(0.95))
                                + ", all tiers one after the other"),
                Parts.tile(
                        "Without an answer",
                        Shown.count(errors),
                        count(sums.outcome("failed")) + " failed, " + count(sums.outcome("rejected")) + " rejected; "
                                + count(sums.outcome("degraded")) + " answered below what was asked for"));
    }

    private static String onRecord(Figures figures) {
        return figures.isOnRecord()
                ? "decisions on record"
                : "nothing is on record: audit: {jdbc: true} keeps decisions, and what is told of them here";
    }

    /** Without it a saving says nothing: worse answers are cheap. */
    private static Html regret(Figures figures) {
        CascadeFlowLearning learning =
                CascadeFlowLearning.in(figures.component().getCamelContext());
        long compared = learning.getAuditsCompared();
        if (compared == 0) {
            return Parts.tile(
                    "Drafts not as good",
                    "\u2013",
                    "no accepted draft was held against the next tier's answer (auditShare)");
        }
        Share share = Share.wilson((double) learning.getAuditsDisagreed() / compared, compared);
        return Parts.tile(
                "Drafts not as good",
                Shown.share(learning.getAuditsDisagreed(), compared),
                String.format(
                        Locale.ROOT,
                        "of %,d accepted ones that were audited since this node's start; 95 %% interval %.1f to %.1f %%",
                        compared,
                        100 * share.low(),
                        100 * share.high()));
    }

    private static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    private static Html byHour(Figures figures, Instant from) {
        NavigableMap<Instant, Spend> spent = figures.spending().byHour(from);
        Map<Instant, DecisionSums> decided = new HashMap<>();
        for (Hour hour : figures.decisions().byHour(from)) {
            decided.put(hour.start(), hour.sums());
        }
        TreeSet<Instant> hours = new TreeSet<>(spent.keySet());
        hours.addAll(decided.keySet());
        List<List<?>> rows = new ArrayList<>();
        for (Instant hour : hours) {
            DecisionSums sums = decided.getOrDefault(hour, new DecisionSums());
            rows.add(List.of(
                    Shown.time(hour).with("data-x", hour.getEpochSecond()),
                    Shown.usd(spent.getOrDefault(hour, Spend.NONE).amount()),
                    Shown.count(sums.decisions())));
        }
        return Parts.table("Spent by hour", List.of("Hour (UTC)", "Spent, USD", "Questions"), rows);
    }

    private static Html works(@Nullable Overview overview) {
        if (overview == null) {
            return Parts.note("Not looked at yet.");
        }
        List<List<?>> rows = new ArrayList<>();
        overview.models()
                .forEach((model, answers) ->
                        rows.add(List.of(Html.foreign(model), answers ? "answers" : "its breaker keeps calls away")));
        rows.add(List.of(
                "Ledger",
                overview.ledger() == null
                        ? "cannot be read"
                        : overview.ledger().writable() ? "writes" : "cannot be written: no money may be spent"));
        overview.audit()
                .forEach((sink, summary) -> rows.add(List.of(
                        "Audit trail, " + sink,
                        summary.trouble() == null
                                ? count(summary.written()) + " written since the start, " + count(summary.waiting())
                                        + " waiting"
                                : Html.foreign(summary.trouble()))));
        overview.learning()
                .fallbacks()
                .forEach((place, what) ->
                        rows.add(List.of(Html.of("span", "Drift of ", Html.foreign(place)), Html.foreign(what))));
        return Parts.table("State of this node", List.of("What", "State"), rows);
    }
}
