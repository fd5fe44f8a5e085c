package io.cascadeflow.camel.dashboard;

import io.cascadeflow.camel.dashboard.figures.Figures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is around every page. */
final class Shell {

    private final Map<String, String> menu;
    private final boolean charts;

    /**
     * @param menu titles of pages, by page, in their order
     * @param charts whether the library that draws is there
     */
    Shell(Map<String, String> menu, boolean charts) {
        this.menu = new LinkedHashMap<>(menu);
        this.charts = charts;
    }

    Html page(String page, String title, Html content, @Nullable Figures figures) {
        List<Object> body = new ArrayList<>();
        body.add(Parts.link("To the content", "#content").with("class", "skip"));
        body.add(header(page));
        Html main = Html.of("main", Html.of("h1", title)).with("id", "content").with("tabindex", "-1");
        if (figures != null) {
            main.add(state(figures));
        }
        body.add(main.add(content));
        return html(title, body);
    }

    /** A page without the menu, for whoever is not let in. */
    Html bare(String title, Html content) {
        return html(
                title, List.of(Html.of("main", Html.of("h1", title), content).with("id", "content")));
    }

    private Html html(String title, List<Object> body) {
        Html head = Html.of(
                "head",
                Html.of("meta").with("charset", "utf-8"),
                Html.of("meta").with("name", "viewport").with("content", "width=device-width, initial-scale=1"),
                Html.of("meta").with("name", "color-scheme").with("content", "light dark"),
                Html.of("title", title + " \u00b7 CascadeFlow"),
                Html.of("link").with("rel", "icon").with("href", "icon.svg"),
                Html.of("link").with("rel", "stylesheet").with("href", "dashboard.css"));
        if (charts) {
            head.add(Html.of("link").with("rel", "stylesheet").with("href", "uplot.css"));
            head.add(Html.of("script").with("src", "uplot.js").with("defer", ""));
        }
        head.add(Html.of("script").with("src", "dashboard.js").with("defer", ""));
        return Html.of("html", head, Html.of("body", body)).with("lang", "en");
    }

    private Html header(String page) {
        Html list = Html.of("ul");
        menu.forEach((name, title) -> list.add(
                Html.of("li", Parts.link(title, name).with("aria-current", name.equals(page) ? "page" : null))));
        Html out = Html.of("form", Html.of("button", "Sign out"))
                .with("method", "post")
                .with("action", "logout");
        return Html.of(
                "header",
                Html.of("p", "CascadeFlow").with("class", "brand"),
                Html.of("nav", list).with("aria-label", "Pages"),
                out);
    }

    private static Html state(Figures figures) {
        Html state = Parts.live("state");
        Html line = Parts.note("As of ", Shown.time(figures.now().at()), " UTC.");
        long left = figures.now().left();
        if (left > 0) {
            line.add(" Still reading: ")
                    .add(Shown.count(left))
                    .add(" decisions on record are not in these figures yet.");
        }
        state.add(line);
        figures.troubles()
                .forEach((what, why) ->
                        state.add(Html.of("p", Html.of("strong", what + " cannot be read: "), Html.foreign(why))
                                .with("class", "trouble")));
        long ahead = figures.decisions().fromTheFuture();
        if (ahead > 0) {
            state.add(Html.of(
                            "p",
                            Shown.count(ahead),
                            ahead == 1 ? " decision is" : " decisions are",
                            " dated more than a day ahead of this node's clock, and in no sum: look at the clocks (NTP).")
                    .with("class", "trouble"));
        }
        Html connection =
                Html.of("p").with("id", "connection").with("role", "status").with("class", "connection");
        return Html.of("div", state, connection);
    }
}
