package io.cascadeflow.camel.dashboard;

import io.cascadeflow.budget.report.savings.AuditSavings.Share;
import io.cascadeflow.camel.audit.CascadeFlowLearning;
import io.cascadeflow.camel.dashboard.figures.DecisionSums;
import io.cascadeflow.camel.dashboard.figures.Figures;
import io.cascadeflow.camel.dashboard.figures.Labelled;
import io.cascadeflow.camel.dashboard.figures.TierSums;
import io.cascadeflow.pricing.Usd;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Whether confidence means what it says, what audits found, and whether gates still fit their traffic. */
final class QualityPage implements Page {

    private static final int MOST = 20;

    @Override
    public String title() {
        return "Quality";
    }

    @Override
    public Html content(Ask ask, Figures figures) {
        Range range = Range.of(ask);
        Instant from = range.from(figures.now().at());
        CascadeFlowLearning learning =
                CascadeFlowLearning.in(figures.component().getCamelContext());
        return Html.of(
                "div",
                range.choice("quality"),
                Parts.live("audits", Html.of("h2", "Audited regret, since this node's start"), audits(learning)),
                Parts.live("drift", Html.of("h2", "Drift"), drift(learning)),
                Parts.live(
                        "labelled",
                        Html.of("h2", "Does confidence mean what it says?"),
                        labelled(figures.labels(), figures, from)),
                Parts.live(
                        "confidence",
                        Html.of("h2", "Confidence of drafts, the last " + range.words()),
                        confidence(figures, from)));
    }

    private static Html audits(CascadeFlowLearning learning) {
        long compared = learning.getAuditsCompared();
        long disagreed = learning.getAuditsDisagreed();
        if (compared == 0) {
            return Html.of(
                    "p",
                    "No accepted draft was compared with the next tier's answer yet. A share of them is when a cascade has gate: {auditShare: 0.02}.");
        }
        Share interval = Share.wilson((double) disagreed / compared, compared);
        return Parts.tiles(
                Parts.tile(
                        "Accepted drafts that were not as good",
                        Shown.share(disagreed, compared),
                        String.format(
                                Locale.ROOT,
                                "%,d of %,d audited; in 95 of 100 such samples the truth is in %.1f to %.1f %%",
                                disagreed,
                                compared,
                                100 * interval.low(),
                                100 * interval.high())),
                Parts.tile("Audits cost", Shown.usd(Usd.of(learning.getAuditCost()))));
    }

    private static Html drift(CascadeFlowLearning learning) {
        Map<String, String> fallbacks = learning.getFallbacks();
        if (fallbacks.isEmpty()) {
            return Html.of(
                    "p",
                    "Nothing was changed by drift. Alarms since the start: ",
                    Shown.count(learning.getDriftAlarms()),
                    ".");
        }
        List<List<?>> rows = new ArrayList<>();
        fallbacks.forEach((place, what) -> rows.add(List.of(Html.foreign(place), Html.foreign(what))));
        return Parts.table("What drift has changed", List.of("Cascade and tier", "What"), rows);
    }

    private static Html labelled(Map<String, Labelled> labelled, Figures figures, Instant from) {
        Html list = Html.of("div");
        if (labelled.isEmpty()) {
            return list.add(
                    Parts.note(
                            "There are no labels to hold confidence against: they come from audits and feedback, where a recorder is configured (recorder: {file: recorded.jsonl}) and decisions are on record (audit: {jdbc: true})."));
        }
        Map<String, DecisionSums> today = figures.decisions().byCascade(from);
        labelled.forEach((cascade, found) -> list.add(LabelledPicture.of(cascade, found, today.get(cascade))));
        return list;
    }

    private static Html confidence(Figures figures, Instant from) {
        Html list = Html.of("div");
        figures.decisions().byCascade(from).entrySet().stream()
                .limit(MOST)
                .forEach(cascade -> cascade.getValue().byTier().forEach((tier, sums) -> {
                    if (measured(sums) > 0) {
                        list.add(histogram(cascade.getKey() + " / " + tier, sums));
                    }
                }));
        return list.toString().equals("<div></div>") ? Html.of("p", "No confidence is on record in this time.") : list;
    }

    private static long measured(TierSums sums) {
        long all = 0;
        for (int i = 0; i < TierSums.CONFIDENCES; i++) {
            all += sums.accepted()[i] + sums.notAccepted()[i];
        }
        return all;
    }

    private static Html histogram(String place, TierSums sums) {
        List<List<?>> rows = new ArrayList<>();
        long[] accepted = sums.accepted();
        long[] notAccepted = sums.notAccepted();
        double most = 1;
        for (int i = 0; i < TierSums.CONFIDENCES; i++) {
            most = Math.max(most, accepted[i] + notAccepted[i]);
        }
        List<Object> bars = new ArrayList<>();
        for (int i = 0; i < TierSums.CONFIDENCES; i++) {
            double given = 120 * accepted[i] / most;
            double not = 120 * notAccepted[i] / most;
            bars.add(Svg.rect(10 + i * 44, 130 - given, 36, given, "good"));
            bars.add(Svg.rect(10 + i * 44, 130 - given - not, 36, not, "bar"));
            bars.add(Svg.text(14 + i * 44, 148, String.format(Locale.ROOT, "%.1f", i / 10.0)));
            rows.add(List.of(
                    String.format(Locale.ROOT, "%.1f to %.1f", i / 10.0, (i + 1) / 10.0),
                    Shown.count(accepted[i]),
                    Shown.count(notAccepted[i])));
        }
        return Html.of(
                "div",
                Html.of("h3", Html.foreign(place)),
                Svg.picture(460, 156, "Confidence of " + place + ": the table below has the numbers", bars.toArray()),
                Html.of(
                        "details",
                        Html.of("summary", "As a table"),
                        Parts.table("Confidence of " + place, List.of("Confidence", "Given", "Not given"), rows)));
    }
}
