package io.cascadeflow.cascade;

import io.cascadeflow.budget.BudgetExceededException;
import io.cascadeflow.confidence.Assessment;
import io.cascadeflow.policy.RunStoppedException;
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
     * @param committed whether it was given while it grew, on the gate's word that it would do
     */
    record Answered(Assessment assessment, boolean conditionHolds, boolean committed, Usd cost) implements TierResult {

        /** An answer that was judged before anybody saw it. */
        public Answered(Assessment assessment, boolean conditionHolds, Usd cost) {
            this(assessment, conditionHolds, false, cost);
        }
    }

    /**
     * The gate gave the answer up while it grew, as it had no chance to reach the tier's threshold.
     *
     * @param length how many characters had come
     */
    record GivenUp(int length, Usd cost) implements TierResult {}

    /** The tier gave no answer. */
    record Failed(Throwable failure, Usd cost) implements TierResult {

        /** A budget's refusal, when that is why; absent for all other failures. */
        public @Nullable BudgetExceededException refusal() {
            return BudgetExceededException.in(failure);
        }

        /** That its run was stopped, when that is why; absent for all other failures. */
        public @Nullable RunStoppedException stop() {
            return RunStoppedException.in(failure);
        }
    }
}
