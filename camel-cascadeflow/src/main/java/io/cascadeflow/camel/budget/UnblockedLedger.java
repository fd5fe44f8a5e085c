package io.cascadeflow.camel.budget;

import io.cascadeflow.budget.BudgetLedger;
import io.cascadeflow.budget.ForwardingLedger;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * A ledger whose own threads never run what follows its stages: that is the route, whose steps may block. What is done at once goes
 * on at once.
 */
final class UnblockedLedger extends ForwardingLedger {

    private final BudgetLedger ledger;
    private final Executor followUps;

    UnblockedLedger(BudgetLedger ledger, Executor followUps) {
        this.ledger = ledger;
        this.followUps = followUps;
    }

    @Override
    protected BudgetLedger ledger() {
        return ledger;
    }

    @Override
    protected <T> CompletionStage<T> staged(Function<BudgetLedger, CompletionStage<T>> work) {
        CompletableFuture<T> done = work.apply(ledger).toCompletableFuture();
        if (done.isDone()) {
            return done;
        }
        CompletableFuture<T> elsewhere = new CompletableFuture<>();
        done.whenCompleteAsync(
                (result, failure) -> {
                    if (failure == null) {
                        elsewhere.complete(result);
                    } else {
                        elsewhere.completeExceptionally(failure);
                    }
                },
                followUps);
        return elsewhere;
    }
}
