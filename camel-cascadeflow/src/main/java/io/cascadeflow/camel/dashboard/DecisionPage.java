package io.cascadeflow.camel.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import io.cascadeflow.audit.trail.AuditQuery;
import io.cascadeflow.audit.trail.DecisionStory;
import io.cascadeflow.audit.trail.KeptDecision;
import io.cascadeflow.audit.trail.KeptToolCall;
import io.cascadeflow.budget.LedgerEntry;
import io.cascadeflow.budget.report.SpendRange;
import io.cascadeflow.camel.dashboard.figures.Figures;
import io.cascadeflow.pricing.Usd;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One decision's whole story, as a line of time: rules, tiers, signals, holds and money. */
final class DecisionPage implements Page {

    /** Its calls are posted while its tiers are asked, or about then. */
    private static final Duration ABOUT = Duration.ofSeconds(3);

    @Override
    public String title() {
        return "Decision";
    }

    @Override
    public Html content(Ask ask, Figures figures) throws IOException {
        String id = ask.get("id").orElse("");
        Optional<KeptDecision> found = id.isEmpty()
                ? Optional.empty()
                : figures.find(AuditQuery.ALL.withId(id).most(1)).stream().findFirst();
        Html back = Html.of("p", Parts.link("All decisions", "decisions"));
        if (found.isEmpty()) {
            return Html.of(
                    "div",
                    back,
                    Html.of(
                            "p",
                            "No decision ",
                            Html.foreign(id),
                            " is on record. One that was made just now is there in a moment."));
        }
        return Html.of("div", back, story(found.get(), figures.toolCalls(id), figures));
    }

    /** @param calls of tools that its answer asked for */
    static Html story(KeptDecision decision, List<KeptToolCall> calls, Figures figures) {
        JsonNode json = decision.json();
        return Html.of(
                "div",
                Parts.note(
                        Shown.time(decision.at()),
                        " UTC, cascade ",
                        Html.foreign(json.path("cascade").asText()),
                        ", ",
                        Words.outcome(json.path("outcome").asText()),
                        ", id ",
                        Html.foreign(json.path("id").asText())),
                whose(json),
                Html.of("h2", "What happened"),
                timeline(json, calls),
                Html.of("h2", "In sentences"),
                sentences(json, calls),
                Html.of("h2", "Money"),
                money(decision, figures),
                content(json.path("content")));
    }

    private static Html whose(JsonNode json) {
        Html line = Html.of("p").with("class", "note");
        String between = "";
        for (String name : List.of("tenant", "user", "project", "run", "domain")) {
            if (json.hasNonNull(name)) {
                line.add(Html.of(
                        "span",
                        between + name + " ",
                        Html.foreign(json.path(name).asText())));
                between = "; ";
            }
        }
        return line;
    }

    private static Html timeline(JsonNode json, List<KeptToolCall> calls) {
        Html list = Html.of("ol").with("class", "story");
        json.path("policy")
                .path("rules")
                .forEach(rule -> list.add(Html.of(
                        "li", Html.of("strong", "Rule "), Html.foreign(rule.asText()), " of the policy applied")));
        json.path("skipped")
                .forEach(skipped -> list.add(Html.of(
                        "li",
                        Html.of("strong", "Tier "),
                        Html.foreign(skipped.path("tier").asText()),
                        " was passed over: ",
                        Html.foreign(skipped.path("reason").asText()))));
        json.path("tiers").forEach(tier -> list.add(tier(tier)));
        list.add(Html.of(
                "li",
                Words.outcome(json.path("outcome").asText()),
                " ",
                Html.foreign(json.path("reason").asText())));
        calls.forEach(called -> list.add(ToolItem.of(called.json())));
        return list;
    }

