package io.cascadeflow.confidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.TokenUsage;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReasoningSignalsTest {

    @Test
    void theTraceIsMeasuredInDoublings() {
        assertThat(observed(new TokenUsage(10, 0, 0, 0, 2_000, 1_023, false))).containsEntry("reasoning.tokens", 10d);
    }

    @Test
    void noCountOrAnEstimateSaysNothing() {
        assertThat(observed(TokenUsage.of(10, 20))).isEmpty();
        assertThat(observed(new TokenUsage(10, 0, 0, 0, 20, 7, true))).isEmpty();
    }

    private static Map<String, Double> observed(TokenUsage usage) {
        Observations observations = new Observations();
        Draft draft = new Draft(
                ChatRequest.of("Why?"), ChatReply.of("small", "Because.").withUsage(usage));
        new ReasoningSignals().observe(DraftFacts.of(draft), observations);
        return observations.values();
    }
}
