package io.cascadeflow.camel.dashboard;

import io.cascadeflow.camel.dashboard.figures.DecisionSums;
import io.cascadeflow.camel.dashboard.figures.TierSums;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Questions on their way down a cascade: a bar as wide as a tier was asked, and what of it went out as an answer. Pure functions. */
final class FlowPicture {

    private static final int WIDTH = 720;
    private static final int ROW = 64;
    private static final int LEFT = 8;
    private static final int BAR = 440;
    private static final int MOST_NAME = 28;

    private FlowPicture() {}

    static Html of(String cascade, DecisionSums sums, Map<String, TierSums> tiers) {
        List<Object> shapes = new ArrayList<>();
        double most = Math.max(
                1, tiers.values().stream().mapToLong(TierSums::asked).max().orElse(1));
        int y = 8;
        for (Map.Entry<String, TierSums> tier : tiers.entrySet()) {
            TierSums figures = tier.getValue();
            double wide = BAR * figures.asked() / most;
            double given = BAR * figures.taken() / most;
            shapes.add(Svg.text(
                    LEFT,
                    y + 14,
                    cut(tier.getKey()) + ": asked " + count(figures.asked()) + " times, "
                            + Shown.usdText(figures.cost())));
            shapes.add(Svg.rect(LEFT, y + 22, BAR, 18, "track"));
            shapes.add(Svg.rect(LEFT, y + 22, wide, 18, "bar"));
            shapes.add(Svg.rect(LEFT, y + 22, given, 18, "good"));
            shapes.add(Svg.text(
                    LEFT + BAR + 12,
                    y + 36,
                    count(figures.taken()) + " answers given, " + count(figures.asked() - figures.taken()) + " not"));
            y += ROW;
        }
        long none = sums.outcome("rejected") + sums.outcome("failed");
        shapes.add(Svg.text(LEFT, y + 14, count(none) + " questions ended without an answer"));
        String title = "Flow of %s: %s".formatted(cascade, inWords(tiers));
        return Html.of("div", Svg.picture(WIDTH, y + 24, title, shapes.toArray()))
                .with("class", "flow");
    }

    private static String inWords(Map<String, TierSums> tiers) {
        List<String> words = new ArrayList<>();
        tiers.forEach((tier, figures) ->
                words.add("%s asked %d times, %d answers given".formatted(tier, figures.asked(), figures.taken())));
        return String.join("; ", words);
    }

    private static String cut(String name) {
        return name.length() <= MOST_NAME ? name : name.substring(0, MOST_NAME - 1) + "\u2026";
    }

    private static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
