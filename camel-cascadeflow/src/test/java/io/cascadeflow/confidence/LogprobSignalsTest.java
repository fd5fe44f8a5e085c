package io.cascadeflow.confidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.Logprobs;
import io.cascadeflow.model.TokenLogprob;
import io.cascadeflow.model.TokenLogprob.Alternative;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LogprobSignalsTest {

    @Test
    void withoutLogProbabilitiesNothingIsObserved() {
        assertThat(observe(List.of())).isEmpty();
    }

    @Test
    void withoutAlternativesThereIsNeitherMarginNorEntropy() {
        assertThat(observe(List.of(token(-0.1), token(-0.3))))
                .containsEntry("logprob.mean", -0.2)
                .containsEntry("logprob.min", -0.3)
                .doesNotContainKeys("logprob.margin", "logprob.entropy");
    }

    @Test
    void quantilesAreOfTheLowEnd() {
        List<TokenLogprob> hundred =
                IntStream.rangeClosed(1, 100).mapToObj(i -> token(-i / 10d)).toList();

        assertThat(observe(hundred))
                .containsEntry("logprob.min", -10d)
                .containsEntry("logprob.q05", -9.6)
                .containsEntry("logprob.q10", -9.1)
                .containsEntry("logprob.low-share", 0.87);
    }

    @Test
    void impossibleValuesAreClampedNotBelieved() {
        Map<String, Double> signals =
                observe(List.of(token(-9999), token(Double.NEGATIVE_INFINITY), token(Double.NaN), token(3)));

        assertThat(signals).containsEntry("logprob.min", -30d).containsEntry("logprob.mean", -22.5);
    }

    @Test
    void marginAndEntropyComeFromTheAlternatives() {
        double half = Math.log(0.5);
        TokenLogprob even =
                new TokenLogprob("a", half, List.of(new Alternative("a", half), new Alternative("b", half)));
        TokenLogprob sure = new TokenLogprob("a", 0, List.of(new Alternative("a", 0), new Alternative("b", -9999)));

        assertThat(observe(List.of(even)).get("logprob.margin")).isZero();
        assertThat(observe(List.of(even)).get("logprob.entropy")).isCloseTo(Math.log(2), within(1e-9));
        assertThat(observe(List.of(sure)).get("logprob.margin")).isEqualTo(30);
        assertThat(observe(List.of(sure)).get("logprob.entropy")).isCloseTo(0, within(1e-9));
        assertThat(observe(List.of(even, token(-1))).get("logprob.margin")).isZero();
    }

    @Test
    void forksAreTokensAtWhichTwoWaysWereLikely() {
        double half = Math.log(0.5);
        TokenLogprob fork =
                new TokenLogprob("a", half, List.of(new Alternative("a", half), new Alternative("b", half)));
        TokenLogprob sure = new TokenLogprob("a", 0, List.of(new Alternative("a", 0), new Alternative("b", -9999)));

        assertThat(observe(List.of(fork, sure, fork, fork))).containsEntry("logprob.forks", 2d);
        assertThat(observe(List.of(sure))).containsEntry("logprob.forks", 0d);
        assertThat(observe(List.of(token(-1)))).doesNotContainKey("logprob.forks");
    }

    @Test
    void theClosingLineIsLookedAtByItself() {
        List<TokenLogprob> tokens = List.of(
                new TokenLogprob("Seven ", -5, List.of()),
                new TokenLogprob("times\n", -5, List.of()),
                new TokenLogprob("So ", -0.1, List.of()),
                new TokenLogprob("42", -0.3, List.of()),
                new TokenLogprob(".\n", -0.2, List.of()));
        ChatReply reply = ChatReply.of("small", "Seven times\nSo 42.\n").withLogprobs(Logprobs.of(tokens));
        Observations closing = new Observations();
        new ClosingSignals().observe(DraftFacts.of(new Draft(ChatRequest.of("question"), reply)), closing);

        assertThat(closing.values())
                .containsEntry("closing.min", -0.3)
                .doesNotContainKeys("closing.margin", "closing.entropy");
        assertThat(closing.values().get("closing.mean")).isCloseTo(-0.2, within(1e-9));
    }

    private static TokenLogprob token(double logprob) {
        return new TokenLogprob("t", logprob, List.of());
    }

    private static Map<String, Double> observe(List<TokenLogprob> tokens) {
        ChatReply reply = ChatReply.of("small", "text").withLogprobs(Logprobs.of(tokens));
        Observations observations = new Observations();
        new LogprobSignals().observe(DraftFacts.of(new Draft(ChatRequest.of("question"), reply)), observations);
        return observations.values();
    }
}
