package io.cascadeflow.examples.yamlonly;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.camel.CascadeFlowConstants;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.apache.camel.FluentProducerTemplate;
import org.apache.camel.Message;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Camel's own main class runs what is in the resources. */
@Timeout(60)
class YamlOnlyTest {

    @Test
    void everyQuestionIsAnsweredByTheTierThatCan() throws Exception {
        Main main = new Main();
        main.addOverrideProperty("camel.main.duration-max-messages", "0");
        main.start();
        try {
            FluentProducerTemplate template = main.getCamelContext().createFluentProducerTemplate();
            List<Message> answers = questions().stream()
                    .map(question ->
                            template.to("direct:ask").withBody(question).send().getMessage())
                    .toList();

            assertThat(answers)
                    .extracting(answer -> answer.getHeader(CascadeFlowConstants.TIER))
                    .containsExactly("small", "small", "large", "large");
            assertThat(answers)
                    .extracting(answer -> answer.getHeader(CascadeFlowConstants.TOTAL_COST, BigDecimal.class))
                    .allSatisfy(cost -> assertThat(cost).isPositive());
            assertThat(answers.get(2).getBody(String.class)).isEqualTo("No: 7 * 13 = 91.");
        } finally {
            main.stop();
        }
    }

    private static List<String> questions() throws IOException {
        try (InputStream in = Objects.requireNonNull(YamlOnlyTest.class.getResourceAsStream("/questions.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }
}
