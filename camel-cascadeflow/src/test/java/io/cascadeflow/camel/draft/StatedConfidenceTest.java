package io.cascadeflow.camel.draft;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.camel.draft.StatedConfidence.Stated;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.Logprobs;
import io.cascadeflow.model.Output;
import io.cascadeflow.model.ResponseFormat;
import io.cascadeflow.model.TokenLogprob;
import io.cascadeflow.model.ToolSpec;
import io.cascadeflow.model.Tools;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatedConfidenceTest {

    private static Stated read(String text) {
        return StatedConfidence.read(ChatReply.of("m", text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Confidence: 0.85 | 0.85",
                "Confidence: .85 | 0.85",
                "confidence: 85% | 0.85",
                "**Confidence:** 85 % | 0.85",
                "**Confidence: 0,85** | 0.85",
                "Confidence = 8.5/10 | 0.85",
                "Confidence: 85/100 | 0.85",
                "Confidence: 1 | 1",
                "Confidence: 0 | 0",
                "Confidence: 100 % | 1",
                "Confidence： ８５％ | 0.85",
                "Confidence: ٠٫٨٥ | 0.85",
                "Confidence: ٨٥٪ | 0.85",
                "Confidence: ०.८५ | 0.85",
                "Confidence: 0.85. | 0.85",
            })
    void readsTheNumberInAnyCommonNotationAndTakesTheLineAway(String line, double share) {
        Stated stated = read("It is 4.\nSo 4.\n\n" + line + "\n");

        assertThat(stated.share()).isEqualTo(share);
        assertThat(stated.reply().text()).isEqualTo("It is 4.\nSo 4.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "It is 4.",
                "42",
                "Total: 85%",
                "Confidence: high",
                "Confidence: 120%",
                "Confidence: -0.5",
                "Confidence: 0.9 or so",
                "Confidence: 0.9\nBut I may be wrong.",
                "My confidence interval: 0.9",
                "",
            })
    void whatStatesNoneStaysToTheLetter(String text) {
        assertThat(read(text).share()).isNull();
        assertThat(read(text).reply().text()).isEqualTo(text);
    }

    @Test
    void anAnswerThatIsNothingElseIsEmptyAfterwards() {
        assertThat(read("Confidence: 0.9").reply().text()).isEmpty();
    }

    @Test
    void logProbabilitiesOfTheLineGoWithIt() {
        Logprobs all = Logprobs.of(Stream.of("It", " is", " 4", ".\n", "Conf", "idence", ":", " ", "0.9")
                .map(token -> new TokenLogprob(token, -0.1, List.of()))
                .toList());
        ChatReply reply = ChatReply.of("m", "It is 4.\nConfidence: 0.9");

        assertThat(StatedConfidence.read(reply.withLogprobs(all))
                        .reply()
                        .logprobs()
                        .tokens())
                .extracting(TokenLogprob::token)
                .containsExactly("It", " is", " 4");
        Logprobs others = Logprobs.of(List.of(new TokenLogprob("other", -0.1, List.of())));
        assertThat(StatedConfidence.read(reply.withLogprobs(others))
                        .reply()
                        .logprobs()
                        .isPresent())
                .as("tokens of another text")
                .isFalse();
    }

    @Test
    void onlyAnswersInFreeTextAreAskedForALine() {
        ChatRequest plain = ChatRequest.of("2+2?");
        ChatRequest json = plain.withOutput(Output.DEFAULT.withFormat(ResponseFormat.JSON));
        ChatRequest tools = plain.withTools(Tools.of(new ToolSpec("add", "adds", "{}", null)));

        assertThat(StatedConfidence.ask(plain).messages()).hasSize(2);
        assertThat(StatedConfidence.ask(json)).isEqualTo(json);
        assertThat(StatedConfidence.ask(tools)).isEqualTo(tools);
    }
}
