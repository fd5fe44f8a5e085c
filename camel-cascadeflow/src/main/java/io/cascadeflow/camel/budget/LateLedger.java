package io.cascadeflow.camel.budget;

import io.cascadeflow.budget.BudgetLedger;
import io.cascadeflow.budget.ForwardingLedger;
import io.cascadeflow.budget.LedgerException;
import io.cascadeflow.budget.LedgerHealth;
import io.cascadeflow.budget.SafetyFactors;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A ledger whose database may not be there yet, for those who want to make calls all the same: it fails until the database
 * can be opened, and tries that every few seconds at most. Opening blocks the thread that happens to try.
 */
final class LateLedger extends ForwardingLedger {

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

    @Override
    protected BudgetLedger ledger() {
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

    @Override
    protected <T> CompletionStage<T> staged(Function<BudgetLedger, CompletionStage<T>> work) {
        try {
            return work.apply(ledger());
        } catch (LedgerException notYet) {
            return CompletableFuture.failedFuture(notYet);
        }
    }

    @Override
    public SafetyFactors factors() {
        BudgetLedger ledger = opened;
        return ledger == null ? meanwhile : ledger.factors();
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
