package io.cascadeflow.examples.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassifyCommandTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void theShippedExamplesAreJudgedOnThePartThatWasNotLearned() {
        JsonNode judged = Run.of("domains", "--json").json();

        assertThat(judged.get("heldOut").asInt()).isGreaterThan(250);
        assertThat(judged.get("learned").asInt())
                .isGreaterThan(4 * judged.get("heldOut").asInt() - 150);
        assertThat(judged.get("labels")).hasSize(18);
        assertThat(judged.get("accuracy").asDouble()).isBetween(0.6, 0.95);
        JsonNode half = judged.get("rejection").get(5);
        assertThat(half.get("rejectBelow").asDouble()).isEqualTo(0.5);
        assertThat(half.get("right").asDouble()).isBetween(0.7, 1.0);
        assertThat(half.get("answered").asDouble()).isBetween(0.5, 0.95);
    }

    @Test
    void whoMustBeSurerAnswersLess() {
        JsonNode curve = Run.of("domains", "--json").json().get("rejection");
        for (int i = 1; i < curve.size(); i++) {
            assertThat(curve.get(i).get("answered").asDouble())
                    .isLessThanOrEqualTo(curve.get(i - 1).get("answered").asDouble());
            assertThat(curve.get(i).get("noneRejected").asDouble())
                    .isGreaterThanOrEqualTo(curve.get(i - 1).get("noneRejected").asDouble());
        }
        assertThat(curve.get(9).get("right").asDouble())
                .isGreaterThan(curve.get(0).get("right").asDouble());
    }

    @Test
    void theSameExamplesGiveTheSameFigures() {
        assertThat(withoutTime(Run.of("domains", "--json"))).isEqualTo(withoutTime(Run.of("domains", "--json")));
    }

    private static JsonNode withoutTime(Run run) {
        ObjectNode figures = (ObjectNode) run.json();
        assertThat(figures.remove("microsPerQuestion").asDouble()).isPositive();
        return figures;
    }

    @Test
    void languagesAreJudgedToo() {
        JsonNode judged = Run.of("domains", "--language", "--json").json();
        assertThat(judged.get("accuracy").asDouble()).isBetween(0.85, 0.995);
        assertThat(judged.get("labels").get("de").get("right").asInt()).isGreaterThan(20);
    }

    @Test
    void theTableShowsTheCurve() {
        Run run = Run.of("domains");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("learned from", "rejectBelow  answered", "####", "medical")
                .containsPattern("(?m)^ +0\\.5 +\\d+\\.\\d % +\\d+\\.\\d %");
    }

    @Test
    void examplesOfOnesOwnAreJudgedOnOnesOwn() throws IOException {
        Path mine = write("mine.jsonl", 0, 50);
        Path others = write("others.jsonl", 50, 60);
        JsonNode judged = Run.of("domains", "--examples", mine.toString(), "--test", others.toString(), "--json")
                .json();

        assertThat(judged.get("learned").asInt()).isEqualTo(50);
        assertThat(judged.get("heldOut").asInt()).isEqualTo(10);
        assertThat(judged.get("accuracy").asDouble()).isEqualTo(1);
        assertThat(judged.get("rejection").get(0).get("noneRejected").isNull()).isTrue();
        assertThat(Run.of("domains", "--examples", mine.toString(), "--examples", "shipped", "--json")
                        .json()
                        .get("labels"))
                .hasSize(20);
    }

    private Path write(String name, int from, int to) throws IOException {
        return Files.writeString(
                folder.resolve(name),
                IntStream.range(from, to)
                        .mapToObj(i -> "{\"text\":\"the %s number %d\",\"domain\":\"%s\"}"
                                .formatted(i % 2 == 0 ? "pump" : "rotor", i, i % 2 == 0 ? "pumps" : "rotors"))
                        .collect(Collectors.joining("\n")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "domains --examples nowhere.jsonl| nowhere.jsonl is not there",
                "domains --embeddings --language| goes with domains only",
                "domains --exmaples x| --examples",
            })
    void misuseIsOneLine(String arguments, String message) {
        Run run = Run.of(arguments.split(" "));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(message);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void aBrokenLineIsTold() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.jsonl"), "{\"text\":\"a\",\"domain\":\"b\"}\nno\n");
        Run run = Run.of("domains", "--examples", broken.toString());
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .startsWith("replay: ")
                .contains("line 2: this is no JSON object")
                .hasLineCount(1);
    }

    @Test
    void vectorsAreJudgedLikewise() throws IOException {
        Path mine = Files.writeString(
                folder.resolve("mine.jsonl"),
                IntStream.range(0, 30)
                        .mapToObj(i -> "{\"text\":\"%s %d\",\"domain\":\"%s\"}"
                                .formatted(
                                        i % 2 == 0
                                                ? "a dog barks at the cat in house"
                                                : "the bond yields interest of percent",
                                        i,
                                        i % 2 == 0 ? "animals" : "money"))
                        .collect(Collectors.joining("\n")));
        JsonNode judged = Run.of("domains", "--embeddings", "--examples", mine.toString(), "--json")
                .json();
        assertThat(judged.get("accuracy").asDouble()).isEqualTo(1);
    }
}
