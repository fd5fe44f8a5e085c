package io.cascadeflow.camel.gateway.keys.jdbc;

import io.cascadeflow.budget.jdbc.Databases;
import org.h2.jdbcx.JdbcConnectionPool;

class PostgresKeyStoreTest extends JdbcKeyStoreContract {

    @Override
    JdbcConnectionPool database() {
        return Databases.postgres(Databases.newPostgresSchema());
    }
}
