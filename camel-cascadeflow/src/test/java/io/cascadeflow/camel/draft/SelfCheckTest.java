package io.cascadeflow.camel.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.Logprobs;
import io.cascadeflow.model.TokenLogprob;
import io.cascadeflow.model.TokenLogprob.Alternative;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelfCheckTest {

    private static double probability(String text, TokenLogprob... tokens) {
        return SelfCheck.probability(ChatReply.of("m", text).withLogprobs(Logprobs.of(List.of(tokens))))
                .orElseThrow();
    }

    private static Alternative other(String token, double probability) {
        return new Alternative(token, Math.log(probability));
    }

    @ParameterizedTest
    @CsvSource({"True, 1", "true., 1", "' **False** ', 0", "FALSE, 0"})
    void withoutLogProbabilitiesTheWordCounts(String text, double expected) {
        assertThat(probability(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Yes", "True or False", "I think it is not true"})
    void anythingElseIsNoAnswer(String text) {
        assertThat(SelfCheck.probability(ChatReply.of("m", text))).isEmpty();
    }

    @Test
    void bothWordsShareTheProbabilityHoweverTheyAreSpelt() {
        TokenLogprob token = new TokenLogprob(
                "True",
                Math.log(0.6),
                List.of(other("True", 0.6), other(" true", 0.1), other("False", 0.2), other("Maybe", 0.1)));

        assertThat(probability("True", token)).isCloseTo(0.7 / 0.9, within(1e-9));
    }

    @Test
    void theFirstTokenWithLettersCountsAndALoneOneForItself() {
        TokenLogprob space = new TokenLogprob(" **", -0.1, List.of());
        assertThat(probability("**False**", space, new TokenLogprob("False", Math.log(0.8), List.of())))
                .isCloseTo(0.2, within(1e-9));
        assertThat(probability("True", new TokenLogprob("True", Math.log(0.8), List.of(other("False", 0.2)))))
                .isCloseTo(0.8, within(1e-9));
    }
}
