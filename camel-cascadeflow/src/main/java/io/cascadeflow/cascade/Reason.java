package io.cascadeflow.cascade;

/**
 * Why a step was taken.
 *
 * @param code for programs and metrics: a closed set
 * @param text for people: tier, numbers and limits; never a prompt, an answer or a key
 */
public record Reason(Code code, String text) {

    /** The closed set of reasons. */
    public enum Code {
        /** Confidence is at or above the threshold, and every other rule of the tier holds. */
        CONFIDENT,
        /** The tier has no rule that could reject a sound answer. */
        NO_RULE,
        /** The same question was answered before, and that answer is given again: nobody was asked. */
        CACHED,
        /** A question that means the same was answered before, and that answer is given again: nobody was asked. */
        SIMILAR,
        BELOW_THRESHOLD,
        /** The answer began like those that all reached the threshold, and was given from there on as it came. */
        COMMITTED,
        /** The answer began like those that hardly ever reached the threshold, and was not waited for. */
        GIVEN_UP,
        /** There is a threshold, and no confidence could be measured. */
        NOT_MEASURED,
        /** A judge must look at the tier's answers, and none has. */
        NOT_JUDGED,
        /** A structural fault, such as a truncated answer. */
        DEFECT,
        /** The tier's own condition does not hold. */
        CONDITION,
        /** Its gate no longer fits its traffic, and nothing is accepted until an operator has looked. */
        DRIFT,
        /** The tier failed: its exception is the cause. */
        TIER_FAILED,
        /** The tier's answer had too small a chance to reach its threshold: it was not asked. */
        SKIPPED,
        /** The tier usually takes longer than the deadline leaves: it was not asked. */
        TOO_SLOW,
        /** By what counts to the operator, going straight on was the better way: it was not asked. */
        OBJECTIVE,
        /** A content filter of the provider blocked it, and nobody else may be asked. */
        FILTERED,
        /** Cascades are nested too deep: one of them leads back to itself. */
        NESTED,
        /** The operator's rules do not allow it. */
        POLICY,
        /** A budget has less left than the tier may cost: it was not asked, or one of its calls was not made. */
        BUDGET,
        /** The run that it belongs to was stopped. */
        RUN,
        /** The request's deadline leaves no time for another tier. */
        DEADLINE
    }

    @Override
    public String toString() {
        return text;
    }
}
