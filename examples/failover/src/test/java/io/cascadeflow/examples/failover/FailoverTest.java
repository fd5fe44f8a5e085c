package io.cascadeflow.examples.failover;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailoverTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        return Failover.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }

    @Test
    void anOutageIsShownAndDrawn(@TempDir Path folder) throws Exception {
        Path picture = folder.resolve("outage.svg");

        int exit = run(
                "--down-after",
                "PT0.3S",
                "--down-for",
                "PT0.5S",
                "--calls",
                "20",
                "--every",
                "PT0.1S",
                "--json",
                "--picture",
                picture.toString());

        assertThat(exit).as(out + err.toString()).isZero();
        JsonNode json = new ObjectMapper().readTree(out.toString());
        assertThat(json.path("first").asInt() + json.path("second").asInt()).isEqualTo(20);
        assertThat(json.path("nobody").asInt()).isZero();
        assertThat(json.path("paid").asInt()).isEqualTo(20);
        assertThat(Files.readString(picture))
                .startsWith("<svg")
                .contains("the first server is down")
                .endsWith("</svg>" + System.lineSeparator());
        assertThat(Files.readString(picture).split("<circle", -1)).hasSize(21);
    }

    @Test
    void theTableSaysWhoAnsweredEachCall() {
        assertThat(run("outage", "--down-after", "PT0S", "--down-for", "PT0.2S", "--calls", "20", "--every", "PT0.1S"))
                .isZero();

        assertThat(out.toString().lines().filter(line -> line.matches(" +\\d+\\.\\d s .*(first|second) .*ms")))
                .hasSize(20);
        assertThat(out.toString()).contains("0 failed; 20 paid, 0 USD still held");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--calls=0", "--every=PT60S", "--down-for=PT-1S", "--transport=carrier-pigeon", "--unknown"})
    void whatCannotBeUsedIsRefusedInALine(String option) {
        assertThat(run("outage", option)).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).isNotEmpty().doesNotContain("\tat ");
    }

    @Test
    void everyCommandHasHelp() {
        assertThat(run("--help")).isZero();
        assertThat(run("wall", "--help")).isZero();
        assertThat(run("outage", "--help")).isZero();
        assertThat(out.toString()).contains("outage", "wall", "--picture", "--json");
    }

    @Test
    void thePublishedScoresAddUpToTheSumsThatWerePublishedWithThem() {
        Map<String, String> sums = Published.all().stream()
                .collect(Collectors.toMap(
                        Published::system,
                        system -> system.levels().values().stream()
                                .collect(Collectors.groupingBy(
                                        level -> level.name(), TreeMap::new, Collectors.counting()))
                                .toString()));

        assertThat(sums)
                .containsEntry("reference client", "{PASS=16}")
                .containsEntry("DeepSeek harness", "{PARTIAL=3, PASS=12, SAFE=1}")
                .containsEntry("Portkey OSS", "{FAIL=3, PARTIAL=2, PASS=11}")
                .containsEntry("Bifrost 2.1.1", "{FAIL=1, PARTIAL=3, PASS=9, SAFE=3}")
                .containsEntry("LiteLLM proxy", "{PARTIAL=3, PASS=9, SAFE=4}")
                .containsEntry("LangChain", "{PARTIAL=3, PASS=9, SAFE=4}")
                .containsEntry("openai-python", "{PASS=6, SAFE=10}");
    }
}
