package io.cascadeflow.camel.dashboard;

import java.util.Locale;

/** Shapes. Lengths are in units of the picture. Pure functions. */
final class Svg {

    private Svg() {}

    /** A picture that shrinks with the page; its title says in words what it shows. */
    static Html picture(int width, int height, String title, Object... shapes) {
        return Html.of("svg", Html.of("title", title))
                .add(java.util.List.of(shapes))
                .with("viewBox", "0 0 %d %d".formatted(width, height))
                .with("width", width)
                .with("height", height)
                .with("class", "picture")
                .with("role", "img")
                .with("aria-label", title);
    }

    static Html rect(double x, double y, double width, double height, String style) {
        return Html.of("rect")
                .with("x", number(x))
                .with("y", number(y))
                .with("width", number(Math.max(0, width)))
                .with("height", number(Math.max(0, height)))
                .with("class", style);
    }

    static Html line(double x1, double y1, double x2, double y2, String style) {
        return Html.of("line")
                .with("x1", number(x1))
                .with("y1", number(y1))
                .with("x2", number(x2))
                .with("y2", number(y2))
                .with("class", style);
    }

    static Html circle(double x, double y, double radius, String style) {
        return Html.of("circle")
                .with("cx", number(x))
                .with("cy", number(y))
                .with("r", number(radius))
                .with("class", style);
    }

    static Html text(double x, double y, String text) {
        return Html.of("text", text).with("x", number(x)).with("y", number(y));
    }

    static Html path(String d, String style) {
        return Html.of("path").with("d", d).with("class", style);
    }

    static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
