package io.cascadeflow.budget.jdbc;

import io.cascadeflow.budget.BudgetLedger;
import io.cascadeflow.budget.LedgerModelContract;
import io.cascadeflow.camel.MovableClock;
import org.h2.jdbcx.JdbcConnectionPool;

class JdbcLedgerModelTest extends LedgerModelContract {

    /** One database for all tries: each finds the tables empty. */
    private static final JdbcConnectionPool POOL = Databases.h2InMemory();

    @Override
    protected BudgetLedger open(MovableClock clock) {
        JdbcLedger ledger = JdbcLedger.open(POOL, clock, Databases.THREADS);
        for (String table :
                new String[] {"account", "slice", "hold", "hold_account", "entry", "entry_account", "lease", "node"}) {
            Databases.execute(POOL, "DELETE FROM cascadeflow_" + table);
        }
        return ledger;
    }
}
