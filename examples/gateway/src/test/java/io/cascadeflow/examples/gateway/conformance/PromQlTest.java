package io.cascadeflow.examples.gateway.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every query of the dashboard and the alert rules is PromQL, by the parser that Prometheus' own pages use. */
class PromQlTest {

    private static final Path FOLDER = Path.of("observability");

    @BeforeAll
    static void node() {
        Optional<String> missing = NodeProcess.missing();
        if (NodeProcess.isRequired()) {
            assertThat(missing).isEmpty();
        }
        assumeTrue(missing.isEmpty(), missing::toString);
    }

    @Test
    void everyAlertIsPromQl() throws Exception {
        List<String> queries = new ArrayList<>();
        new YAMLMapper()
                .readTree(FOLDER.resolve("alerts.yml").toFile())
                .path("groups")
                .forEach(group -> group.path("rules")
                        .forEach(rule -> queries.add(rule.path("expr").asText())));
        assertPromQl(queries);
    }

    @Test
    void everyPanelIsPromQl() throws Exception {
        List<String> queries = new ArrayList<>();
        Json.MAPPER
                .readTree(FOLDER.resolve("dashboard.json").toFile())
                .path("panels")
                .forEach(panel -> panel.path("targets").forEach(target -> queries.add(filled(target))));
        assertPromQl(queries);
    }

    /** As Grafana fills it. */
    private static String filled(JsonNode target) {
        return target.path("expr").asText().replace("$__rate_interval", "1m").replace("$cascade", "support");
    }

    @Test
    void whatIsNotPromQlIsNoticed() throws Exception {
        assertThat(wrong(List.of("sum(rate(cascadeflow_decisions_total[5m]) by (cascade)", "up", "up > > 1")))
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("not PromQL at"),
                        second -> assertThat(second).isEmpty(),
                        third -> assertThat(third).startsWith("not PromQL at"));
    }

    private static void assertPromQl(List<String> queries) throws IOException, InterruptedException {
        assertThat(queries).isNotEmpty();
        assertThat(wrong(queries)).isEqualTo(Collections.nCopies(queries.size(), ""));
    }

    private static List<String> wrong(List<String> queries) throws IOException, InterruptedException {
        Process node = new ProcessBuilder("node", "promql.mjs")
                .directory(NodeProcess.FOLDER.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var in = node.getOutputStream()) {
            in.write(Json.text(queries).getBytes(StandardCharsets.UTF_8));
        }
        String out = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(node.waitFor()).isZero();
        return Json.MAPPER.readValue(out, new TypeReference<>() {});
    }
}
