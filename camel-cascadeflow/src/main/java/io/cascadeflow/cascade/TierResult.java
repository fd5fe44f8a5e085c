package io.cascadeflow.cascade;

import io.cascadeflow.budget.BudgetExceededException;
import io.cascadeflow.confidence.Assessment;
import io.cascadeflow.pricing.Usd;
import org.jspecify.annotations.Nullable;

/** What came back from a tier. */
public sealed interface TierResult {

    /** What asking this tier cost, whatever came of it. */
    Usd cost();

    /**
     * The tier gave an answer.
     *
     * @param assessment what the gate found out about it
     * @param conditionHolds whether the tier's own condition holds; true when it has none
     */
    record Answered(Assessment assessment, boolean conditionHolds, Usd cost) implements TierResult {}

    /** The tier gave no answer. */
    record Failed(Throwable failure, Usd cost) implements TierResult {

        /** A budget's refusal, when that is why; absent for all other failures. */
        public @Nullable BudgetExceededException refusal() {
            return BudgetExceededException.in(failure);
        }
    }
}
