package io.cascadeflow.camel.dashboard;

import java.util.List;

/** What pages are made of. Pure functions. */
final class Parts {

    private Parts() {}

    /** A part of a page that is replaced while it is looked at. */
    static Html live(String id, Object... children) {
        return Html.of("section", children).with("id", id).with("data-live", "");
    }

    /** A number with what it is. */
    static Html tile(String label, Object number, Object... more) {
        Html tile = Html.of("div", Html.of("h3", label), Html.of("p", number).with("class", "number"))
                .with("class", "tile");
        for (Object line : more) {
            tile.add(Html.of("p", line).with("class", "note"));
        }
        return tile;
    }

    static Html tiles(Html... tiles) {
        return Html.of("div", List.of(tiles)).with("class", "tiles");
    }

    /** Wide tables move in a frame of their own, by keyboard too. */
    static Html table(String caption, List<String> heads, List<? extends List<?>> rows) {
        Html head = Html.of("tr");
        heads.forEach(text -> head.add(Html.of("th", text).with("scope", "col")));
        Html body = Html.of("tbody");
        for (List<?> row : rows) {
            Html line = Html.of("tr");
            for (int i = 0; i < row.size(); i++) {
                Html cell = Html.of(i == 0 ? "th" : "td", row.get(i));
                line.add(i == 0 ? cell.with("scope", "row") : cell);
            }
            body.add(line);
        }
        Html table = Html.of("table", Html.of("caption", caption), Html.of("thead", head), body);
        return Html.of("div", table)
                .with("class", "scroll")
                .with("tabindex", "0")
                .with("role", "region")
                .with("aria-label", caption);
    }

    static Html link(String text, String url) {
        return Html.of("a", text).with("href", url);
    }

    static Html note(Object... children) {
        return Html.of("p", children).with("class", "note");
    }

    /**
     * A drawing of the table's rows, and the table itself behind a summary. Without the library there is only the table.
     *
     * @param kind {@code bars} or {@code lines}
     */
    static Html chart(String id, String kind, Html table) {
        return Html.of(
                        "div",
                        Html.of("div").with("class", "plot").with("aria-hidden", "true"),
                        Html.of("details", Html.of("summary", "As a table"), table))
                .with("class", "chart")
                .with("data-chart", kind)
                .with("data-chart-id", id);
    }
}
