package io.cascadeflow.budget.jdbc;

import io.cascadeflow.budget.BudgetLedger;
import io.cascadeflow.budget.LedgerModelContract;
import io.cascadeflow.camel.MovableClock;
import net.jqwik.api.Group;
import org.h2.jdbcx.JdbcConnectionPool;

class JdbcLedgerModelTest {

    /** One database for all tries: each finds the tables empty. */
    private static JdbcConnectionPool emptied(JdbcConnectionPool pool) {
        for (String table :
                new String[] {"account", "slice", "hold", "hold_account", "entry", "entry_account", "lease", "node"}) {
            Databases.execute(pool, "DELETE FROM cascadeflow_" + table);
        }
        return pool;
    }

    @Group
    class OnH2 extends LedgerModelContract {

        private static final JdbcConnectionPool POOL = Databases.h2InMemory();

        @Override
        protected BudgetLedger open(MovableClock clock) {
            JdbcLedger ledger = JdbcLedger.open(POOL, clock, Databases.THREADS);
            emptied(POOL);
            return ledger;
        }
    }

    @Group
    class OnH2Leased extends LedgerModelContract {

        private static final JdbcConnectionPool POOL = Databases.h2InMemory();

        @Override
        protected BudgetLedger open(MovableClock clock) {
            JdbcLedger.open(POOL, clock, Databases.THREADS).close();
            return Databases.leased(emptied(POOL), clock);
        }
    }

    @Group
    class OnPostgres extends LedgerModelContract {

        private static final JdbcConnectionPool POOL = Databases.postgres(Databases.newPostgresSchema());

        @Override
        protected BudgetLedger open(MovableClock clock) {
            JdbcLedger ledger = JdbcLedger.open(POOL, clock, Databases.THREADS);
            emptied(POOL);
            return ledger;
        }
    }

    @Group
    class OnPostgresLeased extends LedgerModelContract {

        private static final JdbcConnectionPool POOL = Databases.postgres(Databases.newPostgresSchema());

        @Override
        protected BudgetLedger open(MovableClock clock) {
            JdbcLedger.open(POOL, clock, Databases.THREADS).close();
            return Databases.leased(emptied(POOL), clock);
        }
    }
}
