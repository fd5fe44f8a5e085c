package io.cascadeflow.audit.trail.jdbc;

import io.cascadeflow.budget.jdbc.Databases;
import org.h2.jdbcx.JdbcConnectionPool;

class PostgresSinkTest extends JdbcSinkContract {

    @Override
    JdbcConnectionPool database() {
        return Databases.postgres(Databases.newPostgresSchema());
    }
}
