package io.cascadeflow.budget;

import io.cascadeflow.camel.MovableClock;

class MemoryLedgerModelTest extends LedgerModelContract {

    @Override
    protected BudgetLedger open(MovableClock clock) {
        return new MemoryLedger(clock);
    }
}
