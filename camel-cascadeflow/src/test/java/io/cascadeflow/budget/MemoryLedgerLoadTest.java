package io.cascadeflow.budget;

import io.cascadeflow.camel.MovableClock;
import java.time.Duration;

class MemoryLedgerLoadTest extends LedgerLoadContract {

    @Override
    protected BudgetLedger open(MovableClock clock) {
        return new MemoryLedger(clock, new MemoryCapacity(500_000, 500_000, 100, Duration.ofHours(1)));
    }

    @Override
    protected int calls() {
        return 100_000;
    }
}
