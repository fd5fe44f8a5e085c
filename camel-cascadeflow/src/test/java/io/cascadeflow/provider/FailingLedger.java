package io.cascadeflow.provider;

import io.cascadeflow.budget.Account;
import io.cascadeflow.budget.Balance;
import io.cascadeflow.budget.BudgetLedger;
import io.cascadeflow.budget.Claim;
import io.cascadeflow.budget.Effect;
import io.cascadeflow.budget.HoldRequest;
import io.cascadeflow.budget.HoldResult;
import io.cascadeflow.budget.LedgerEntry;
import io.cascadeflow.budget.LedgerException;
import io.cascadeflow.budget.LedgerHealth;
import io.cascadeflow.budget.SafetyFactors;
import io.cascadeflow.budget.Settlement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** A ledger that can be switched off. */
final class FailingLedger implements BudgetLedger {

    private final BudgetLedger ledger;
    volatile boolean failing;

    FailingLedger(BudgetLedger ledger) {
        this.ledger = ledger;
    }

    private <T> CompletionStage<T> unlessFailing(Supplier<CompletionStage<T>> work) {
        return failing ? CompletableFuture.failedFuture(new LedgerException("switched off")) : work.get();
    }

    @Override
    public CompletionStage<HoldResult> hold(HoldRequest request) {
        return unlessFailing(() -> ledger.hold(request));
    }

    @Override
    public CompletionStage<Effect> settle(String key, Settlement settlement) {
        return unlessFailing(() -> ledger.settle(key, settlement));
    }

    @Override
    public CompletionStage<Effect> release(String key) {
        return unlessFailing(() -> ledger.release(key));
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
