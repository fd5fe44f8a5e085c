package io.cascadeflow.camel.budget;

import io.cascadeflow.budget.Account;
import io.cascadeflow.budget.Balance;
import io.cascadeflow.budget.BudgetLedger;
import io.cascadeflow.budget.Claim;
import io.cascadeflow.budget.Effect;
import io.cascadeflow.budget.HoldRequest;
import io.cascadeflow.budget.HoldResult;
import io.cascadeflow.budget.LedgerEntry;
import io.cascadeflow.budget.LedgerHealth;
import io.cascadeflow.budget.SafetyFactors;
import io.cascadeflow.budget.Settlement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * A ledger whose own threads never run what follows its stages: that is the route, whose steps may block. What is done at once goes
 * on at once.
 */
record UnblockedLedger(BudgetLedger ledger, Executor followUps) implements BudgetLedger {

    private <T> CompletionStage<T> elsewhere(CompletionStage<T> stage) {
        CompletableFuture<T> done = stage.toCompletableFuture();
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

    @Override
    public CompletionStage<HoldResult> hold(HoldRequest request) {
        return elsewhere(ledger.hold(request));
    }

    @Override
    public CompletionStage<Effect> settle(String key, Settlement settlement) {
        return elsewhere(ledger.settle(key, settlement));
    }

    @Override
    public CompletionStage<Effect> release(String key) {
        return elsewhere(ledger.release(key));
    }

    @Override
    public int expire() {
        return ledger.expire();
    }

    @Override
    public Balance balance(Claim claim) {
        return ledger.balance(claim);
    }

    @Override
    public List<LedgerEntry> entries(Account account, long after, int most) {
        return ledger.entries(account, after, most);
    }

    @Override
    public List<LedgerEntry> entries(Instant from, Instant to, long after, int most) {
        return ledger.entries(from, to, after, most);
    }

    @Override
    public SafetyFactors factors() {
        return ledger.factors();
    }

    @Override
    public int forget(Duration age) {
        return ledger.forget(age);
    }

    @Override
    public LedgerHealth health() {
        return ledger.health();
    }

    @Override
    public void close() {
        ledger.close();
    }
}
