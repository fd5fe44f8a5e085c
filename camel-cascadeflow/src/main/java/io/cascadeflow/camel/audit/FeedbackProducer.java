package io.cascadeflow.camel.audit;

import io.cascadeflow.camel.CascadeFlowConstants;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;

/** Takes what a route says of an answer that was given earlier. Changes one header, and never waits. */
public final class FeedbackProducer extends DefaultProducer {

    private final CascadeFlowLearning learning;

    /** @throws IllegalArgumentException when nothing is recorded that feedback could be joined to */
    public FeedbackProducer(Endpoint endpoint, CascadeFlowLearning learning) {
        super(endpoint);
        if (!learning.isRecording()) {
            throw new IllegalArgumentException(
                    "cascadeflow:feedback has nothing to join feedback to; configure a recorder, as in recorder: {file: recorded.jsonl}");
        }
        this.learning = learning;
    }

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        String id = message.getHeader(CascadeFlowConstants.DECISION_ID, String.class);
        String label = message.getHeader(CascadeFlowConstants.FEEDBACK, String.class);
        if (id == null || id.isBlank() || label == null) {
            throw new IllegalArgumentException("feedback needs the headers %s and %s"
                    .formatted(CascadeFlowConstants.DECISION_ID, CascadeFlowConstants.FEEDBACK));
        }
        FeedbackResult result = learning.feedback(id, Scores.ofFeedback(label));
        message.setHeader(CascadeFlowConstants.FEEDBACK_RESULT, result.toString());
    }
}
