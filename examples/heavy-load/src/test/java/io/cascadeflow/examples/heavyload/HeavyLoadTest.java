package io.cascadeflow.examples.heavyload;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class HeavyLoadTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** Time is no matter, however slow the machine. */
    private static final List<String> UNHURRIED = List.of("--patience", "120", "--hurry-after", "100");

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... options) {
        List<String> all = new ArrayList<>(List.of("--out", folder.toString()));
        all.addAll(List.of(options));
        return HeavyLoad.run(new PrintWriter(out), new PrintWriter(err), all.toArray(String[]::new));
    }

    private JsonNode json(List<String> first, String... options) throws IOException {
        return json(Stream.concat(first.stream(), Stream.of(options)).toArray(String[]::new));
    }

    private JsonNode json(String... options) throws IOException {
        int code = run(Stream.concat(Stream.of("--json"), Stream.of(options)).toArray(String[]::new));
        assertThat(code).as("%s%s", out, err).isZero();
        return JSON.readTree(out.toString());
    }

    private List<JsonNode> lines(String file) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        Path path = folder.resolve(file);
        for (String line : Files.exists(path) ? Files.readAllLines(path) : List.<String>of()) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }

    /** Every question is in one of the two files, once. */
    private void nothingIsLost(int asked) throws IOException {
        List<Integer> ids = Stream.concat(lines("answers.jsonl").stream(), lines("later.jsonl").stream())
                .map(line -> line.get("id").asInt())
                .toList();
        assertThat(ids)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, asked).boxed().toList());
    }

    private static void theBudgetHolds(JsonNode json) {
        assertThat(json.get("spentUsd").decimalValue())
                .isPositive()
                .isLessThanOrEqualTo(json.get("limitUsd").decimalValue());
        assertThat(json.get("heldUsd").decimalValue()).isZero();
        assertThat(json.get("complaints")).isEmpty();
    }

    @Test
    void underPressureTheRulesAnswerEverybodyForTheSameMoney() throws IOException {
        JsonNode json = json(UNHURRIED, "--budget", "0.03", "--questions", "200", "--pace", "1000");

        nothingIsLost(200);
        theBudgetHolds(json);
        assertThat(json.get("answered").asInt()).isEqualTo(200);
        assertThat(json.at("/byTier/large").asInt()).as("until money was short").isPositive();
        assertThat(json.at("/degradedBy/rule 'money-is-short'").asInt())
                .as("%s", json)
                .isPositive();
        assertThat(json.get("savedUsd").decimalValue()).isPositive();
        assertThat(lines("answers.jsonl").stream()
                        .filter(line -> line.get("outcome").asText().equals("degraded")))
                .hasSize(json.get("degraded").asInt())
                .allSatisfy(line -> assertThat(line.get("tier").asText()).isEqualTo("small"));
    }

    @Test
    void withoutRulesTheSameMoneyDoesNotReachAndTheRestIsPutAside() throws IOException {
        JsonNode json = json(UNHURRIED, "--budget", "0.03", "--questions", "200", "--pace", "1000", "--rules", "off");

        nothingIsLost(200);
        theBudgetHolds(json);
        assertThat(json.get("putAside").asInt()).isPositive();
        assertThat(json.at("/putAsideBy/budget 'rush'").asInt())
                .isEqualTo(json.get("putAside").asInt());
        assertThat(lines("later.jsonl"))
                .hasSize(json.get("putAside").asInt())
                .as("can be asked again")
                .allSatisfy(line -> assertThat(line.get("question").asText()).isNotBlank());
    }

    @Test
    void whoHasWaitedLongIsAnsweredByTheCheapModel() throws IOException {
        JsonNode json =
                json("--budget", "1", "--questions", "60", "--at-once", "4", "--patience", "120", "--hurry-after", "0");

        nothingIsLost(60);
        theBudgetHolds(json);
        assertThat(json.get("byTier").has("large")).as("%s", json).isFalse();
        assertThat(json.at("/degradedBy/rule 'time-is-short'").asInt()).isEqualTo(30);
    }

    @Test
    void whoseTimeIsOverIsPutAsideAndNotForgotten() throws IOException {
        JsonNode json =
                json("--budget", "1", "--questions", "40", "--at-once", "1", "--patience", "2", "--hurry-after", "1");

        nothingIsLost(40);
        theBudgetHolds(json);
        assertThat(json.get("putAside").asInt()).as("%s", json).isPositive();
        assertThat(json.at("/millis/longest").asLong()).isLessThan(6_000);
    }

    @Test
    void theDearModelIsAskedNoMoreOftenThanItsPace() throws IOException {
        JsonNode json = json(UNHURRIED, "--budget", "1", "--questions", "40", "--pace", "1", "--rules", "off");

        nothingIsLost(40);
        assertThat(json.at("/degradedBy/budget 'pace'").asInt()).as("%s", json).isGreaterThan(10);
    }

    @Test
    void numbersAreShownWhileItRuns() {
        assertThat(run("--questions", "60", "--at-once", "8")).isZero();

        assertThat(err.toString().lines().toList())
                .hasSizeGreaterThan(1)
                .last()
                .asString()
                .startsWith("[####################] 60/60  in line 0");
        assertThat(out.toString()).containsPattern("asked +60\n").containsPattern("until answered +p50 [0-9]+ ms");
    }

    @Test
    void ownQuestionsAreAskedInTheirOrder() throws IOException {
        Path file = Files.writeString(folder.resolve("own.txt"), "Where is my parcel to Rome?\n\nCompare us.\n");

        JsonNode json = json("--ask", file.toString());

        assertThat(json.get("asked").asInt()).isEqualTo(2);
        nothingIsLost(2);
    }

    @Test
    void whatCannotBeUsedIsRefusedBeforeAnythingIsAsked() throws IOException {
        assertThat(run("--patience", "2", "--hurry-after", "2")).isEqualTo(2);
        assertThat(run("--per-second", "0")).isEqualTo(2);
        assertThat(run(
                        "--ask",
                        Files.writeString(folder.resolve("none.txt"), "\n").toString()))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("--patience must be more than", "--per-second must be 1 or more, not 0", "write one a line");
        assertThat(folder.resolve("answers.jsonl")).doesNotExist();
    }
}
