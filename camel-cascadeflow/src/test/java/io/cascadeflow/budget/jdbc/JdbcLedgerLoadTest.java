package io.cascadeflow.budget.jdbc;

import io.cascadeflow.budget.BudgetLedger;
import io.cascadeflow.budget.LedgerLoadContract;
import io.cascadeflow.camel.MovableClock;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** 64 threads on 16 connections; fewer calls than in memory, so that the build stays short. */
class JdbcLedgerLoadTest {

    @Nested
    class OnH2 extends Load {

        @TempDir
        Path folder = Path.of(".");

        @Override
        JdbcConnectionPool database() {
            return Databases.h2(folder.resolve("load"));
        }
    }

    @Nested
    class OnPostgres extends Load {
        @Override
        JdbcConnectionPool database() {
            return Databases.postgres(Databases.newPostgresSchema());
        }
    }

    @Nested
    class OnH2Leased extends OnH2 {
        @Override
        BudgetLedger ledger(JdbcConnectionPool pool, MovableClock clock) {
            return Databases.leased(pool, clock);
        }
    }

    @Nested
    class OnPostgresLeased extends OnPostgres {
        @Override
        BudgetLedger ledger(JdbcConnectionPool pool, MovableClock clock) {
            return Databases.leased(pool, clock);
        }
    }

    abstract static class Load extends LedgerLoadContract {

        private final List<JdbcConnectionPool> pools = new ArrayList<>();

        abstract JdbcConnectionPool database();

        BudgetLedger ledger(JdbcConnectionPool pool, MovableClock clock) {
            return JdbcLedger.open(pool, clock, Databases.THREADS);
        }

        @Override
        protected final BudgetLedger open(MovableClock clock) {
            JdbcConnectionPool pool = database();
            pools.add(pool);
            return ledger(pool, clock);
        }

        @Override
        protected final int calls() {
            return 2_000;
        }

        @AfterEach
        void close() {
            pools.forEach(JdbcConnectionPool::dispose);
        }
    }
}
