package io.cascadeflow.camel.dashboard;

import io.cascadeflow.camel.dashboard.figures.DecisionSums;
import io.cascadeflow.camel.dashboard.figures.Labelled;
import io.cascadeflow.replay.CostQuality;
import io.cascadeflow.replay.Lessons;
import io.cascadeflow.replay.Reliability;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Confidence beside how often drafts were right, and what quality costs. Pure functions. */
final class LabelledPicture {

    private static final int SIZE = 260;
    private static final int AT = 40;

    private LabelledPicture() {}

    /** @param today the cascade's decisions in the time that is looked at; absent without any */
    static Html of(String cascade, Labelled labelled, @Nullable DecisionSums today) {
        Html section = Html.of(
                "section",
                Html.of("h3", Html.foreign(cascade)),
                Parts.note(
                        Shown.count(labelled.seen()),
                        " first drafts have a confidence and a label; ",
                        Shown.count(labelled.drafts()),
                        " of them, each drawn with the same chance, are shown. A label says whether the dearer answer came to the same, or what a judge or a user said."));
        Reliability reliability = labelled.reliability();
        if (reliability == null) {
            return section.add(Parts.note("Below " + Lessons.FEWEST + " that would be chance, so nothing is drawn."));
        }
        return section.add(Html.of("div", diagram(cascade, reliability), curve(cascade, labelled.curve(), today))
                .with("class", "pictures"));
    }

    private static Html diagram(String cascade, Reliability reliability) {
        List<Object> shapes = new ArrayList<>(frame("confidence", "share that was right"));
        shapes.add(Svg.line(AT, AT + SIZE, AT + SIZE, AT, "ideal"));
        List<List<?>> rows = new ArrayList<>();
        for (Reliability.Bin bin : reliability.bins()) {
            shapes.add(Svg.circle(AT + SIZE * bin.confidence(), AT + SIZE * (1 - bin.right()), 5, "dot"));
            rows.add(List.of(number(bin.confidence()), number(bin.right()), Shown.count(bin.drafts())));
        }
        String title = "Reliability of " + cascade;
        return Html.of(
                "div",
                Svg.picture(SIZE + 60, SIZE + 80, title, shapes.toArray()),
                Parts.note("Mean distance " + number(reliability.ece()) + "; by chance alone it would be "
                        + number(reliability.eceByChance()) + "."),
                Html.of(
                        "details",
                        Html.of("summary", "As a table"),
                        Parts.table(title, List.of("Mean confidence", "Right", "Drafts"), rows)));
    }

    private static Html curve(String cascade, CostQuality curve, @Nullable DecisionSums today) {
        List<Object> shapes = new ArrayList<>(frame("share that goes on", "quality"));
        StringBuilder path = new StringBuilder();
        List<List<?>> rows = new ArrayList<>();
        int every = Math.max(1, curve.points().size() / 20);
        for (int i = 0; i < curve.points().size(); i++) {
            CostQuality.Point point = curve.points().get(i);
            path.append(i == 0 ? "M" : " L")
                    .append(Svg.number(AT + SIZE * point.largeShare()))
                    .append(' ')
                    .append(Svg.number(AT + SIZE * (1 - point.quality())));
            if (i % every == 0 || i == curve.points().size() - 1) {
                rows.add(List.of(number(point.largeShare()), number(point.quality())));
            }
        }
        shapes.add(Svg.path(path.toString(), "curve"));
        String where = "";
        if (today != null && today.decisions() > 0) {
            double share = (double) today.outcome("escalated") / today.decisions();
            shapes.add(Svg.line(AT + SIZE * share, AT, AT + SIZE * share, AT + SIZE, "axis"));
            where = " In the time looked at, " + Shown.share(today.outcome("escalated"), today.decisions())
                    + " of the questions went on: the upright line.";
        }
        String title = "Quality of " + cascade + " by the share that goes on";
        return Html.of(
                "div",
                Svg.picture(SIZE + 60, SIZE + 80, title, shapes.toArray()),
                Parts.note(
                        "Quality of the answers if the drafts of lowest confidence go on to the dearer model." + where),
                Html.of(
                        "details",
                        Html.of("summary", "As a table"),
                        Parts.table(title, List.of("Goes on", "Quality"), rows)));
    }

    private static List<Html> frame(String across, String up) {
        List<Html> frame = new ArrayList<>();
        frame.add(Svg.line(AT, AT + SIZE, AT + SIZE, AT + SIZE, "axis"));
        frame.add(Svg.line(AT, AT, AT, AT + SIZE, "axis"));
        frame.add(Svg.text(AT, AT + SIZE + 18, "0"));
        frame.add(Svg.text(AT + SIZE - 8, AT + SIZE + 18, "1"));
        frame.add(Svg.text(AT - 14, AT + SIZE, "0"));
        frame.add(Svg.text(AT - 14, AT + 6, "1"));
        frame.add(Svg.text(AT + 80, AT + SIZE + 34, across));
        frame.add(Svg.text(AT - 30, AT - 12, up));
        return frame;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
