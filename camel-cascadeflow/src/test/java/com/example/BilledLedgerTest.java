package com.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.budget.BudgetLedger;
import io.cascadeflow.budget.LedgerContract;
import io.cascadeflow.budget.MemoryLedger;
import io.cascadeflow.budget.Settlement;
import io.cascadeflow.camel.MovableClock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;

/** The contract suite on a ledger of our own. */
class BilledLedgerTest extends LedgerContract {

    private final Map<String, Settlement> billed = new ConcurrentHashMap<>();

    @Override
    protected BudgetLedger open(MovableClock clock) {
        return new BilledLedger(
                new MemoryLedger(clock),
                (key, settlement) -> assertThat(billed.put(key, settlement)).isNull());
    }

    @AfterEach
    void nothingWasBilledTwice() {
        billed.clear();
    }
}
