package io.cascadeflow.budget.jdbc;

import java.nio.file.Path;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.io.TempDir;

class H2LeasedLedgerTest extends LeasedLedgerContract {

    @TempDir
    Path folder = Path.of(".");

    @Override
    JdbcConnectionPool database(String name) {
        return Databases.h2(folder.resolve(name));
    }
}
