package io.cascadeflow.camel.budget;

import io.cascadeflow.budget.BudgetLedger;
import io.cascadeflow.budget.ForwardingLedger;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** A ledger of the application's, which outlives the component: it is closed by whoever made it. */
final class LentLedger extends ForwardingLedger {

    private final BudgetLedger ledger;

    LentLedger(BudgetLedger ledger) {
        this.ledger = ledger;
    }

    @Override
    protected BudgetLedger ledger() {
        return ledger;
    }

    @Override
    protected <T> CompletionStage<T> staged(Function<BudgetLedger, CompletionStage<T>> work) {
        return work.apply(ledger);
    }

    @Override
    public void close() {
        // whoever made it may still use it
    }
}
