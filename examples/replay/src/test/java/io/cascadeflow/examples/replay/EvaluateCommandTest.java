package io.cascadeflow.examples.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.cascadeflow.confidence.GateProfile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluateCommandTest {

    private static final String RECORDING = "src/test/resources/recording.jsonl";

    @TempDir
    private Path folder = Path.of("");

    @Test
    void theJsonHasThePromisedKeysWithIntervalsBesideThem() {
        JsonNode json = evaluate("--json").json();
        List<String> figures = List.of(
                "accepted",
                "quality",
                "smallQuality",
                "largeQuality",
                "oracleQuality",
                "retained",
                "pgr",
                "randomPgr",
                "precision",
                "regret",
                "auroc",
                "apgr",
                "cpt50",
                "cpt80",
                "parity",
                "ece",
                "eceByChance");
        List<String> expected = new ArrayList<>(List.of("items", "costUsd", "largeCostUsd", "decisionMicros"));
        figures.forEach(figure -> expected.addAll(List.of(figure, figure + "Low", figure + "High")));
        List<String> keys = new ArrayList<>();
        json.fieldNames().forEachRemaining(keys::add);

        assertThat(keys).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(json.get("qualityLow").asDouble())
                .isLessThanOrEqualTo(json.get("quality").asDouble());
        assertThat(json.get("qualityHigh").asDouble())
                .isGreaterThanOrEqualTo(json.get("quality").asDouble());
    }

    @Test
    void qualitiesAreThoseOfTheRecording() {
        JsonNode figures = evaluate("--json").json();

        assertThat(figures.get("items").asInt()).isEqualTo(6);
        assertThat(figures.get("smallQuality").asDouble()).isCloseTo(4 / 6.0, within(1e-9));
        assertThat(figures.get("largeQuality").asDouble()).isCloseTo(5 / 6.0, within(1e-9));
        assertThat(figures.get("oracleQuality").asDouble()).isEqualTo(1);
        assertThat(figures.get("decisionMicros").asDouble()).isBetween(0.1, 10_000.0);
    }

    @Test
    void acceptingAllButDefectsLeavesTheRestToTheLargeModel() {
        JsonNode figures = evaluate("--threshold", "0", "--price", "small=1/1", "--price", "large=10/10", "--json")
                .json();

        // the draft that was cut off is never accepted, whatever the threshold
        assertThat(figures.get("accepted").asDouble()).isCloseTo(5 / 6.0, within(1e-9));
        assertThat(figures.get("quality").asDouble()).isCloseTo(5 / 6.0, within(1e-9));
        // six drafts of 150 tokens, and one answer of 180 at ten times the price
        assertThat(figures.get("costUsd").decimalValue()).isEqualByComparingTo("0.0027");
        assertThat(figures.get("largeCostUsd").decimalValue()).isEqualByComparingTo("0.0108");
        assertThat(figures.get("randomPgr").asDouble()).isCloseTo(1 / 6.0, within(1e-9));
        assertThat(figures.get("pgr").asDouble()).isCloseTo(1, within(1e-9));
    }

    @Test
    void acceptingNothingIsTheLargeModelAndPaysForBoth() {
        JsonNode figures = evaluate("--threshold", "1", "--price", "small=1/1", "--price", "large=10/10", "--json")
                .json();

        assertThat(figures.get("accepted").asDouble()).isZero();
        assertThat(figures.get("quality").asDouble())
                .isEqualTo(figures.get("largeQuality").asDouble());
        assertThat(figures.get("retained").asDouble()).isEqualTo(1);
        assertThat(figures.get("costUsd").decimalValue()).isEqualByComparingTo("0.0117");
    }

    @Test
    void anUnknownPriceMakesCostsUnknownAndNeverZero() {
        Run neither = evaluate("--json");
        assertThat(neither.json().get("costUsd").isNull()).isTrue();
        assertThat(neither.json().get("largeCostUsd").isNull()).isTrue();
        assertThat(neither.err()).contains("price of small is unknown").contains("--price large=IN/OUT");

        JsonNode half = evaluate("--price", "large=10/10", "--json").json();
        assertThat(half.get("costUsd").isNull()).isTrue();
        assertThat(half.get("largeCostUsd").decimalValue()).isEqualByComparingTo("0.0108");

        assertThat(evaluate().out()).contains("cost of the cascade                     -");
    }

    @Test
    void freeIsAPrice() {
        JsonNode figures = evaluate("--price", "small=0/0", "--price", "large=0/0", "--json")
                .json();
        assertThat(figures.get("costUsd").decimalValue()).isEqualByComparingTo("0");
    }

    @Test
    void theCatalogKnowsWellKnownModels() throws IOException {
        String renamed = Files.readString(Path.of(RECORDING))
                .replace("\"small\"", "\"gpt-4o-mini\"")
                .replace("\"large\"", "\"gpt-4o\"");
        Path file = Files.writeString(folder.resolve("known.jsonl"), renamed);

        Run run = Run.of(
                "evaluate", "--recording", file.toString(), "--small", "gpt-4o-mini", "--large", "gpt-4o", "--json");
        assertThat(run.json().get("costUsd").asDouble()).isPositive();
        assertThat(run.err()).contains("openai:gpt-4o-mini");
    }

    @Test
    void theTableHasUnitsAndNoNumberThatIsNone() {
        Run run = evaluate("--price", "small=1/1", "--price", "large=10/10");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("small > large")
                .contains("questions")
                .contains("%")
                .contains("USD")
                .contains("us  CPU")
                .doesNotContain("NaN")
                .doesNotContain("null");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void scoresAreMeansAndWithoutLabelsTheTableSaysWhy() throws IOException {
        String scored = Files.readString(Path.of(RECORDING))
                .replace("\"correct\": true", "\"score\": 0.75")
                .replace("\"correct\": false", "\"score\": 0.25");
        Run graded = run(scored, "--json");
        assertThat(graded.json().get("smallQuality").asDouble()).isCloseTo(3.5 / 6, within(1e-9));

        Run blind = run(scored.replaceAll(", \"score\": 0.[27]5", ""));
        assertThat(blind.exitCode()).isZero();
        assertThat(blind.out()).contains("no question has labels");
    }

    @Test
    void questionsThatOneModelDidNotAnswerAreLeftOutAndSaid() throws IOException {
        Run run = run(Files.readString(Path.of(RECORDING)).replaceFirst("\"large\"", "\"other\""), "--json");

        assertThat(run.json().get("items").asInt()).isEqualTo(5);
        assertThat(run.err()).contains("1 of 6 questions are left out");
    }

    @Test
    void conversationsAndRepeatedQuestionsArePlayedEachWithItsOwnAnswers() throws IOException {
        String conversation = """
                {"id":"a","messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"2 + 2?"}],"answers":{"small":[{"text":"2 + 2 = 5","correct":false}],"large":[{"text":"4","correct":true}]}}
                {"id":"b","prompt":"2 + 3?","answers":{"small":[{"text":"","correct":false}],"large":[{"text":"5","correct":true}]}}
                {"id":"c","prompt":"2 + 3?","answers":{"small":[{"text":"2 + 3 = 5","correct":true}],"large":[{"text":"5","correct":true}]}}
                """;
        JsonNode figures = run(conversation, "--threshold", "0", "--json").json();

        assertThat(figures.get("items").asInt()).isEqualTo(3);
        // only the empty answer of b is refused
        assertThat(figures.get("accepted").asDouble()).isCloseTo(2 / 3.0, within(1e-9));
    }

    @Test
    void aLargeAnswerThatTheRouteRejectsStillCounts() throws IOException {
        String emptyLarge = """
                {"id":"a","prompt":"2 + 2?","answers":{"small":[{"text":"","correct":false}],"large":[{"text":"","correct":false}]}}
                {"id":"b","prompt":"2 + 3?","answers":{"small":[{"text":"2 + 3 = 6","correct":false}],"large":[{"text":"5","correct":true}]}}
                """;
        JsonNode figures = run(emptyLarge, "--threshold", "1", "--price", "small=1/1", "--price", "large=4/4", "--json")
                .json();

        assertThat(figures.get("accepted").asDouble()).isZero();
        assertThat(figures.get("quality").asDouble()).isEqualTo(0.5);
        assertThat(figures.get("costUsd").asDouble()).isPositive();
    }

    @Test
    void aModelMayHaveAnyName() throws IOException {
        String small = "meta-llama/Llama 3.1:8b (free) #1 & 50%+é";
        String odd = Files.readString(Path.of(RECORDING)).replace("\"small\"", "\"" + small + "\"");
        Path file = Files.writeString(folder.resolve("odd name+1.jsonl"), odd);

        JsonNode figures = Run.of(
                        "evaluate",
                        "--recording",
                        file.toString(),
                        "--small",
                        small,
                        "--large",
                        "large",
                        "--price",
                        small + "=1/1",
                        "--price",
                        "large=10/10",
                        "--threshold",
                        "1",
                        "--json")
                .json();
        assertThat(figures.get("costUsd").decimalValue()).isEqualByComparingTo("0.0117");
    }

    @Test
    void aGateProfileChangesTheFigures() throws IOException {
        Path profile = folder.resolve("gate.json");
        try (InputStream shipped = Objects.requireNonNull(
                GateProfile.class.getResourceAsStream("/io/cascadeflow/confidence/first-gate.json"))) {
            String text = new String(shipped.readAllBytes(), StandardCharsets.UTF_8);
            Files.writeString(profile, text.replaceFirst("\"intercept\"\\s*:\\s*[-0-9.]+", "\"intercept\": -40"));
        }
        assertThat(evaluate("--json").json().get("accepted").asDouble()).isPositive();
        assertThat(evaluate("--gate", profile.toString(), "--json")
                        .json()
                        .get("accepted")
                        .asDouble())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--small small --large large | --recording",
                "--recording no-such.jsonl --small small --large large | no-such.jsonl: there is no such file",
                "--recording pom.xml --small small --large large | pom.xml, line 1: is not JSON",
                "--recording REC --small smal --large large | no answer of model 'smal'; there are answers of [large, small]",
                "--recording REC --small small --large small | same model",
                "--recording REC --small small --large large --threshold 1.5 | 0 to 1",
                "--recording REC --small small --large large --threshold NaN | 0 to 1",
                "--recording REC --small small --large large --threshold high | threshold",
                "--recording REC --small small --large large --price small=1 | MODEL=IN/OUT",
                "--recording REC --small small --large large --price small=-1/1 | MODEL=IN/OUT",
                "--recording REC --small small --large large --price smal=1/1 | no answer of model 'smal'",
                "--recording REC --small small --large large --gate none.json | none.json",
                "--recording REC --small small --large large --gate pom.xml | pom.xml",
                "--recording REC --small small --large large --jsn | --jsn",
            })
    void badInputIsOneClearErrorAndExitCodeTwo(String args, String problem) {
        Run run = Run.of(("evaluate " + args.replace("REC", RECORDING)).split(" "));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(problem).doesNotContain("\tat ").doesNotContain("Exception");
        assertThat(run.out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"--help", "evaluate --help", "wire --help"})
    void everyCommandHasHelp(String args) {
        Run run = Run.of(args.split(" "));
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("Usage: replay");
    }

    private static Run evaluate(String... more) {
        return run(Path.of(RECORDING), more);
    }

    private Run run(String recording, String... more) throws IOException {
        return run(Files.writeString(folder.resolve("own.jsonl"), recording), more);
    }

    private static Run run(Path recording, String... more) {
        List<String> args = new ArrayList<>(
                List.of("evaluate", "--recording", recording.toString(), "--small", "small", "--large", "large"));
        args.addAll(List.of(more));
        return Run.of(args.toArray(String[]::new));
    }
}
