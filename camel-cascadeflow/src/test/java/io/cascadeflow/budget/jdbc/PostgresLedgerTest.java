package io.cascadeflow.budget.jdbc;

import io.cascadeflow.budget.BudgetLedger;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;

class PostgresLedgerTest extends JdbcLedgerContract {

    private final Map<String, String> schemas = new HashMap<>();

    @Override
    BudgetLedger open(DataSource database, Clock at) {
        return JdbcLedger.open(database, at, Databases.THREADS);
    }

    @Override
    JdbcConnectionPool database(String name) {
        return Databases.postgres(schemas.computeIfAbsent(name, n -> Databases.newPostgresSchema()));
    }
}
