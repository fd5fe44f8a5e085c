package io.cascadeflow.camel;

import io.cascadeflow.cascade.AnswerRejectedException;
import io.cascadeflow.cascade.Attempt;
import io.cascadeflow.cascade.Cascade;
import io.cascadeflow.cascade.CascadeState;
import io.cascadeflow.cascade.Outcome;
import io.cascadeflow.cascade.Pace;
import io.cascadeflow.cascade.Reason;
import io.cascadeflow.cascade.Step;
import io.cascadeflow.cascade.TierResult.Answered;
import io.cascadeflow.cascade.TierResult.Failed;
import io.cascadeflow.policy.Denial;
import java.util.List;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Ends of a cascade's run that the step machine does not see: the exchange is over, or never began. */
final class Endings {

    private Endings() {}

    /**
     * {@code next}, where another tier may still be asked or none needs to be; else the end, here and now.
     *
     * @param exchange as the tier that just ran left it
     * @param streamOver whether no other tier's answer can reach whoever listens
     */
    static Step minding(Exchange exchange, boolean streamOver, Step next) {
        if (FailureMarks.endsEverything(exchange)) {
            return withoutAnotherTier(next, Outcome.FAILED, null);
        }
        Attempt last = lastOf(next);
        Reason tooDeep =
                last.result() instanceof Failed failed ? AnswerRejectedException.tooDeep(failed.failure()) : null;
        if (tooDeep != null) {
            // another tier may lead back as well, and each of them again
            return new Step.Finish(next.state(), Outcome.FAILED, tooDeep, null);
        }
        if (exchange.isRouteStop() && last.result() instanceof Answered) {
            // the steps said that this is where the route ends, with what is in the body
            return withoutAnotherTier(next, Outcome.DEGRADED, last);
        }
        return streamOver ? withoutAnotherTier(next, Outcome.FAILED, null) : next;
    }

    /** {@code next} if it gives the answer of the tier that just ran; else the end, here and now. */
    private static Step withoutAnotherTier(Step next, Outcome outcome, @Nullable Attempt answer) {
        Attempt last = lastOf(next);
        return next instanceof Step.Finish finish && finish.answer() == last
                ? finish
                : new Step.Finish(next.state(), outcome, last.reason(), answer);
    }

    static Attempt lastOf(Step step) {
        List<Attempt> attempts = step.state().attempts();
        return attempts.get(attempts.size() - 1);
    }

    /** The first step of a run that the operator's rules do not allow; it is not made. */
    static Step.Ask denied(Governed none) {
        Cascade cascade = none.cascade();
        CascadeState state = new CascadeState(cascade, cascade.tiers(), null, List.of(), none.leftOut(), Pace.UNKNOWN);
        return new Step.Ask(state, cascade.tiers().get(0));
    }

    static Step.Finish denied(Step.Ask first, Denial denial) {
        return new Step.Finish(first.state(), Outcome.REJECTED, new Reason(Reason.Code.POLICY, denial.text()), null);
    }

    static Step.Finish tooDeep(Step.Ask first, Nesting nesting) {
        return new Step.Finish(first.state(), Outcome.FAILED, nesting.reason(), null);
    }

    static Step.Finish tooLate(Step.Ask first) {
        String text = "the deadline passed before tier '%s' could be asked"
                .formatted(first.tier().name());
        return new Step.Finish(first.state(), Outcome.FAILED, new Reason(Reason.Code.DEADLINE, text), null);
    }
}
