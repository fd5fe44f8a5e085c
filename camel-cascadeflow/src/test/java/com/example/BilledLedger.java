package com.example;

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
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;

/** A ledger that tells a billing system of each settlement, once it is on record and once only. */
public final class BilledLedger implements BudgetLedger {

    private final BudgetLedger records;
    private final BiConsumer<String, Settlement> billing;

    /**
     * @param records where money is on record
     * @param billing told the hold's key and what it was settled at; must not block
     */
    public BilledLedger(BudgetLedger records, BiConsumer<String, Settlement> billing) {
        this.records = records;
        this.billing = billing;
    }

    @Override
    public CompletionStage<HoldResult> hold(HoldRequest request) {
        return records.hold(request);
    }

    @Override
    public CompletionStage<Effect> settle(String key, Settlement settlement) {
        return records.settle(key, settlement).thenApply(effect -> {
            if (effect == Effect.POSTED) {
                billing.accept(key, settlement);
            }
            return effect;
        });
    }

    @Override
    public CompletionStage<Effect> release(String key) {
        return records.release(key);
    }

    @Override
    public int expire() {
        return records.expire();
    }

    @Override
    public Balance balance(Claim claim) {
        return records.balance(claim);
    }

    @Override
    public List<LedgerEntry> entries(Account account, long after, int most) {
        return records.entries(account, after, most);
    }

    @Override
    public List<LedgerEntry> entries(Instant from, Instant to, long after, int most) {
        return records.entries(from, to, after, most);
    }

    @Override
    public SafetyFactors factors() {
        return records.factors();
    }

    @Override
    public int forget(Duration age) {
        return records.forget(age);
    }

    @Override
    public LedgerHealth health() {
        return records.health();
    }

    @Override
    public void close() {
        records.close();
    }
}
