package io.cascadeflow.examples.ab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cascadeflow.examples.ab.Arm.Measure;
import io.cascadeflow.provider.recorded.RecordedItem;
import io.cascadeflow.provider.recorded.Recording;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class AbTest {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private JsonNode json(String... options) throws IOException {
        int code = Ab.run(
                new PrintWriter(out),
                new PrintWriter(err),
                Stream.concat(Stream.of("--json"), Stream.of(options)).toArray(String[]::new));
        assertThat(code).as("%s%s", out, err).isZero();
        return new ObjectMapper().readTree(out.toString());
    }

    private static JsonNode difference(JsonNode json, String measure) {
        return json.get("bLessA").get(measure);
    }

    @Test
    void aStricterCascadeIsSeenToBeDearerAndBetter() throws IOException {
        JsonNode json = json();

        assertThat(json.at("/a/users").asInt() + json.at("/b/users").asInt()).isEqualTo(200);
        assertThat(json.at("/a/questions").asInt() + json.at("/b/questions").asInt())
                .isEqualTo(1_200);
        assertThat(json.get("addsUp").asBoolean()).isTrue();
        assertThat(difference(json, "cost").get("low").asDouble()).isPositive();
        assertThat(difference(json, "accepted").get("high").asDouble()).isNegative();
        assertThat(difference(json, "quality").get("low").asDouble()).isPositive();
        assertThat(difference(json, "cost").get("reading").asText()).startsWith("b is dearer, by 0.0000");
        assertThat(difference(json, "quality").get("difference").asDouble())
                .isCloseTo(
                        json.at("/b/quality").asDouble() - json.at("/a/quality").asDouble(), within(1e-9));
    }

    @Test
    void aCascadeAgainstItselfIsUndecided() throws IOException {
        JsonNode json = json("--a", "0.6", "--b", "0.6");

        for (String measure : List.of("cost", "accepted", "quality")) {
            assertThat(difference(json, measure).get("decided").asBoolean())
                    .as("%s", json)
                    .isFalse();
            assertThat(difference(json, measure).get("reading").asText()).startsWith("undecided: between ");
        }
    }

    @Test
    void noShareForBLeavesNothingToCompare() throws IOException {
        JsonNode json = json("--share", "0");

        assertThat(json.at("/b/questions").asInt()).isZero();
        assertThat(json.at("/b/quality").isNull()).isTrue();
        assertThat(difference(json, "cost").isNull()).isTrue();
    }

    @Test
    void aRecordingWithoutLabelsHasNoQuality() throws IOException {
        List<String> lines = IntStream.range(0, 60)
                .mapToObj(i ->
                        "{\"id\":\"%d\",\"prompt\":\"Where is %d?\",\"answers\":{\"cheap\":[{\"text\":\"Here.\"}],\"dear\":[{\"text\":\"There it is.\"}]}}"
                                .formatted(i, i))
                .toList();
        Path file = Files.write(folder.resolve("unlabelled.jsonl"), lines);

        JsonNode json = json(
                "--recording",
                file.toString(),
                "--small",
                "cheap",
                "--large",
                "dear",
                "--users",
                "30",
                "--large-price",
                "10/30");

        assertThat(difference(json, "quality").isNull()).isTrue();
        assertThat(difference(json, "cost").isNull()).isFalse();
    }

    @Test
    void aUserStaysWhereHeIsAndTheShareIsKept() {
        Split split = new Split("one", 0.2);
        List<String> users =
                IntStream.range(0, 20_000).mapToObj(i -> "user-" + i).toList();

        assertThat(users.stream().filter(split::isB).count() / 20_000.0).isCloseTo(0.2, within(0.01));
        assertThat(users.stream().filter(split::isB).toList())
                .isEqualTo(users.stream().filter(new Split("one", 0.2)::isB).toList());
        assertThat(users.stream().filter(split::isB).allMatch(new Split("one", 0.3)::isB))
                .as("nobody leaves b when its share grows")
                .isTrue();
        assertThat(users.stream()
                                .filter(split::isB)
                                .filter(new Split("two", 0.2)::isB)
                                .count()
                        / 20_000.0)
                .as("another experiment deals anew")
                .isCloseTo(0.04, within(0.01));
        assertThat(users).noneMatch(new Split("one", 0)::isB).allMatch(new Split("one", 1)::isB);
        assertThatIllegalArgumentException().isThrownBy(() -> new Split("one", 1.1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Split("one", Double.NaN));
    }

    /** By chance alone 1 of 20 comparisons of the same is decided. */
    @Test
    void whatIsTheSameIsRarelyDecided() {
        Random random = new Random(5);
        int decided = 0;
        for (int trial = 0; trial < 200; trial++) {
            List<Asked> asked = new ArrayList<>();
            for (int user = 0; user < 80; user++) {
                double own = random.nextDouble();
                for (int question = 0; question < 6; question++) {
                    boolean right = random.nextDouble() < own;
                    asked.add(
                            new Asked("u" + user, user % 2 == 0 ? "a" : "b", BigDecimal.ONE, right, right ? 1.0 : 0.0));
                }
            }
            Optional<Difference> difference = Difference.of(Measure.QUALITY, Arm.of("a", asked), Arm.of("b", asked));
            decided += difference.orElseThrow().isDecided() ? 1 : 0;
        }

        assertThat(decided).isLessThan(24);
    }

    @Test
    void anAnswerIsGradedByItsLabelElseByItsNumber() throws IOException {
        RecordedItem item = Recording.read(MadeUp.write(folder, 30)).items().get(0);
        assertThat(item.samples("large").get(0).text()).endsWith(" 121.");

        assertThat(Grades.of(item, "The square of 11 is 121.")).isEqualTo(1.0);
        assertThat(Grades.of(item, "11 times 11 makes 121")).isEqualTo(1.0);
        assertThat(Grades.of(item, "That is 122.")).isEqualTo(0.0);
        assertThat(Grades.of(item, "I do not know.")).isEqualTo(0.0);
    }

    @Test
    void whatCannotBeUsedIsRefused() {
        for (List<String> wrong :
                List.of(List.of("--share", "2"), List.of("--small-price", "cheap"), List.of("--users", "0"))) {
            assertThat(Ab.run(new PrintWriter(out), new PrintWriter(err), wrong.toArray(String[]::new)))
                    .as("%s", wrong)
                    .isEqualTo(2);
        }
        assertThat(err.toString()).contains("from 0 to 1", "USD per million tokens", "--users must be 1 or more");
    }
}
