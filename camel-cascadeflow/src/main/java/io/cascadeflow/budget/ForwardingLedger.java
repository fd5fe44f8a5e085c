package io.cascadeflow.budget;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** A ledger in front of another one, to be changed where that is wanted. What may take a while goes through {@link #staged}. */
public abstract class ForwardingLedger implements BudgetLedger {

    /**
     * The other one.
     *
     * @throws LedgerException when it cannot be had
     */
    protected abstract BudgetLedger ledger();

    /** Has the other one do something that may take a while. Never throws. */
    protected abstract <T> CompletionStage<T> staged(Function<BudgetLedger, CompletionStage<T>> work);

    @Override
    public final CompletionStage<HoldResult> hold(HoldRequest request) {
        return staged(ledger -> ledger.hold(request));
    }

    @Override
    public final CompletionStage<Effect> settle(String key, Settlement settlement) {
        return staged(ledger -> ledger.settle(key, settlement));
    }

    @Override
    public final CompletionStage<Effect> release(String key) {
        return staged(ledger -> ledger.release(key));
    }

    @Override
    public int expire() {
        return ledger().expire();
    }

    @Override
    public Balance balance(Claim claim) {
        return ledger().balance(claim);
    }

    @Override
    public List<LedgerEntry> entries(Account account, long after, int most) {
        return ledger().entries(account, after, most);
    }

    @Override
    public List<LedgerEntry> entries(Instant from, Instant to, long after, int most) {
        return ledger().entries(from, to, after, most);
    }

    @Override
    public SafetyFactors factors() {
        return ledger().factors();
    }

    @Override
    public int forget(Duration age) {
        return ledger().forget(age);
    }

    @Override
    public LedgerHealth health() {
        return ledger().health();
    }

    @Override
    public void close() {
        ledger().close();
    }
}
