package io.cascadeflow.camel;

import io.cascadeflow.camel.budget.Spending;
import io.cascadeflow.camel.budget.Spending.Purpose;
import io.cascadeflow.cascade.Step;
import io.cascadeflow.cascade.TierResult;
import io.cascadeflow.pricing.Usd;

/**
 * A tier that is being asked, with what all tiers of the run have in common.
 *
 * @param marks what the exchange was like before the first tier
 * @param spending what the run's calls are paid under
 * @param onLedgerBefore nano-dollars that the ledger knew of before this tier was asked
 */
record Asking(
        CascadeRequest request,
        TierReader reader,
        FailureMarks marks,
        Spending spending,
        long onLedgerBefore,
        Step.Ask step) {

    /** The run's first tier. */
    Asking(CascadeRequest request, TierReader reader, FailureMarks marks, Spending spending, Step.Ask step) {
        this(request, reader, marks, spending, spending.onLedger().get(), step);
    }

    Asking next(Step.Ask another) {
        return new Asking(request, reader, marks, spending, another);
    }

    String tier() {
        return step.tier().name();
    }

    /** Whether no other tier is planned after it. */
    boolean isLast() {
        return step.state().attempts().size() == step.state().plan().size() - 1;
    }

    /** What the tier's calls are paid under. */
    Spending spendingOfTier() {
        return spending.withPurpose(new Purpose(step.state().cascade().name(), tier(), isLast() ? "answer" : "draft"));
    }

    /** What the tier spent by other means than our endpoints, of which the ledger does not know; not above 0 for nothing. */
    Usd foreign(TierResult result) {
        return result.cost().minus(new Usd(spending.onLedger().get() - onLedgerBefore));
    }
}
