package io.cascadeflow.budget;

import io.cascadeflow.camel.MovableClock;
import net.jqwik.api.PropertyDefaults;

@PropertyDefaults(tries = 1_000)
class MemoryLedgerModelTest extends LedgerModelContract {

    @Override
    protected BudgetLedger open(MovableClock clock) {
        return new MemoryLedger(clock);
    }
}
