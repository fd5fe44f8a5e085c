package io.cascadeflow.examples.replay;

import java.util.List;
import java.util.Locale;

/** A small drawing with two axes, as SVG: no script, no font and no library, so it shows everywhere, in a document too. */
final class Chart {

    private static final int WIDTH = 460;
    private static final int HEIGHT = 360;
    private static final int LEFT = 60;
    private static final int BOTTOM = 50;
    private static final int MARGIN = 20;
    private static final int TICKS = 5;

    private final StringBuilder body = new StringBuilder();
    private final double low;
    private final double high;

    /** @param low the value at the foot of the vertical axis; the horizontal one is from 0 to 1 */
    Chart(String across, String up, double low, double high) {
        this.low = low;
        this.high = high;
        for (int tick = 0; tick <= TICKS; tick++) {
            double x = tick / (double) TICKS;
            double y = low + (high - low) * tick / TICKS;
            body.append(line(x, low, x, high, "#e4e4e4", 1, ""));
            body.append(line(0, y, 1, y, "#e4e4e4", 1, ""));
            text(x(x), HEIGHT - BOTTOM + 16, "middle", number(x));
            text(LEFT - 6, y(y) + 4, "end", number(y));
        }
        text((LEFT + WIDTH - MARGIN) / 2.0, HEIGHT - 12, "middle", across);
        body.append("<text transform=\"translate(16 %s) rotate(-90)\" text-anchor=\"middle\">%s</text>%n"
                .formatted(coordinate((HEIGHT - BOTTOM + MARGIN) / 2.0), escape(up)));
    }

    Chart dashed(double fromX, double fromY, double toX, double toY) {
        body.append(line(fromX, fromY, toX, toY, "#888", 1, " stroke-dasharray=\"5 4\""));
        return this;
    }

    Chart bar(double x, double from, double to) {
        body.append(line(x, from, x, to, "#7aa6d8", 3, ""));
        return this;
    }

    Chart dot(double x, double y) {
        body.append("<circle cx=\"%s\" cy=\"%s\" r=\"4\" fill=\"#1f5fa8\"/>%n"
                .formatted(coordinate(x(x)), coordinate(y(y))));
        return this;
    }

    Chart curve(List<double[]> points) {
        StringBuilder path = new StringBuilder();
        points.forEach(point -> path.append(coordinate(x(point[0])))
                .append(',')
                .append(coordinate(y(point[1])))
                .append(' '));
        body.append("<polyline points=\"%s\" fill=\"none\" stroke=\"#1f5fa8\" stroke-width=\"2\"/>%n"
                .formatted(path.toString().strip()));
        return this;
    }

    Chart note(double x, double y, String text) {
        text(x(x), y(y), "start", text);
        return this;
    }

    String svg() {
        return ("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" font-family=\"sans-serif\""
                        + " font-size=\"12\"><rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>%n%s</svg>%n")
                .formatted(WIDTH, HEIGHT, WIDTH, body);
    }

    private String line(double x1, double y1, double x2, double y2, String colour, int width, String more) {
        return "<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" stroke=\"%s\" stroke-width=\"%d\"%s/>%n"
                .formatted(
                        coordinate(x(x1)),
                        coordinate(y(y1)),
                        coordinate(x(x2)),
                        coordinate(y(y2)),
                        colour,
                        width,
                        more);
    }

    private void text(double x, double y, String anchor, String text) {
        body.append("<text x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>%n"
                .formatted(coordinate(x), coordinate(y), anchor, escape(text)));
    }

    private double x(double value) {
        return LEFT + value * (WIDTH - LEFT - MARGIN);
    }

    private double y(double value) {
        return HEIGHT - BOTTOM - (value - low) / (high - low) * (HEIGHT - BOTTOM - MARGIN);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static String coordinate(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
