package io.cascadeflow.camel.observe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The dashboard and the alert rules of the gateway's example name only what a scrape shows. */
class ObservabilityFilesTest {

    private static final Path FOLDER = MetricsPageTest.root().resolve("examples/gateway/observability");
    private static final Pattern NAME = Pattern.compile("\\b(cascadeflow_\\w+|gen_ai_client_\\w+)(?:\\{([^}]*)})?");
    private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)\\s*\"");
    private static final Pattern GROUPING = Pattern.compile("\\b(?:by|on|without|ignoring)\\s*\\(([^)]*)\\)");
    private static final Pattern SHOWN = Pattern.compile("\\{\\{\\s*(?:\\$labels\\.)?(\\w+)\\s*}}");

    private final Map<String, Set<String>> series = Exposition.series();

    @Test
    void everyPanelAsksForMetricsAndLabelsThatThereAre() throws IOException {
        JsonNode dashboard =
                new ObjectMapper().readTree(FOLDER.resolve("dashboard.json").toFile());

        assertThat(dashboard.path("panels"))
                .isNotEmpty()
                .allSatisfy(panel -> assertThat(panel.path("targets"))
                        .isNotEmpty()
                        .allSatisfy(target -> assertKnown(
                                target.path("expr").asText(),
                                target.path("legendFormat").asText())));
    }

    @Test
    void everyPanelHasATitleOfItsOwnAndAPlaceOfItsOwn() throws IOException {
        JsonNode panels = new ObjectMapper()
                .readTree(FOLDER.resolve("dashboard.json").toFile())
                .path("panels");
        Set<String> titles = new HashSet<>();
        Set<String> places = new HashSet<>();

        assertThat(panels).allSatisfy(panel -> {
            assertThat(titles.add(panel.path("title").asText())).isTrue();
            assertThat(places.add(panel.path("gridPos").toString())).isTrue();
        });
    }

    @Test
    void everyAlertAsksForMetricsAndLabelsThatThereAreAndSaysWhatToDo() throws IOException {
        for (JsonNode rule : rules()) {
            assertKnown(
                    rule.path("expr").asText(),
                    rule.path("annotations").path("summary").asText());
            assertThat(rule.path("annotations").path("action").asText()).isNotBlank();
            assertThat(rule.path("labels").path("severity").asText()).isIn("info", "warning", "critical");
        }
    }

    @Test
    void whatHasToBeWatchedHasAnAlert() throws IOException {
        assertThat(rules())
                .extracting(rule -> rule.path("alert").asText())
                .doesNotHaveDuplicates()
                .contains(
                        "CascadeFlowBudgetBurnsFast",
                        "CascadeFlowEscalationSurge",
                        "CascadeFlowDrift",
                        "CascadeFlowProviderDown",
                        "CascadeFlowLeakedHolds",
                        "CascadeFlowUnpricedModel");
    }

    @Test
    void thePageForOperatorsHasEveryAlertAndNoOther() throws IOException {
        String page = Files.readString(MetricsPageTest.root().resolve("docs/operations.md"));
        List<String> alerts = Pattern.compile("(?m)^\\| `(CascadeFlow\\w+)` \\|")
                .matcher(page)
                .results()
                .map(row -> row.group(1))
                .toList();

        assertThat(alerts)
                .containsExactlyInAnyOrderElementsOf(rules().stream()
                        .map(rule -> rule.path("alert").asText())
                        .toList());
    }

    @Test
    void aNameThatThereIsNotIsNoticed() {
        assertThat(problems("rate(cascadeflow_decision_total[5m])", "")).isNotEmpty();
        assertThat(problems("cascadeflow_decisions_total{outcom=\"failed\"}", ""))
                .isNotEmpty();
        assertThat(problems("sum by (teir) (cascadeflow_decisions_total)", "")).isNotEmpty();
        assertThat(problems("sum(cascadeflow_decisions_total", "")).isNotEmpty();
        assertThat(problems("cascadeflow_decisions_total", "{{ $labels.model }}"))
                .isNotEmpty();
        assertThat(problems("sum by (tier) (cascadeflow_decisions_total{outcome=\"failed\"})", "{{tier}}"))
                .isEmpty();
    }

    private static List<JsonNode> rules() throws IOException {
        JsonNode file = new ObjectMapper(new YAMLFactory())
                .readTree(FOLDER.resolve("alerts.yml").toFile());
        List<JsonNode> rules = new ArrayList<>();
        file.path("groups").forEach(group -> group.path("rules").forEach(rules::add));
        assertThat(rules).isNotEmpty();
        return rules;
    }

    private void assertKnown(String expression, String shown) {
        assertThat(problems(expression, shown)).as(expression).isEmpty();
    }

    private List<String> problems(String expression, String shown) {
        List<String> problems = new ArrayList<>();
        Set<String> labels = new HashSet<>(Set.of("le"));
        Matcher name = NAME.matcher(expression);
        while (name.find()) {
            Set<String> known = series.get(name.group(1));
            if (known == null) {
                problems.add("no series " + name.group(1));
            } else {
                labels.addAll(known);
                unknown(MATCHER, name.group(2) == null ? "" : name.group(2), known, problems);
            }
        }
        GROUPING.matcher(expression)
                .results()
                .forEach(by -> unknown(Pattern.compile("(\\w+)"), by.group(1), labels, problems));
        unknown(SHOWN, shown, labels, problems);
        if (labels.size() == 1 && problems.isEmpty() && !expression.contains("cascadeflow_")) {
            problems.add("no metric of ours");
        }
        balanced(expression, problems);
        return problems;
    }

    private static void unknown(Pattern labels, String text, Set<String> known, List<String> problems) {
        labels.matcher(text)
                .results()
                .map(found -> found.group(1))
                .filter(label -> !known.contains(label))
                .forEach(label -> problems.add("no label " + label));
    }

    private static void balanced(String expression, List<String> problems) {
        for (String pair : List.of("()", "{}", "[]")) {
            long opened = expression.chars().filter(c -> c == pair.charAt(0)).count();
            if (opened != expression.chars().filter(c -> c == pair.charAt(1)).count()) {
                problems.add("not balanced: " + pair);
            }
        }
    }
}
