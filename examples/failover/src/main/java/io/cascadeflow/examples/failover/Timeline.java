package io.cascadeflow.examples.failover;

import io.cascadeflow.wall.Outage;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Who answered when, as SVG: no script, no font and no library, so it shows everywhere, in a document too. */
final class Timeline {

    private static final int WIDTH = 720;
    private static final int HEIGHT = 190;
    private static final int LEFT = 90;
    private static final int RIGHT = 20;
    private static final int TOP = 30;
    private static final int FLOOR = 150;
    private static final List<String> LANES = List.of("first server", "second server", "failed");

    private final StringBuilder body = new StringBuilder();
    private final double seconds;

    private Timeline(Duration length) {
        seconds = Math.max(1, length.toMillis() / 1000.0);
    }

    /** A dot for each call, when it ended, in the lane of who answered it; the outage is shaded. */
    static String of(Outage outage, Outage.Record record) {
        Duration last = record.calls().stream()
                .map(call -> call.at().plus(call.took()))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        Timeline timeline = new Timeline(last);
        timeline.outage(outage);
        timeline.axes();
        record.calls().forEach(timeline::call);
        return timeline.svg();
    }

    private void outage(Outage outage) {
        double from = x(outage.from());
        double to = Math.min(x(outage.to()), WIDTH - RIGHT);
        body.append("<rect x=\"%s\" y=\"%d\" width=\"%s\" height=\"%d\" fill=\"#f6dcdc\"/>%n"
                .formatted(number(from), TOP - 14, number(Math.max(0, to - from)), FLOOR - TOP + 14));
        text(from + 4, TOP - 2, "start", "the first server is down");
    }

    private void axes() {
        for (int lane = 0; lane < LANES.size(); lane++) {
            double y = y(lane);
            body.append("<line x1=\"%d\" y1=\"%s\" x2=\"%d\" y2=\"%s\" stroke=\"#ccc\"/>%n"
                    .formatted(LEFT, number(y), WIDTH - RIGHT, number(y)));
            text(LEFT - 8, y + 4, "end", LANES.get(lane));
        }
        int step = (int) Math.max(1, Math.ceil(seconds / 10));
        for (int second = 0; second <= seconds; second += step) {
            text(x(Duration.ofSeconds(second)), FLOOR + 20, "middle", second + " s");
        }
    }

    private void call(Outage.Call call) {
        int lane = call.servedBy().isEmpty() ? 2 : call.servedBy().equals("primary-served") ? 0 : 1;
        String colour = List.of("#1f5fa8", "#d08a1d", "#b02a2a").get(lane);
        double from = x(call.at());
        double to = x(call.at().plus(call.took()));
        body.append(
                "<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" stroke=\"%s\" stroke-width=\"2\" opacity=\"0.35\"/>%n"
                        .formatted(number(from), number(y(lane)), number(to), number(y(lane)), colour));
        body.append(
                "<circle cx=\"%s\" cy=\"%s\" r=\"4\" fill=\"%s\"/>%n".formatted(number(to), number(y(lane)), colour));
    }

    private String svg() {
        return ("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" font-family=\"sans-serif\""
                        + " font-size=\"12\"><rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>%n%s</svg>%n")
                .formatted(WIDTH, HEIGHT, WIDTH, body);
    }

    private void text(double x, double y, String anchor, String text) {
        body.append(
                "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>%n".formatted(number(x), number(y), anchor, text));
    }

    private double x(Duration at) {
        return LEFT + at.toMillis() / 1000.0 / seconds * (WIDTH - LEFT - RIGHT);
    }

    private static double y(int lane) {
        return TOP + (lane + 0.5) * (FLOOR - TOP) / LANES.size();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
