package io.cascadeflow.budget.jdbc;

import java.util.HashMap;
import java.util.Map;
import org.h2.jdbcx.JdbcConnectionPool;

class PostgresLedgerTest extends DirectLedgerContract {

    private final Map<String, String> schemas = new HashMap<>();

    @Override
    JdbcConnectionPool database(String name) {
        return Databases.postgres(schemas.computeIfAbsent(name, n -> Databases.newPostgresSchema()));
    }
}