    private static Html tier(JsonNode tier) {
        boolean taken = tier.path("accepted").asBoolean();
        Html item = Html.of(
                "li",
                Html.of("strong", "Tier ", Html.foreign(tier.path("tier").asText())),
                " ",
                Html.foreign(tier.path("model").asText()),
                " ",
                Html.of("span", taken ? "taken" : "not taken").with("class", taken ? "tag good" : "tag warn"),
                Html.of("br"),
                Html.foreign(tier.path("reason").asText()),
                Html.of("br"),
                "Cost ",
                Shown.usd(Usd.of(tier.path("costUsd").asText("0"))));
        if (tier.hasNonNull("latencyMs")) {
            item.add(", took " + tier.path("latencyMs").asText() + " ms");
        }
        if (tier.hasNonNull("confidence")) {
            item.add(", confidence " + tier.path("confidence").asText());
        }
        if (tier.hasNonNull("acceptAbove")) {
            item.add(", asked for " + tier.path("acceptAbove").asText());
        }
        if (tier.has("gate")) {
            item.add(", gate ")
                    .add(Html.foreign(tier.path("gate").path("profile").asText() + " "
                            + tier.path("gate").path("version").asText()));
        }
        if (tier.has("defects")) {
            List<String> defects = new ArrayList<>();
            tier.path("defects").forEach(defect -> defects.add(defect.asText()));
            item.add(Html.of("p", "Faults: ", Html.foreign(String.join(", ", defects))));
        }
        if (tier.path("signals").size() > 0) {
            List<List<?>> rows = new ArrayList<>();
            tier.path("signals")
                    .properties()
                    .forEach(signal -> rows.add(List.of(
                            Html.foreign(signal.getKey()), signal.getValue().asText())));
            String caption = "Signals of tier " + tier.path("tier").asText();
            item.add(Html.of(
                    "details",
                    Html.of("summary", rows.size() + " signals"),
                    Parts.table(caption, List.of("Signal", "Value"), rows)));
        }
        return item;
    }

    private static Html sentences(JsonNode json, List<KeptToolCall> calls) {
        Html list = Html.of("ul");
        DecisionStory.of(json, calls).forEach(line -> list.add(Html.of("li", Html.foreign(line))));
        return list;
    }

    /** Its lines on the ledger: those of the time that its tiers took, which an index finds. */
    private static Html money(KeptDecision decision, Figures figures) {
        String id = String.valueOf(decision.text("id"));
        long took = 0;
        for (JsonNode tier : decision.json().path("tiers")) {
            took += tier.path("latencyMs").asLong();
        }
        SpendRange about = new SpendRange(
                decision.at().minus(ABOUT).minusMillis(took), decision.at().plus(ABOUT));
        List<LedgerEntry> lines = figures.source().ofDecision(id, about).stream()
                .sorted(Comparator.comparing(LedgerEntry::at))
                .toList();
        List<List<?>> rows = new ArrayList<>();
        Usd all = Usd.ZERO;
        for (LedgerEntry line : lines) {
            Usd settled = line.posting().settled().usd();
            all = all.plus(settled);
            Map<String, String> facts = line.call().facts();
            rows.add(List.of(
                    Shown.time(line.at()),
                    Html.foreign(facts.getOrDefault("tier", "")),
                    Html.foreign(facts.getOrDefault("role", "")),
                    Html.foreign(line.call().model().toString()),
                    line.posting().status().toString().toLowerCase(java.util.Locale.ROOT),
                    Shown.usd(line.posting().held().usd()),
                    Shown.usd(settled)));
        }
        Usd recorded = Usd.of(decision.json().path("totalCostUsd").asText("0"));
        Html note = rows.isEmpty()
                ? Parts.note("The ledger has no line of it any more, or it cost nothing.")
                : Parts.note(
                        "On the ledger: ",
                        Shown.usd(all),
                        "; on record: ",
                        Shown.usd(recorded),
                        ". Audits come after the decision and are on the ledger alone.");
        return rows.isEmpty()
                ? note
                : Html.of(
                        "div",
                        Parts.table(
                                "Holds and settlements",
                                List.of("Posted (UTC)", "Tier", "Role", "Model", "Ended", "Held", "Settled"),
                                rows),
                        note);
    }

    private static Html content(JsonNode content) {
        Html section = Html.of("section", Html.of("h2", "Question and answer"));
        for (String part : List.of("question", "answer")) {
            JsonNode kept = content.path(part);
            if (kept.hasNonNull("text")) {
                section.add(Html.of("h3", part))
                        .add(Html.of("pre", kept.path("text").asText()).with("dir", "auto"));
            } else if (kept.hasNonNull("sha256")) {
                section.add(Parts.note(
                        part + ": " + kept.path("characters").asText()
                                + " characters, of which only the hash is kept: ",
                        Html.of("code", kept.path("sha256").asText())));
            }
        }
        return section;
    }
}
