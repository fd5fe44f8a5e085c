package io.cascadeflow.camel.dashboard;

import io.cascadeflow.audit.trail.DecisionRecord;
import io.cascadeflow.audit.trail.KeptDecision;
import io.cascadeflow.camel.CascadeFlowConstants;
import io.cascadeflow.camel.dashboard.figures.Figures;
import io.cascadeflow.camel.observe.CascadeFlowCascades;
import io.cascadeflow.cascade.Decision;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.jspecify.annotations.Nullable;

/** Asks a cascade and shows the story of it. It spends money, on the same budgets as every call. */
final class PlaygroundPage implements Page {

    private static final int MOST_CHARACTERS = 20_000;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String TENANT = "dashboard";

    private final ProducerTemplate template;

    PlaygroundPage(ProducerTemplate template) {
        this.template = template;
    }

    @Override
    public String title() {
        return "Playground";
    }

    @Override
    public Html content(Ask ask, Figures figures) {
        Html page = Html.of(
                "div",
                Parts.note(
                        "A question asked here is a real one: it costs money, counts for the tenant \"dashboard\" in every budget, and is put on record."),
                form(ask, figures));
        if (!ask.form().isEmpty()) {
            page.add(answer(ask, figures));
        }
        return page;
    }

    private static List<String> cascades(Figures figures) {
        return figures.component().configured().cascades().keySet().stream()
                .sorted()
                .toList();
    }

    private static Html form(Ask ask, Figures figures) {
        Html cascades = Html.of("select").with("id", "cascade").with("name", "cascade");
        String chosen = ask.sent("cascade").orElse("");
        cascades(figures)
                .forEach(name -> cascades.add(
                        Html.of("option", name).with("value", name).with("selected", name.equals(chosen) ? "" : null)));
        return Html.of(
                        "form",
                        Html.of("input")
                                .with("type", "hidden")
                                .with("name", "token")
                                .with("value", token(ask)),
                        Html.of("div", Html.of("label", "Cascade").with("for", "cascade"), cascades),
                        Html.of(
                                "div",
                                Html.of("label", "Question").with("for", "question"),
                                Html.of("textarea", ask.sent("question").orElse(""))
                                        .with("id", "question")
                                        .with("name", "question")
                                        .with("dir", "auto")
                                        .with("maxlength", MOST_CHARACTERS)
                                        .with("required", "")),
                        Html.of("button", "Ask, and pay"))
                .with("method", "post")
                .with("action", "playground")
                .with("class", "asking");
    }

    /** Only a page that whoever is signed in was given has it: no other site can make one up. */
    private static String token(Ask ask) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(ask.secret().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal("playground".getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    private Html answer(Ask ask, Figures figures) {
        byte[] given = ask.sent("token").orElse("").getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(given, token(ask).getBytes(StandardCharsets.UTF_8))) {
            return trouble(
                    "This form is not from a page of this dashboard, so nothing was asked. Ask again from here.");
        }
        Optional<String> cascade = ask.sent("cascade").filter(cascades(figures)::contains);
        Optional<String> question = ask.sent("question");
        if (cascade.isEmpty() || question.isEmpty()) {
            return trouble("Choose a cascade and write a question; nothing was asked.");
        }
        if (question.get().length() > MOST_CHARACTERS) {
            return trouble("The question has more than " + MOST_CHARACTERS + " characters; nothing was asked.");
        }
        Exchange asked = template.request("cascadeflow:cascade:" + cascade.get(), exchange -> {
            exchange.getMessage().setBody(question.get());
            exchange.getMessage().setHeader(CascadeFlowConstants.TENANT, TENANT);
            exchange.getMessage().setHeader(CascadeFlowConstants.DEADLINE, PATIENCE);
        });
        return told(asked, figures);
    }

    private static Html told(Exchange asked, Figures figures) {
        Html section = Html.of("section", Html.of("h2", "Answer")).with("class", "answer");
        Exception failure = asked.getException();
        section.add(
                failure == null
                        ? Html.of("pre", String.valueOf(asked.getMessage().getBody(String.class)))
                                .with("dir", "auto")
                        : trouble("There is no answer: " + failure.getMessage()));
        String id = asked.getMessage().getHeader(CascadeFlowConstants.DECISION_ID, String.class);
        Optional<KeptDecision> decision = id == null ? Optional.empty() : decision(id, figures);
        decision.ifPresent(found -> section.add(DecisionPage.story(found, List.of(), figures)));
        if (id != null) {
            section.add(Html.of("p", Parts.link("Its story on record", Url.of("decision", "id", id))));
        }
        return section;
    }

    /** From memory: it is on record a moment later. */
    private static Optional<KeptDecision> decision(@Nullable String id, Figures figures) {
        List<Decision> latest = CascadeFlowCascades.in(figures.component().getCamelContext())
                .latest(decision -> decision.id().equals(id), 1);
        return latest.stream()
                .findFirst()
                .flatMap(decision -> KeptDecision.read(
                        "{\"kind\":\"decision\"," + DecisionRecord.of(decision).members() + "}",
                        new KeptDecision.Place(0, 0, 0)));
    }

    private static Html trouble(String text) {
        return Html.of("p", text).with("class", "trouble").with("role", "alert");
    }
}
