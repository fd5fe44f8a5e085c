package io.cascadeflow.camel;

import io.cascadeflow.audit.Answer;
import io.cascadeflow.camel.audit.EndedRun.TierAnswer;
import io.cascadeflow.cascade.Step;
import io.cascadeflow.cascade.Tier;
import io.cascadeflow.confidence.Draft;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Makes answers to learn from of what tiers left. */
final class AnswerReader {

    private AnswerReader() {}

    /** The answers of a run's tiers, without those whose steps judged them on their own. */
    static List<TierAnswer> answers(List<TierReading> readings, Step.Finish finish) {
        List<TierAnswer> answers = new ArrayList<>();
        for (int i = 0; i < readings.size(); i++) {
            Draft draft = readings.get(i).draft();
            if (draft != null) {
                Tier tier = finish.state().attempts().get(i).tier();
                answers.add(new TierAnswer(tier, answer(readings.get(i).message(), draft, tier)));
            }
        }
        return answers;
    }

    /** The answer of a tier that was asked on an exchange of its own. */
    static Answer answer(Exchange exchange, Tier tier, CascadeRequest request) {
        Message message = exchange.getMessage();
        Draft left = exchange.getProperty(CascadeFlowProperties.DRAFT, Draft.class);
        return answer(message, Drafts.of(message, left, request), tier);
    }

    /** Named as the endpoint names the model, which does not change with a dated version; else as the answer or tier does. */
    static Answer answer(Message message, Draft draft, Tier tier) {
        String provider = message.getHeader(CascadeFlowConstants.PROVIDER, String.class);
        String requested = message.getHeader(CascadeFlowConstants.REQUESTED_MODEL, String.class);
        String served = draft.reply().model();
        String model = served.isBlank() ? tier.name() : served;
        Long latencyMs = message.getHeader(CascadeFlowConstants.LATENCY_MS, Long.class);
        return new Answer(
                provider == null || requested == null ? model : provider + ":" + requested,
                draft,
                null,
                latencyMs == null ? null : Duration.ofMillis(latencyMs));
    }
}
