package io.cascadeflow.examples.toolagent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ToolAgentTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private List<String> ask(String... questions) throws Exception {
        return ToolAgent.run(List.of(questions), new PrintStream(bytes, true, StandardCharsets.UTF_8));
    }

    private String output() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aSmallAmountIsPaidBackOnceByTheLargeModel() throws Exception {
        assertThat(ask("The lamp of order A-7 came broken.")).containsExactly("A-7");
        assertThat(output())
                .contains("large wants find_order (LOW): done")
                .containsPattern("small wants refund +\\(HIGH\\): not-made")
                .containsPattern("large wants refund +\\(HIGH\\): done")
                .contains("Your order A-7 is paid back.")
                .contains("answered after 4 steps");
    }

    @Test
    void aLargeAmountIsNotPaidBackSinceNobodyConsents() throws Exception {
        assertThat(ask("The piano of order A-13 is out of tune.")).isEmpty();
        assertThat(output()).contains("refund     (HIGH): refused").contains("a colleague will write to you");
    }

    @Test
    void whatNeedsNoToolNeedsOneStep() throws Exception {
        assertThat(ask("What is your name?")).isEmpty();
        assertThat(output()).contains("answered after 1 steps");
    }
}
