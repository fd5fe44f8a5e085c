package io.cascadeflow.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.agent.run.RunSummary;
import io.cascadeflow.camel.run.CascadeFlowRuns;
import io.cascadeflow.policy.RunStoppedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.builder.AggregationStrategies;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/runs.md says of its example is so; the route is the one on the page. */
class RunsPageTest {

    @TempDir
    Path folder;

    private ProbeContext context;

    private static List<String> block(String language) throws IOException {
        Path page = Path.of("").toAbsolutePath().resolveSibling("docs").resolve("runs.md");
        return Files.readAllLines(page).stream()
                .dropWhile(line -> !line.equals("```" + language))
                .skip(1)
                .takeWhile(line -> !line.equals("```"))
                .toList();
    }

    @BeforeEach
    void start() throws Exception {
        String yaml = String.join("\n", block("yaml"))
                .replace(
                        "vllm:llama-3.1-8b\": {input: 0.02, output: 0.02}",
                        "probe:m\": {input: 1, output: 10}\n  \"probe:dear\": {input: 10, output: 100}")
                .replace("cascadeflow:vllm:llama-3.1-8b", "cascadeflow:probe:m")
                .replace("cascadeflow:openai:gpt-4o", "cascadeflow:probe:dear");
        Path file = Files.writeString(folder.resolve("runs.yaml"), yaml);
        context = new ProbeContext(component -> {
            component.setConfiguration("file:" + file);
            component.getDefaults().setGate("#sure");
        });
        context.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                // begin
                from("direct:case")
                        .onException(RunStoppedException.class)
                        .handled(true)
                        .setBody(constant("Somebody will call you back."))
                        .end()
                        .setHeader(CascadeFlowConstants.RUN_ID, simple("case-${exchangeId}"))
                        .setHeader(CascadeFlowConstants.PROJECT, constant("helpdesk"))
                        .split(body().tokenize("\n\n"), AggregationStrategies.string("\n"))
                        .parallelProcessing()
                        .to("cascadeflow:cascade:support")
                        .end()
                        .process(CascadeFlowRuns::endOf);
                // end
            }
        });
    }

    @AfterEach
    void stop() {
        context.close();
    }

    @Test
    void theRouteIsTheOneOnThePage() throws IOException {
        Path source = Path.of("src/test/java/io/cascadeflow/camel/RunsPageTest.java");
        String here = Files.readAllLines(source).stream()
                .dropWhile(line -> !line.strip().equals("// begin"))
                .skip(1)
                .takeWhile(line -> !line.strip().equals("// end"))
                .collect(Collectors.joining());
        assertThat(here.replaceAll("\\s", ""))
                .isEqualTo(String.join("", block("java")).replaceAll("\\s", ""));
    }

    private RunSummary onlyRun() {
        CascadeFlowRuns runs = CascadeFlowRuns.in(context.camel);
        assertThat(runs.getIds()).hasSize(1);
        return runs.summary(runs.getIds().get(0)).orElseThrow();
    }

    @Test
    void aCaseWithinItsLimitsIsAnsweredAndEnded() {
        Exchange exchange = context.ask("direct:case", "one?\n\ntwo?");

        assertThat(exchange.getException()).isNull();
        assertThat(onlyRun().used().calls()).isEqualTo(2);
        assertThat(onlyRun().over()).isTrue();
        assertThat(onlyRun().limits()).extracting(RunSummary.Left::rule).contains("helpdesk", "everybody");
    }

    @Test
    void aCaseThatTakesTooMuchIsGivenToSomebody() {
        Exchange exchange = context.ask("direct:case", "?\n\n".repeat(30));

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody(String.class).lines())
                .hasSize(30)
                .filteredOn(line -> line.equals("Somebody will call you back."))
                .hasSize(10);
        assertThat(onlyRun().used().calls()).isEqualTo(20);
        assertThat(onlyRun().actions()).containsKey("stop");
        assertThat(onlyRun().observed()).containsKey("stop");
    }
}
