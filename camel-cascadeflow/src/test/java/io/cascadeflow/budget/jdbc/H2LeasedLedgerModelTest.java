package io.cascadeflow.budget.jdbc;

import io.cascadeflow.budget.BudgetLedger;
import io.cascadeflow.budget.LedgerModelContract;
import io.cascadeflow.camel.MovableClock;
import net.jqwik.api.PropertyDefaults;
import org.h2.jdbcx.JdbcConnectionPool;

@PropertyDefaults(tries = 100)
class H2LeasedLedgerModelTest extends LedgerModelContract {

    /** One database for all tries: each finds the tables empty. */
    private static final JdbcConnectionPool POOL = Databases.h2InMemory();

    @Override
    protected BudgetLedger open(MovableClock clock) {
        Databases.empty(POOL, clock);
        return Databases.leased(POOL, clock);
    }
}
