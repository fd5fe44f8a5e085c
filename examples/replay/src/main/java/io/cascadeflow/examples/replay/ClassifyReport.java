package io.cascadeflow.examples.replay;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How well questions were classified, for people or for programs. */
record ClassifyReport(Classified judged) {

    private static final double[] LIMITS = {0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9};
    private static final int WIDTH = 40;

    /** What cannot be known is null. */
    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("learned", judged.learned())
                .put("heldOut", judged.guesses().size())
                .put("accuracy", number(judged.accuracy()));
        ArrayNode curve = json.putArray("rejection");
        for (double limit : LIMITS) {
            curve.addObject()
                    .put("rejectBelow", limit)
                    .put("answered", number(judged.answered(limit)))
                    .put("right", number(judged.precision(limit)))
                    .put("noneRejected", number(judged.rejected(limit)));
        }
        ObjectNode labels = json.putObject("labels");
        judged.byLabel()
                .forEach((label, count) ->
                        labels.putObject(label).put("questions", count[0]).put("right", count[1]));
        return json.put("microsPerQuestion", judged.micros());
    }

    private static @Nullable Double number(double share) {
        return Double.isNaN(share) ? null : share;
    }

    String table() {
        StringBuilder table = new StringBuilder();
        table.append(line(
                "learned from %d questions, judged by %d others%n",
                judged.learned(), judged.guesses().size()));
        table.append(line("right, whatever the score: %s of those that a label fits%n", percent(judged.accuracy())));
        table.append(line("time per question: %.1f us CPU, median%n%n", judged.micros()));
        table.append(line(
                "%11s  %8s  %6s  %13s  %s%n",
                "rejectBelow", "answered", "right", "none rejected", "right of all #, wrong -"));
        for (double limit : LIMITS) {
            table.append(line(
                    "%11.1f  %8s  %6s  %13s  %s%n",
                    limit,
                    percent(judged.answered(limit)),
                    percent(judged.precision(limit)),
                    percent(judged.rejected(limit)),
                    bar(judged.answered(limit), judged.precision(limit))));
        }
        table.append(line("%n"));
        judged.byLabel()
                .forEach((label, count) -> table.append(line(
                        "%-14s %3d of %3d  %s%n",
                        label, count[1], count[0], "#".repeat((int) Math.round(WIDTH / 2.0 * count[1] / count[0])))));
        return table.toString();
    }

    private static String bar(double answered, double right) {
        int all = (int) Math.round(answered * WIDTH);
        int good = Double.isNaN(right) ? 0 : (int) Math.round(answered * right * WIDTH);
        return "#".repeat(good) + "-".repeat(Math.max(0, all - good));
    }

    private static String percent(double share) {
        return Double.isNaN(share) ? "-" : line("%.1f %%", 100 * share);
    }

    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
