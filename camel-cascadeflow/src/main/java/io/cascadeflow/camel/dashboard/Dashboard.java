package io.cascadeflow.camel.dashboard;

import io.cascadeflow.camel.CascadeFlowComponent;
import io.cascadeflow.camel.dashboard.figures.Figures;
import io.cascadeflow.camel.dashboard.figures.Rounds;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pages of one Camel context. Whoever asks has been let in before, but for {@link #signIn} and {@link #asset}. Blocks while a
 * database answers a search; what is added up is read beside that. Thread-safe.
 */
public final class Dashboard implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Dashboard.class);
    private static final String HOME = "overview";

    private final Assets assets = new Assets();
    private final Map<String, Page> pages = new LinkedHashMap<>();
    private final Figures figures;
    private final Rounds rounds;
    private final Shell shell;
    private final ProducerTemplate template;

    /**
     * @param component whose cascades it shows
     * @param asks whether cascades can be asked from it
     * @param thread reads what is added up, one thing at a time, and may wait for databases
     */
    public Dashboard(CascadeFlowComponent component, Executor thread, boolean asks) {
        figures = new Figures(component);
        rounds = new Rounds(figures, thread, component.clock());
        template = component.getCamelContext().createProducerTemplate();
        pages.put(HOME, new OverviewPage());
        pages.put("cascades", new CascadesPage());
        pages.put("budgets", new BudgetsPage());
        pages.put("quality", new QualityPage());
        pages.put("decisions", new DecisionsPage());
        pages.put("models", new ModelsPage());
        if (asks) {
            pages.put("playground", new PlaygroundPage(template));
        }
        Map<String, String> menu = new LinkedHashMap<>();
        pages.forEach((name, page) -> menu.put(name, page.title()));
        pages.put("decision", new DecisionPage());
        shell = new Shell(menu, assets.hasCharts());
    }

    /** Style, script or picture: for everybody, as there is nothing in it. */
    public Optional<Reply> asset(String name) {
        return assets.find(name);
    }

    /** Where a key can be given. */
    public Reply signIn(int status, String why) {
        Html key = Html.of("input")
                .with("id", "key")
                .with("name", "key")
                .with("type", "password")
                .with("autocomplete", "current-password")
                .with("required", "");
        Html form = Html.of("form", Html.of("label", "Admin key").with("for", "key"), key, Html.of("button", "Sign in"))
                .with("method", "post")
                .with("action", "login")
                .with("class", "sign-in");
        return Reply.page(
                status, shell.bare("Sign in", Html.of("div", Html.of("p", why).with("role", "status"), form)));
    }

    /** Of a page. */
    public Reply answer(Ask ask) {
        if (ask.page().isEmpty()) {
            return Reply.elsewhere("dashboard/" + HOME);
        }
        Page page = pages.get(ask.page());
        if (page == null) {
            return refused(404, "Not here", "There is no such page.");
        }
        Figures seen = rounds.look();
        try {
            return Reply.page(200, shell.page(ask.page(), page.title(), page.content(ask, seen), seen));
        } catch (IOException | RuntimeException e) {
            LOG.warn("the dashboard's page {} failed", ask.page(), e);
            return refused(500, page.title(), "This page cannot be shown now; the log says why.");
        }
    }

    private Reply refused(int status, String title, String why) {
        return Reply.page(status, shell.page("", title, Html.of("p", why), null));
    }

    @Override
    public void close() {
        figures.close();
        template.stop();
    }
}
