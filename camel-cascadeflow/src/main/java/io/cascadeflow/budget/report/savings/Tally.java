package io.cascadeflow.budget.report.savings;

import io.cascadeflow.budget.report.savings.Savings.Estimate;
import io.cascadeflow.pricing.Usd;
import org.jspecify.annotations.Nullable;

/** Adds up decisions with and without a baseline. Not thread-safe. */
final class Tally {

    private long decisions;
    private long without;
    private Usd compared = Usd.ZERO;
    private Usd apart = Usd.ZERO;
    private Usd drafts = Usd.ZERO;
    private Usd saved = Usd.ZERO;

    /** A decision that would have cost so much. */
    void compare(DecisionSpend decision, Usd baseline) {
        compare(decision);
        saved = saved.plus(baseline.minus(decision.spent()));
    }

    /** A decision whose saving is estimated elsewhere; its audits are not. */
    void compareElsewhere(DecisionSpend decision) {
        compare(decision);
        saved = saved.minus(decision.audits());
    }

    private void compare(DecisionSpend decision) {
        decisions++;
        compared = compared.plus(decision.spent());
        drafts = drafts.plus(decision.discarded());
    }

    void setApart(DecisionSpend decision) {
        without++;
        apart = apart.plus(decision.spent());
    }

    long decisions() {
        return decisions;
    }

    Usd saved() {
        return saved;
    }

    Savings savings(Baseline baseline, @Nullable Estimate estimate) {
        return new Savings(baseline, decisions, compared, without, apart, drafts, estimate);
    }
}
