package io.cascadeflow.examples.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class BatchTest {

    private static final Pattern LEFT = Pattern.compile("\"leftUsd\": ([0-9.]+)");

    /** What a call of the dear model is held for is 0.0014 dollars. */
    private static final BigDecimal EIGHT_CALLS_AT_MOST = new BigDecimal("0.0128");

    @TempDir
    Path folder;

    private record Ended(int code, String out) {

        BigDecimal left() {
            Matcher matcher = LEFT.matcher(out);
            assertThat(matcher.find()).as(out).isTrue();
            return new BigDecimal(matcher.group(1));
        }
    }

    /** In a JVM of its own, which can crash. */
    private Ended run(String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Batch.class.getName(),
                "--json",
                "--out",
                folder.resolve("out").toString()));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes());
        return new Ended(process.waitFor(), out);
    }

    private List<CSVRecord> answers() throws Exception {
        return CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get()
                .parse(new StringReader(Files.readString(folder.resolve("out/answers.csv"))))
                .getRecords();
    }

    private static BigDecimal told(List<CSVRecord> answers) {
        return answers.stream().map(line -> new BigDecimal(line.get("usd"))).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Test
    void aCrashLosesNoAnswerAndNoQuestionIsAnsweredTwice() throws Exception {
        assertThat(run("--crash-after", "20").code()).isEqualTo(Batch.CRASHED);
        List<CSVRecord> before = answers();
        assertThat(before).hasSizeBetween(20, 27);
        // a crash in the middle of a line
        Files.writeString(folder.resolve("out/answers.csv"), "59,\"half an ans", StandardOpenOption.APPEND);

        Ended ended = run();

        assertThat(ended.code()).as(ended.out()).isZero();
        assertThat(answers()).extracting(line -> line.get("id")).hasSize(60).doesNotHaveDuplicates();
        assertThat(answers().subList(0, before.size()))
                .extracting(CSVRecord::toList)
                .isEqualTo(before.stream().map(CSVRecord::toList).toList());
        BigDecimal spent = new BigDecimal("0.05").subtract(ended.left());
        assertThat(spent)
                .as("what was under way at the crash is paid for as well, and at most that")
                .isBetween(told(answers()), told(answers()).add(EIGHT_CALLS_AT_MOST));
        assertThat(run().out()).contains("\"answeredBefore\": 60, \"answeredNow\": 0");
    }

    @Test
    void aSpentBudgetEndsItAndMoreOfItGoesOn() throws Exception {
        Ended spent = run("--budget", "0.001");

        assertThat(spent.code()).isEqualTo(1);
        assertThat(spent.left()).isNotNegative();
        int before = answers().size();
        assertThat(before).isLessThan(60);

        Ended ended = run("--budget", "0.05");

        assertThat(ended.code()).as(ended.out()).isZero();
        assertThat(ended.out()).contains("\"answeredBefore\": " + before);
        assertThat(new BigDecimal("0.05").subtract(ended.left()))
                .as("drafts whose question then was refused are paid for as well")
                .isBetween(told(answers()), told(answers()).add(new BigDecimal("0.0002")));
    }

    @Test
    void whatIsNoBatchIsRefusedBeforeAnythingIsAsked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Question.of(new StringReader("id,text\n1,What?\n")))
                .withMessageContaining("id,question");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Question.of(new StringReader("id,question\n1,What?\n1,Who?\n")))
                .withMessageContaining("record 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Question.of(new StringReader("id,question\n1\n")))
                .withMessageContaining("record 1");
    }
}
