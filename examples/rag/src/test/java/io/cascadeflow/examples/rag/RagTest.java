package io.cascadeflow.examples.rag;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RagTest {

    private static List<String> answers(List<String> questions) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Rag.run(questions, new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return Arrays.asList(bytes.toString(StandardCharsets.UTF_8).split("\\R\\R"));
    }

    @Test
    void whatIsFoundIsQuotedAndCited() throws Exception {
        List<String> answers = answers(Rag.QUESTIONS);

        assertThat(answers).hasSize(Rag.QUESTIONS.size() + 1);
        assertThat(answers.get(0)).matches("[1-9]\\d\\d+ passages");
        assertThat(answers.subList(1, 4))
                .allSatisfy(answer -> assertThat(answer)
                        .matches("(?s).*found   [\\w-]+\\.md.*answer  .*\\[[1-4]\\].*cites   \\[[\\w-]+\\.md.*"));
        assertThat(answers.get(1)).contains("budget").doesNotContain("  large");
    }

    @Test
    void anInventedCitationIsNotGiven() throws Exception {
        String answer = answers(List.of("How hot should the coffee of the operator be?"))
                .get(1);

        assertThat(answer)
                .contains("small   tier 'small': has a defect: [WRONG_CITATIONS]")
                .contains("answer  The passages do not say [none].")
                .endsWith("cites   []" + System.lineSeparator());
    }

    @Test
    void aQuestionWithoutPassagesIsNotAsked() throws Exception {
        assertThat(answers(List.of("Xylophone?")).get(1))
                .contains("answer  There is nothing about this in the documents.")
                .doesNotContain("small", "large");
    }
}
