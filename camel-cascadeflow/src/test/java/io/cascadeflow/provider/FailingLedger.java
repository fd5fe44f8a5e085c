package io.cascadeflow.provider;

import io.cascadeflow.budget.BudgetLedger;
import io.cascadeflow.budget.ForwardingLedger;
import io.cascadeflow.budget.LedgerException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** A ledger that can be switched off. */
final class FailingLedger extends ForwardingLedger {

    private final BudgetLedger ledger;
    volatile boolean failing;

    FailingLedger(BudgetLedger ledger) {
        this.ledger = ledger;
    }

    @Override
    protected BudgetLedger ledger() {
        return ledger;
    }

    @Override
    protected <T> CompletionStage<T> staged(Function<BudgetLedger, CompletionStage<T>> work) {
        return failing ? CompletableFuture.failedFuture(new LedgerException("switched off")) : work.apply(ledger);
    }
}
