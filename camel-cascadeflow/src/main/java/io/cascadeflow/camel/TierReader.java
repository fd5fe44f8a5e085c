package io.cascadeflow.camel;

import io.cascadeflow.camel.draft.OwnSignals;
import io.cascadeflow.cascade.TierResult.Answered;
import io.cascadeflow.cascade.TierResult.Failed;
import io.cascadeflow.cascade.TierResult.GivenUp;
import io.cascadeflow.confidence.Assessment;
import io.cascadeflow.confidence.Draft;
import io.cascadeflow.confidence.Gate;
import io.cascadeflow.pricing.Usd;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Predicate;
import org.apache.camel.support.MessageHelper;
import org.jspecify.annotations.Nullable;

/** Makes a tier's result of what its steps left on the exchange. */
record TierReader(Gate byDefault, CascadeRequest request, OwnSignals own) {

    private record Judged(Assessment assessment, @Nullable Draft draft) {}

    TierReading failed(Exchange exchange, Exception failure) {
        Message message = exchange.getMessage();
        Usd cost;
        try {
            cost = ReportedCost.on(message);
        } catch (IllegalArgumentException unreadable) {
            // the tier's own failure tells more than a second one about its cost
            cost = null;
        }
        return failed(message, failure, cost);
    }

    /** @param length how many characters of the draft had come when its gate gave it up */
    TierReading givenUp(Exchange exchange, int length) {
        Message message = exchange.getMessage();
        Usd cost;
        try {
            cost = ReportedCost.on(message);
        } catch (IllegalArgumentException unreadable) {
            cost = null;
        }
        return new TierReading(new GivenUp(length, cost == null ? Usd.ZERO : cost), message, null, cost != null);
    }

    /** @param committed whether the answer was shown while it grew, on the gate's word */
    TierReading answered(Exchange exchange, TierSteps steps, boolean committed) {
        Message message = exchange.getMessage();
        Usd cost = null;
        try {
            cost = ReportedCost.on(message);
            Judged judged = judge(exchange, steps);
            boolean conditionHolds = request.forceTier() != null || conditionHolds(steps.acceptWhen(), exchange);
            Answered result =
                    new Answered(judged.assessment(), conditionHolds, committed, cost == null ? Usd.ZERO : cost);
            return new TierReading(result, message, judged.draft(), cost != null);
        } catch (RuntimeException e) {
            return failed(message, e, cost);
        }
    }

    private static TierReading failed(Message message, Exception failure, @Nullable Usd cost) {
        return new TierReading(new Failed(failure, cost == null ? Usd.ZERO : cost), message, null, cost != null);
    }

    private Judged judge(Exchange exchange, TierSteps steps) {
        Message message = exchange.getMessage();
        Draft left = exchange.getProperty(CascadeFlowProperties.DRAFT, Draft.class);
        Assessment measured = exchange.getProperty(CascadeFlowProperties.ASSESSMENT, Assessment.class);
        Judged judged;
        if (steps.gate() != null) {
            judged = assess(exchange, steps.gate(), draft(exchange, left));
        } else if (OwnConfidence.isOn(message, measured)) {
            Draft draft = left == null ? null : Drafts.of(message, left, request);
            judged = new Judged(OwnConfidence.of(message, measured), draft);
        } else {
            Draft draft = draft(exchange, left);
            judged = measured != null && draft.equals(left)
                    ? new Judged(measured, draft)
                    : assess(exchange, byDefault, draft);
        }
        // for the tier's condition, which may ask for it
        ResultHeaders.set(
                message, CascadeFlowConstants.CONFIDENCE, judged.assessment().confidence());
        if (judged.draft() != null) {
            CitationHeaders.set(message, judged.draft());
        }
        return judged;
    }

    /** What an endpoint of ours left, it has measured; of all else the user's own signals are measured here. */
    private Draft draft(Exchange exchange, @Nullable Draft left) {
        Draft draft = Drafts.of(exchange.getMessage(), left, request);
        return draft == left ? draft : draft.withMeasured(own.of(exchange, draft));
    }

    private static Judged assess(Exchange exchange, Gate gate, Draft draft) {
        return new Judged(Assessments.of(exchange, gate, draft), draft);
    }

    private static boolean conditionHolds(@Nullable Predicate condition, Exchange exchange) {
        if (condition == null) {
            return true;
        }
        boolean holds = condition.matches(exchange);
        MessageHelper.resetStreamCache(exchange.getMessage());
        return holds;
    }
}
