package io.cascadeflow.camel.dashboard;

import io.cascadeflow.budget.Standing;
import java.util.Locale;

/** How much of a limit is used: settled, then held, and a mark from which to warn. Pure functions. */
final class Gauge {

    private static final int WIDTH = 480;
    private static final int HEIGHT = 26;

    private Gauge() {}

    static Html of(Standing standing) {
        double limit = standing.claim().budget().limit().nanos();
        double settled = limit == 0 ? 1 : standing.balance().settled().usd().nanos() / limit;
        double used = limit == 0 ? 1 : standing.balance().used().usd().nanos() / limit;
        double warn = standing.claim().budget().warnAt();
        String style = used >= 1 ? "bad" : standing.isWarning() ? "warn" : "good";
        String title =
                String.format(Locale.ROOT, "%.1f %% of the limit is used, %.1f %% settled", 100 * used, 100 * settled);
        return Html.of(
                "div",
                Svg.picture(
                        WIDTH,
                        HEIGHT,
                        title,
                        Svg.rect(0, 4, WIDTH, 18, "track"),
                        Svg.rect(0, 4, WIDTH * Math.min(1, used), 18, "held"),
                        Svg.rect(0, 4, WIDTH * Math.min(1, settled), 18, style),
                        Svg.line(WIDTH * Math.min(1, warn), 0, WIDTH * Math.min(1, warn), HEIGHT, "axis")),
                Parts.note(title + (used >= 1 ? ": spent" : standing.isWarning() ? ": warning" : "") + "."));
    }
}
