package io.cascadeflow.budget.report.savings;

/** What savings are compared with. */
public enum Baseline {
    /**
     * What the last tier of each cascade would have cost at its list price on the tokens of the answer that was given. Another
     * model writes shorter or longer answers and counts tokens in its own way; that is left out of account.
     */
    LIST_PRICE_OF_LAST_TIER,
    /** What the last tier did cost, for escalated calls and for a random share of the accepted drafts. */
    AUDIT_SHARE
}
