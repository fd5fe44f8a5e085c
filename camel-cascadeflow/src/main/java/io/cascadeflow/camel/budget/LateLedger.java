package io.cascadeflow.camel.budget;

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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A ledger whose database may not be there yet, for those who want to make calls all the same: it fails until the database
 * can be opened, and tries that every few seconds at most. Opening blocks the thread that happens to try.
 */
final class LateLedger implements BudgetLedger {

    private static final Duration BETWEEN = Duration.ofSeconds(5);

    private final Supplier<BudgetLedger> opening;
    private final Clock clock;
    private final SafetyFactors meanwhile = new SafetyFactors();
    private volatile @Nullable BudgetLedger opened;
    private Instant lastTry = Instant.MIN;

    LateLedger(Supplier<BudgetLedger> opening, Clock clock) {
        this.opening = opening;
        this.clock = clock;
        try {
            ledger();
        } catch (LedgerException notYet) {
            // the self-test says so
        }
    }

    private BudgetLedger ledger() {
        BudgetLedger ledger = opened;
        return ledger != null ? ledger : open();
    }

    private synchronized BudgetLedger open() {
        Instant now = clock.instant();
        if (opened == null) {
            if (lastTry.plus(BETWEEN).isAfter(now)) {
                throw new LedgerException("the ledger's database could not be opened a moment ago");
            }
            lastTry = now;
            opened = opening.get();
        }
        return opened;
    }

    private <T> CompletionStage<T> once(Function<BudgetLedger, CompletionStage<T>> work) {
        try {
            return work.apply(ledger());
        } catch (LedgerException notYet) {
            return CompletableFuture.failedFuture(notYet);
        }
    }

    @Override
    public CompletionStage<HoldResult> hold(HoldRequest request) {
        return once(ledger -> ledger.hold(request));
    }

    @Override
    public CompletionStage<Effect> settle(String key, Settlement settlement) {
        return once(ledger -> ledger.settle(key, settlement));
    }

    @Override
    public CompletionStage<Effect> release(String key) {
        return once(ledger -> ledger.release(key));
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
        BudgetLedger ledger = opened;
        return ledger == null ? meanwhile : ledger.factors();
    }

    @Override
    public int forget(Duration age) {
        return ledger().forget(age);
    }

    @Override
    public LedgerHealth health() {
        BudgetLedger ledger = opened;
        return ledger == null ? new LedgerHealth(0, 0, 0, false) : ledger.health();
    }

    @Override
    public void close() {
        BudgetLedger ledger = opened;
        if (ledger != null) {
            ledger.close();
        }
    }
}
