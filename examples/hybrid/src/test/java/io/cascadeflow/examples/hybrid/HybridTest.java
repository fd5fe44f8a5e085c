package io.cascadeflow.examples.hybrid;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HybridTest {

    private final StandIn onprem = new StandIn();
    private final StandIn cloud = new StandIn();
    private List<String> lines = List.of();

    @BeforeEach
    void run() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Hybrid.run(Hybrid.QUESTIONS, onprem, cloud, new PrintStream(bytes, true, StandardCharsets.UTF_8));
        lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private String line(int question) {
        return lines.get(question + 1);
    }

    /** Not as a question, nor for an audit, a judgement, or where another model is down. */
    @Test
    void theCloudIsNeverAskedAboutPersonalData() {
        assertThat(cloud.asked()).isNotEmpty().noneMatch(PersonalData::isIn);
        assertThat(Hybrid.QUESTIONS.stream().filter(PersonalData::isIn))
                .hasSize(4)
                .allSatisfy(question -> assertThat(onprem.asked()).anyMatch(text -> text.contains(question)));
    }

    /** Its draft was accepted, and held against the large model of our own. */
    @Test
    void whatIsPersonalIsAuditedHere() {
        assertThat(onprem.asked().stream().filter(Hybrid.QUESTIONS.get(1)::equals))
                .hasSize(2);
    }

    /** It is asked on every one of these ways about all else: the test above would see it. */
    @Test
    void withoutPersonalDataItIsAskedOnEveryWay() {
        assertThat(cloud.asked())
                .as("instead of an unsure model, or of one that is down")
                .contains(Hybrid.QUESTIONS.get(2), Hybrid.QUESTIONS.get(4))
                .as("by an audit")
                .contains(Hybrid.QUESTIONS.get(0))
                .as("as a judge")
                .anyMatch(text -> text.contains("How good is the answer") && text.contains(Hybrid.QUESTIONS.get(0)));
    }

    @Test
    void everyQuestionIsAnsweredAndTheTableSaysWhereAndWhy() {
        assertThat(line(0)).matches(".*\\? +small +small +onprem:llama-3.1-8b +tier 'small': confidence .*");
        assertThat(line(1)).matches(".*\\? +personal +small +small +onprem:llama-3.1-8b +tier 'small': confidence .*");
        assertThat(line(2)).matches(".*\\. +small>large +large +cloud:gpt-4o .*");
        assertThat(line(3)).matches(".*\\. +personal +small>large +large +onprem:llama-3.1-70b .*");
        assertThat(line(4)).matches(".*\\) +small>large +large +cloud:gpt-4o .*");
        assertThat(line(5)).matches(".*\\) +personal +small>large +large +onprem:llama-3.1-70b .*");
        assertThat(line(6)).matches(".*\\) +small>large +large +onprem:llama-3.1-70b .*");
        assertThat(line(7)).matches(".*\\) +personal +small>large +large +onprem:llama-3.1-70b .*");
        assertThat(lines).anyMatch(line -> line.endsWith("with personal data: 0"));
    }
}
