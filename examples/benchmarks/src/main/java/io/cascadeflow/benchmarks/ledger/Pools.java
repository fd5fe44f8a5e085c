package io.cascadeflow.benchmarks.ledger;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.h2.jdbcx.JdbcConnectionPool;
import org.h2.jdbcx.JdbcDataSource;
import org.postgresql.ds.PGConnectionPoolDataSource;

/** Connections and the threads that wait for them. H2's pool serves any driver. */
final class Pools {

    static final int THREADS = 16;

    private static final int PATIENCE_SECONDS = 60;

    private Pools() {}

    static JdbcConnectionPool of(String url) {
        if (url.startsWith("jdbc:h2:")) {
            JdbcDataSource source = new JdbcDataSource();
            source.setURL(url);
            return patient(JdbcConnectionPool.create(source));
        }
        PGConnectionPoolDataSource source = new PGConnectionPoolDataSource();
        source.setUrl(url);
        return patient(JdbcConnectionPool.create(source));
    }

    private static JdbcConnectionPool patient(JdbcConnectionPool pool) {
        pool.setMaxConnections(THREADS + 2);
        pool.setLoginTimeout(PATIENCE_SECONDS);
        return pool;
    }

    static ExecutorService threads() {
        return Executors.newFixedThreadPool(THREADS, work -> {
            Thread thread = new Thread(work, "database");
            thread.setDaemon(true);
            return thread;
        });
    }
}
