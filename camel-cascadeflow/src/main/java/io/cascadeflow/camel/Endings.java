package io.cascadeflow.camel;

import io.cascadeflow.budget.BudgetExceededException;
import io.cascadeflow.cascade.Attempt;
import io.cascadeflow.cascade.Decision;
import io.cascadeflow.cascade.Outcome;
import io.cascadeflow.cascade.Reason;
import io.cascadeflow.cascade.Step;
import io.cascadeflow.cascade.TierResult.Failed;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Ends of a cascade's run that the step machine does not see: the exchange is over, or never began. */
final class Endings {

    private Endings() {}

    /** The budget's own, so that a route can match it; what else went wrong stays visible in it. */
    static BudgetExceededException refusal(Decision decision) {
        List<Failed> failures = decision.attempts().stream()
                .map(Attempt::result)
                .filter(Failed.class::isInstance)
                .map(Failed.class::cast)
                .toList();
        BudgetExceededException last =
                Objects.requireNonNull(failures.get(failures.size() - 1).refusal());
        failures.stream()
                .map(Failed::failure)
                .filter(failure -> BudgetExceededException.in(failure) != last)
                .forEach(last::addSuppressed);
        return last;
    }

    /** {@code next} if it gives the answer of the tier that just ran; else the end, here and now. */
    static Step withoutAnotherTier(Step next, Outcome outcome, @Nullable Attempt answer) {
        Attempt last = lastOf(next);
        return next instanceof Step.Finish finish && finish.answer() == last
                ? finish
                : new Step.Finish(next.state(), outcome, last.reason(), answer);
    }

    static Attempt lastOf(Step step) {
        List<Attempt> attempts = step.state().attempts();
        return attempts.get(attempts.size() - 1);
    }

    static Step.Finish tooLate(Step.Ask first) {
        String text = "the deadline passed before tier '%s' could be asked"
                .formatted(first.tier().name());
        return new Step.Finish(first.state(), Outcome.FAILED, new Reason(Reason.Code.DEADLINE, text), null);
    }
}
