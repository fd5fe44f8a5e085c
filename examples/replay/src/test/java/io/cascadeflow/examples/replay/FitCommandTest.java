package io.cascadeflow.examples.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FitCommandTest {

    @TempDir
    private Path folder = Path.of("");

    private Path recording = Path.of("");
    private Path profile = Path.of("");

    @BeforeEach
    void write() throws IOException {
        recording = Made.write(folder.resolve("made.jsonl"), Made.lines(300, 1));
        profile = folder.resolve("made.json");
    }

    @Test
    void fitsOnOnePartAndJudgesAnother() throws IOException {
        JsonNode fitted = fit("--json").json();
        Path fresh = Made.write(folder.resolve("fresh.jsonl"), Made.lines(300, 2));
        JsonNode judged = evaluate(fresh, "small", "large", "--json").json();

        assertThat(fitted.get("items").asInt()).isEqualTo(300);
        assertThat(fitted.get("auroc").asDouble()).isGreaterThan(0.9);
        assertThat(fitted.get("aurocLow").asDouble())
                .isLessThanOrEqualTo(fitted.get("aurocHigh").asDouble());
        assertThat(judged.get("auroc").asDouble()).isGreaterThan(0.9);
        assertThat(judged.get("ece").asDouble()).isLessThan(0.1);
    }

    @Test
    void samplesAreComparedAndCharged() throws IOException {
        fit("--samples", "2");
        JsonNode two = evaluate(recording, "small", "large", "--json", "--threshold", "0", "--price", "small=1/1")
                .json();
        profile = folder.resolve("one.json");
        fit();
        JsonNode one = evaluate(recording, "small", "large", "--json", "--threshold", "0", "--price", "small=1/1")
                .json();

        assertThat(Files.readString(folder.resolve("made.json"))).contains("\"samples\" : 2", "agreement.same");
        assertThat(two.get("accepted").asDouble()).isEqualTo(1);
        assertThat(two.get("costUsd").asDouble() / one.get("costUsd").asDouble())
                .isCloseTo(2, within(0.05));
    }

    @Test
    void whatWasMeasuredFromOutsideIsJudgedAgain() throws IOException {
        Made.write(recording, withJudge(300, 1));
        double fitted = fit("--json").json().get("auroc").asDouble();
        Path fresh = Made.write(folder.resolve("fresh.jsonl"), withJudge(300, 2));
        Path forgotten = Made.write(
                folder.resolve("forgotten.jsonl"),
                withJudge(300, 2).stream()
                        .map(line -> line.replaceAll(",\"signals\":\\{[^}]*}", ""))
                        .toList());

        assertThat(fitted).isGreaterThan(0.95);
        assertThat(evaluate(fresh, "small", "large", "--json")
                        .json()
                        .get("auroc")
                        .asDouble())
                .isGreaterThan(0.95);
        assertThat(evaluate(forgotten, "small", "large", "--json")
                        .json()
                        .get("auroc")
                        .asDouble())
                .isLessThan(0.8);
    }

    /** The texts say nothing about right or wrong; a judge that was asked then does. */
    private static List<String> withJudge(int questions, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < questions; i++) {
            boolean right = random.nextDouble() < 0.6;
            double judged = (right ? 0.7 : 0.3) + random.nextDouble(-0.2, 0.2);
            lines.add(
                    "{\"id\":\"q%d\",\"prompt\":\"Who wrote play %d?\",\"answers\":{\"small\":[{\"text\":\"It was the poet of that town.\",\"correct\":%s,\"signals\":{\"judge.score\":%.3f}}],\"large\":[{\"text\":\"It was the poet of that town.\",\"correct\":true}]}}"
                            .formatted(i, i, right, judged));
        }
        return lines;
    }

    @Test
    void theSameRecordingGivesTheSameProfile() throws IOException {
        fit();
        String first = withoutDay(Files.readString(profile));
        fit();

        assertThat(withoutDay(Files.readString(profile))).isEqualTo(first);
    }

    @Test
    void drawsPicturesOnAPage() throws IOException {
        Path page = folder.resolve("made.html");
        fit("--report", page.toString());

        assertThat(page).content().contains("<svg", "Reliability", "auroc");
        assertThat(folder.resolve("made-reliability.svg")).content().contains("circle", "ECE");
        assertThat(folder.resolve("made-cost-quality.svg")).content().contains("polyline");
    }

    @Test
    void certifiesAThresholdOrSaysThatNoneIsAttainable() throws IOException {
        fit();
        Path fresh = Made.write(folder.resolve("fresh.jsonl"), Made.lines(1_000, 3));
        JsonNode attainable = certify(fresh, "0.05").json();
        JsonNode not = certify(recording, "0.001").json();

        assertThat(attainable.get("attainable").asBoolean()).isTrue();
        assertThat(attainable.get("threshold").asDouble()).isBetween(0.0, 1.0);
        assertThat(attainable.get("accepted").asDouble()).isGreaterThan(0.2);
        assertThat(attainable.get("regretBound").asDouble()).isLessThanOrEqualTo(0.05);
        assertThat(not.get("attainable").asBoolean()).isFalse();
        assertThat(not.get("threshold").isNull()).isTrue();
        assertThat(Run.of(
                                "certify",
                                "--gate",
                                profile.toString(),
                                "--recording",
                                recording.toString(),
                                "--max-regret",
                                "0.001")
                        .out())
                .contains("not attainable", "smallest escalation share is");
    }

    @Test
    void aProfileForOtherModelsIsRefusedUnlessOnPurpose() throws IOException {
        fit();
        Run refused = evaluate(recording, "large", "small");

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("is for small > large, not for large > small", "--transfer");
        assertThat(evaluate(recording, "large", "small", "--transfer", "--json").exitCode())
                .isZero();
    }

    @Test
    void aTamperedProfileIsRefused() throws IOException {
        fit();
        Files.writeString(profile, Files.readString(profile).replace("\"samples\" : 1", "\"samples\" : 3"));
        Run refused = evaluate(recording, "small", "large");

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("changed after it was fitted");
    }

    @Test
    void saysWhatARecordingLacks() throws IOException {
        List<String> lines = Made.lines(60, 1);

        assertThat(complaint(strip(lines, ",\"correct\":(true|false)"))).contains("no answer has a label");
        assertThat(complaint(lines.subList(0, 49))).contains("49 questions", "at least 50");
        assertThat(complaint(strip(lines, "\"correct\":(true|false)", "\"correct\":true")))
                .contains("60 are right and 0 wrong", "at least 5 of each");
        List<String> twice = new ArrayList<>(lines);
        twice.add(lines.get(2));
        assertThat(complaint(twice)).contains(", line 61:", "'q2' is there already, in line 3");
        List<String> mixed = new ArrayList<>(lines);
        mixed.set(9, lines.get(9).replaceAll("\"correct\":(true|false)", "\"score\":0.5"));
        assertThat(complaint(mixed)).contains(", line 10:", "mixed label kinds");
        List<String> partly = new ArrayList<>(lines);
        for (int i = 0; i < 20; i++) {
            partly.set(i, lines.get(i).replaceAll(",\"correct\":(true|false)", ""));
        }
        assertThat(complaint(partly))
                .contains("40 questions", "lines without a label of one of them: 1, 2, 3, 4, 5 and 15 more");
        assertThat(Run.of(arguments(recording, "nobody", "large")).err())
                .contains("no answer of model 'nobody'", "small");
        assertThat(fit("--samples", "3").err())
                .contains("0 questions have 3 answers of 'small'", "lines with fewer: 1, 2");
    }

    @Test
    void advisesForAndAgainstACascade() {
        JsonNode pairs = Run.of(
                        "advise",
                        "--recording",
                        recording.toString(),
                        "--json",
                        "--price",
                        "small=1/1",
                        "--price",
                        "large=30/30")
                .json();

        assertThat(pairs.size()).isEqualTo(1);
        JsonNode pair = pairs.get(0);
        assertThat(pair.get("small").asText()).isEqualTo("small");
        assertThat(pair.get("verdict").asText()).isEqualTo("cascade");
        assertThat(pair.get("expectedQuality").asDouble())
                .isGreaterThan(pair.get("largeQuality").asDouble() - 0.02);
        assertThat(pair.get("expectedCostUsd").asDouble())
                .isLessThan(pair.get("largeCostUsd").asDouble());
        assertThat(Run.of(
                                "advise",
                                "--recording",
                                recording.toString(),
                                "--price",
                                "small=30/30",
                                "--price",
                                "large=1/1")
                        .out())
                .contains("large > small: do not cascade, small alone");
    }

    @Test
    void aPriceThatIsNotKnownIsNotedSinceTheProfileWillLackIt() {
        assertThat(fit().err()).contains("the price of small is unknown", "--price large=IN/OUT");
        assertThat(fit("--price", "small=1/1", "--price", "large=10/10").err()).isEmpty();
    }

    /** The day may change while the test runs, and the checksum with it. */
    private static String withoutDay(String profile) {
        return profile.replaceAll("\"(fittedOn|checksum)\" : \"[^\"]*\"", "");
    }

    private String complaint(List<String> lines) throws IOException {
        Path bad = Made.write(folder.resolve("bad.jsonl"), lines);
        Run run = Run.of(arguments(bad, "small", "large"));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().lines().count()).isEqualTo(1);
        return run.err();
    }

    private static List<String> strip(List<String> lines, String... pattern) {
        String by = pattern.length > 1 ? pattern[1] : "";
        return lines.stream().map(line -> line.replaceAll(pattern[0], by)).toList();
    }

    private String[] arguments(Path file, String small, String large, String... more) {
        List<String> all = new ArrayList<>(List.of(
                "fit",
                "--recording",
                file.toString(),
                "--small",
                small,
                "--large",
                large,
                "--out",
                profile.toString()));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private Run fit(String... more) {
        return Run.of(arguments(recording, "small", "large", more));
    }

    private Run certify(Path file, String maxRegret) {
        return Run.of(
                "certify",
                "--gate",
                profile.toString(),
                "--recording",
                file.toString(),
                "--max-regret",
                maxRegret,
                "--json");
    }

    private Run evaluate(Path file, String small, String large, String... more) {
        List<String> all = new ArrayList<>(List.of(
                "evaluate",
                "--recording",
                file.toString(),
                "--small",
                small,
                "--large",
                large,
                "--gate",
                profile.toString()));
        all.addAll(List.of(more));
        return Run.of(all.toArray(String[]::new));
    }
}
