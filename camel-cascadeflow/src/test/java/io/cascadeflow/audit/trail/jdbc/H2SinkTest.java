package io.cascadeflow.audit.trail.jdbc;

import io.cascadeflow.budget.jdbc.Databases;
import java.nio.file.Path;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.io.TempDir;

class H2SinkTest extends JdbcSinkContract {

    @TempDir
    Path folder = Path.of(".");

    @Override
    JdbcConnectionPool database() {
        return Databases.h2(folder.resolve("audit"));
    }
}
