package io.cascadeflow.budget.report;

import io.cascadeflow.budget.MemoryLedger;
import io.cascadeflow.camel.MovableClock;

class MemorySpendTest extends SpendContract {

    @Override
    protected Opened open(MovableClock at) {
        MemoryLedger ledger = new MemoryLedger(at);
        return new Opened(ledger, new LedgerSpend(ledger));
    }
}
