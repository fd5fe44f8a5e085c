package io.cascadeflow.camel.dashboard;

import io.cascadeflow.camel.dashboard.figures.DecisionSums;
import io.cascadeflow.camel.dashboard.figures.Figures;
import io.cascadeflow.camel.dashboard.figures.TierSums;
import io.cascadeflow.camel.observe.CascadeSummary;
import io.cascadeflow.camel.observe.Overview;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How many calls and dollars went down each tier of each cascade, and why they went on. */
final class CascadesPage implements Page {

    private static final int MOST = 50;

    @Override
    public String title() {
        return "Cascades";
    }

    @Override
    public Html content(Ask ask, Figures figures) {
        Range range = Range.of(ask);
        Instant from = range.from(figures.now().at());
        Html list = Html.of("div");
        Map<String, DecisionSums> byCascade = figures.decisions().byCascade(from);
        byCascade.entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<String, DecisionSums> entry) ->
                        -entry.getValue().decisions()))
                .limit(MOST)
                .forEach(entry ->
                        list.add(cascade(entry.getKey(), entry.getValue(), tiers(entry.getKey(), figures), range)));
        if (byCascade.isEmpty()) {
            list.add(
                    Html.of(
                            "p",
                            figures.isOnRecord()
                                    ? "No decision is on record in the last " + range.words() + "."
                                    : "Nothing is on record: audit: {jdbc: true} keeps decisions, and this page is made of them."));
        }
        if (byCascade.size() > MOST) {
            list.add(Parts.note(
                    "The ", Shown.count(MOST), " busiest of ", Shown.count(byCascade.size()), " are shown."));
        }
        return Html.of("div", range.choice("cascades"), Parts.live("cascades", list));
    }

    private static List<String> tiers(String cascade, Figures figures) {
        Overview overview = figures.now().overview();
        return overview == null
                ? List.of()
                : overview.cascades().stream()
                        .filter(summary -> summary.name().equals(cascade))
                        .findFirst()
                        .map(CascadeSummary::tiers)
                        .orElse(List.of())
                        .stream()
                        .map(CascadeSummary.TierSummary::name)
                        .toList();
    }

    private static Html cascade(String name, DecisionSums sums, List<String> order, Range range) {
        Map<String, TierSums> byTier = sums.byTier();
        Map<String, TierSums> tiers = new LinkedHashMap<>();
        order.stream().filter(byTier::containsKey).forEach(tier -> tiers.put(tier, byTier.get(tier)));
        byTier.forEach(tiers::putIfAbsent);
        return Html.of(
                "section",
                Html.of("h2", Html.foreign(name)),
                Parts.note(
                        Shown.count(sums.decisions()),
                        " questions in the last " + range.words() + ", ",
                        Shown.usd(sums.cost()),
                        " together."),
                FlowPicture.of(name, sums, tiers),
                table(name, sums, tiers),
                reasons(name, tiers));
    }

    private static Html table(String name, DecisionSums sums, Map<String, TierSums> tiers) {
        List<List<?>> rows = new ArrayList<>();
        tiers.forEach((tier, figures) -> rows.add(List.of(
                Html.foreign(tier),
                Shown.count(figures.asked()),
                Shown.count(figures.taken()),
                Shown.share(figures.taken(), figures.asked()),
                Shown.count(sums.passedOver().getOrDefault(tier, 0L)),
                Shown.usd(figures.cost()),
                Shown.milliseconds(figures.latencies().quantile(0.5)),
                Shown.milliseconds(figures.latencies().quantile(0.95)))));
        return Parts.table(
                "Tiers of " + name,
                List.of(
                        "Tier",
                        "Asked",
                        "Answer given",
                        "of asked",
                        "Passed over",
                        "Cost",
                        "Half within",
                        "19 of 20 within"),
                rows);
    }

    private static Html reasons(String name, Map<String, TierSums> tiers) {
        List<List<?>> rows = new ArrayList<>();
        tiers.forEach((tier, figures) -> figures.turnedDown().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .forEach(entry -> rows.add(List.of(
                        Html.foreign(tier),
                        Words.reason(entry.getKey()),
                        Shown.count(entry.getValue()),
                        Shown.share(entry.getValue(), figures.asked())))));
        return rows.isEmpty()
                ? Parts.note("Every answer was given.")
                : Html.of(
                        "div",
                        Html.of("h3", "Why answers were not given"),
                        Parts.table(
                                "Why answers of " + name + " were not given",
                                List.of("Tier", "Why", "Times", "of asked"),
                                rows));
    }
}
