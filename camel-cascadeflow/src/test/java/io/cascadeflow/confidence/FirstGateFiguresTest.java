package io.cascadeflow.confidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cascadeflow.confidence.RankingFigures.Judged;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opentest4j.TestAbortedException;

/** How well the unfitted gate ranks recorded drafts, where the recordings are at hand; they are no part of the repository. */
class FirstGateFiguresTest {

    private static final Gate GATE = ProfileGate.first();

    @ParameterizedTest
    @CsvSource({
        "gsm8k-dev.jsonl.gz, mixtral-8x7b-instruct, 0, gpt-4-1106-preview, 0.77, 0.73",
        "gsm8k-dev.jsonl.gz, gpt-3.5-turbo, 0, gpt-4o-mini, 0.68, 0.66",
        "gsm8k-dev.jsonl.gz, gpt-3.5-turbo, 1, gpt-4o-mini, 0.67, 0.63",
        "gsm8k-dev.jsonl.gz, gpt-4-1106-preview, 0, gpt-4o-mini, 0.75, 0.75",
        "gsm8k-dev.jsonl.gz, gpt-4o-mini, 0, gpt-4-1106-preview, 0.70, 0",
        "mmlu-pro-dev.jsonl.gz, gemini-1.5-flash, 0, gemini-1.5-pro, 0.50, 0.65",
    })
    void ranksRightDraftsAboveWrongOnes(
            String file, String small, int sample, String large, double leastAuroc, double leastApgr)
            throws IOException {
        List<Judged> drafts = judge(data(file), small, sample, large);

        double auroc = RankingFigures.auroc(drafts);
        double apgr = RankingFigures.apgr(drafts);
        System.out.printf("%s, %s[%d] -> %s: AUROC %.3f, APGR %.3f%n", file, small, sample, large, auroc, apgr);

        assertThat(auroc).isGreaterThan(leastAuroc);
        // gpt-4o-mini is the stronger model of its pair: there is no gain to recover, and APGR means nothing.
        assertThat(leastApgr == 0 || apgr > leastApgr).as("APGR %s", apgr).isTrue();
    }

    @Test
    void acceptedDraftsAreRightMoreOftenTheHigherTheMark() throws IOException {
        List<Judged> drafts = judge(data("gsm8k-dev.jsonl.gz"), "mixtral-8x7b-instruct", 0, "gpt-4-1106-preview");
        double all = RankingFigures.precision(drafts, 0);

        assertThat(RankingFigures.precision(drafts, 0.5)).isGreaterThan(all + 0.05);
        assertThat(RankingFigures.precision(drafts, 0.75)).isGreaterThan(RankingFigures.precision(drafts, 0.5) + 0.03);
    }

    @Test
    void hardlyAnyRecordedDraftHasADefect() throws IOException {
        for (String file : List.of("gsm8k-dev.jsonl.gz", "mmlu-pro-dev.jsonl.gz")) {
            try (BufferedReader lines = open(data(file))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    JsonNode item = new ObjectMapper().readTree(line);
                    for (JsonNode samples : item.get("answers")) {
                        String text = samples.get(0).get("text").asText();
                        assertThat(Defects.of(Draft.of(item.get("prompt").asText(), text)))
                                .as(text)
                                .isIn(List.of(), List.of(Defect.EMPTY));
                    }
                }
            }
        }
    }

    private static List<Judged> judge(Path file, String small, int sample, String large) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        List<Judged> drafts = new ArrayList<>();
        try (BufferedReader lines = open(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode item = mapper.readTree(line);
                JsonNode draft = item.get("answers").get(small).get(sample);
                JsonNode better = item.get("answers").get(large).get(0);
                Assessment assessment = GATE.assess(
                        Draft.of(item.get("prompt").asText(), draft.get("text").asText()));
                drafts.add(Judged.of(
                        assessment,
                        draft.get("correct").asBoolean(),
                        better.get("correct").asBoolean()));
            }
        }
        return drafts;
    }

    private static BufferedReader open(Path file) throws IOException {
        return new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8));
    }

    private static Path data(String file) {
        Path data = folder().resolve(file);
        assumeTrue(Files.isReadable(data), () -> "no recording at " + data + ": set -Drecordings.folder=<folder>");
        return data;
    }

    /** As given, or beside the repository. */
    private static Path folder() {
        String given = System.getProperty("recordings.folder");
        if (given != null) {
            return Path.of(given);
        }
        for (Path at = Path.of(System.getProperty("user.dir")).toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.exists(at.resolve(".git"))) {
                return at.resolve("../shared/data").normalize();
            }
        }
        throw new TestAbortedException("not within the repository: set -Drecordings.folder=<folder of recordings>");
    }
}
