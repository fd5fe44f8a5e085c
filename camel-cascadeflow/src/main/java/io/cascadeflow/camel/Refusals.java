package io.cascadeflow.camel;

import io.cascadeflow.budget.BudgetExceededException;
import io.cascadeflow.cascade.Attempt;
import io.cascadeflow.cascade.Decision;
import io.cascadeflow.cascade.TierResult.Failed;
import java.util.List;
import java.util.Objects;

/** The refusals of budgets that ended a run. */
final class Refusals {

    private Refusals() {}

    /** The budget's own, so that a route can match it; what else went wrong stays visible in it. */
    static BudgetExceededException last(Decision decision) {
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
}
