package io.cascadeflow.camel.dashboard;

import io.cascadeflow.audit.trail.AuditQuery;
import io.cascadeflow.audit.trail.KeptDecision;
import io.cascadeflow.camel.dashboard.figures.Figures;
import io.cascadeflow.cascade.Outcome;
import io.cascadeflow.pricing.Usd;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Decisions on record, found by time, tenant, cascade, outcome and id. */
final class DecisionsPage implements Page {

    private static final int ON_A_PAGE = 50;

    @Override
    public String title() {
        return "Decisions";
    }

    @Override
    public Html content(Ask ask, Figures figures) throws IOException {
        Html form = form(ask);
        if (figures.kept().isEmpty()) {
            return Html.of("p", "Nothing is on record: audit: {jdbc: true} keeps decisions, and they are found here.");
        }
        AuditQuery query;
        try {
            query = query(ask);
        } catch (DateTimeException | IllegalArgumentException wrong) {
            return Html.of(
                    "div",
                    form,
                    Html.of("p", "This cannot be looked for: " + wrong.getMessage())
                            .with("class", "trouble"));
        }
        return Html.of("div", form, list(ask, figures.find(query)));
    }

    private static AuditQuery query(Ask ask) {
        return AuditQuery.ALL
                .between(
                        ask.get("from").map(DecisionsPage::time).orElse(null),
                        ask.get("to").map(DecisionsPage::time).orElse(null))
                .ofTenant(ask.get("tenant").orElse(null))
                .ofCascade(ask.get("cascade").orElse(null))
                .withOutcome(ask.get("outcome").map(DecisionsPage::outcome).orElse(null))
                .withId(ask.get("id").orElse(null))
                .after(ask.get("after").map(KeptDecision.Place::of).orElse(null))
                .fromTheNewest()
                .most(ON_A_PAGE);
    }

    /** As a browser's field for times writes it. */
    private static Instant time(String text) {
        return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    }

    private static Outcome outcome(String text) {
        return Outcome.valueOf(text.toUpperCase(Locale.ROOT));
    }

    private static Html form(Ask ask) {
        Html outcome = Html.of("select", Html.of("option", "any").with("value", ""))
                .with("id", "outcome")
                .with("name", "outcome");
        Arrays.stream(Outcome.values())
                .map(Outcome::toString)
                .forEach(each -> outcome.add(Html.of("option", each)
                        .with("value", each)
                        .with(
                                "selected",
                                ask.get("outcome").filter(each::equals).isPresent() ? "" : null)));
        return Html.of(
                        "form",
                        field(ask, "from", "From (UTC)", "datetime-local"),
                        field(ask, "to", "To (UTC)", "datetime-local"),
                        field(ask, "tenant", "Tenant", "text"),
                        field(ask, "cascade", "Cascade", "text"),
                        Html.of("div", Html.of("label", "Outcome").with("for", "outcome"), outcome),
                        field(ask, "id", "Id", "text"),
                        Html.of("button", "Find"))
                .with("method", "get")
                .with("action", "decisions")
                .with("role", "search")
                .with("class", "fields");
    }

    private static Html field(Ask ask, String name, String label, String type) {
        return Html.of(
                "div",
                Html.of("label", label).with("for", name),
                Html.of("input")
                        .with("id", name)
                        .with("name", name)
                        .with("type", type)
                        .with("step", type.startsWith("date") ? "1" : null)
                        .with("value", ask.get(name).orElse(null)));
    }

    private static Html list(Ask ask, List<KeptDecision> found) {
        if (found.isEmpty()) {
            return Html.of("p", "No decision on record is like that.").with("role", "status");
        }
        List<List<?>> rows = new ArrayList<>();
        found.forEach(decision -> rows.add(row(decision)));
        Html list = Html.of(
                "div",
                Parts.table(
                        "Decisions, newest first",
                        List.of("When (UTC)", "Cascade", "Outcome", "Tiers", "Cost", "Tenant", "Story"),
                        rows));
        if (found.size() == ON_A_PAGE) {
            String last = found.get(found.size() - 1).place().toString();
            list.add(Html.of("p", Parts.link("Older ones", next(ask, last)).with("rel", "next")));
        }
        return list;
    }

    private static String next(Ask ask, String after) {
        return Url.of(
                "decisions",
                "from",
                value(ask, "from"),
                "to",
                value(ask, "to"),
                "tenant",
                value(ask, "tenant"),
                "cascade",
                value(ask, "cascade"),
                "outcome",
                value(ask, "outcome"),
                "id",
                value(ask, "id"),
                "after",
                after);
    }

    private static @Nullable String value(Ask ask, String name) {
        return ask.get(name).orElse(null);
    }

    private static List<Object> row(KeptDecision decision) {
        List<String> tiers = new ArrayList<>();
        decision.json()
                .path("tiers")
                .forEach(tier -> tiers.add(tier.path("tier").asText()));
        String id = String.valueOf(decision.text("id"));
        return List.of(
                Shown.time(decision.at()),
                Html.foreign(decision.text("cascade")),
                Words.outcome(String.valueOf(decision.text("outcome"))),
                Html.foreign(String.join(" \u203a ", tiers)),
                Shown.usd(Usd.of(decision.json().path("totalCostUsd").asText("0"))),
                Html.foreign(decision.text("tenant")),
                Parts.link("Story", Url.of("decision", "id", id)).with("aria-label", "Story of " + id));
    }
}
