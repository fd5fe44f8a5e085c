package io.cascadeflow.budget.jdbc;

import io.cascadeflow.budget.report.SpendContract;
import io.cascadeflow.camel.MovableClock;
import org.h2.jdbcx.JdbcConnectionPool;

class H2SpendTest extends SpendContract {

    @Override
    protected Opened open(MovableClock at) {
        JdbcConnectionPool database = Databases.h2InMemory();
        return new Opened(JdbcLedger.open(database, at, Databases.THREADS), new JdbcSpend(database));
    }
}
