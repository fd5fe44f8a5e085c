package io.cascadeflow.benchmarks.ledger;

import io.cascadeflow.benchmarks.measure.TemporaryFolder;
import java.io.IOException;
import org.h2.jdbcx.JdbcConnectionPool;

/** An empty database with a pool of connections, which is gone afterwards. */
public record Databases(JdbcConnectionPool pool, AutoCloseable rest) implements AutoCloseable {

    /** @param kind {@code h2} for a file, or {@code postgres} */
    public static Databases open(String kind) throws IOException {
        return switch (kind) {
            case "h2" -> {
                TemporaryFolder folder = TemporaryFolder.create();
                yield new Databases(Pools.of("jdbc:h2:file:" + folder.path().resolve("database")), folder);
            }
            case "postgres" -> {
                Postgres server = Postgres.start();
                yield new Databases(Pools.of(server.url()), server);
            }
            default ->
                throw new IllegalArgumentException("there is no database '%s'; write h2 or postgres".formatted(kind));
        };
    }

    @Override
    public void close() throws Exception {
        pool.dispose();
        rest.close();
    }
}
