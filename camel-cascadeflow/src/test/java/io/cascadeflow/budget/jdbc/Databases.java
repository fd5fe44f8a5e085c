package io.cascadeflow.budget.jdbc;

import static org.assertj.core.api.Assumptions.assumeThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.h2.jdbcx.JdbcDataSource;
import org.postgresql.ds.PGConnectionPoolDataSource;

/** Empty databases for tests: H2 in a file, and one real PostgreSQL that the tests of a run share. */
public final class Databases {

    private static final int CONNECTIONS = 16;
    private static final int PATIENCE_SECONDS = 120;
    private static final AtomicInteger NUMBER = new AtomicInteger();

    /** Started by the first test that needs it; stops with the JVM. */
    private static final class Server {
        static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder().start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Where ledgers wait for their database. */
    public static final Executor THREADS = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "ledger");
        thread.setDaemon(true);
        return thread;
    });

    private Databases() {}

    static LeasedLedger leased(DataSource database, Clock clock) {
        return LeasedLedger.open(database, clock, THREADS, "node-1", LeaseTerms.DEFAULT);
    }

    public static JdbcConnectionPool h2(Path file) {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:file:" + file.toAbsolutePath());
        return patient(JdbcConnectionPool.create(source));
    }

    static JdbcConnectionPool h2InMemory() {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:mem:ledger%d;DB_CLOSE_DELAY=-1".formatted(NUMBER.incrementAndGet()));
        return patient(JdbcConnectionPool.create(source));
    }

    /** An empty schema of its own, by name. Skips the test where the server does not run. */
    public static String newPostgresSchema() {
        assumeThat(System.getProperty("os.name") + " " + System.getProperty("os.arch"))
                .as("the PostgreSQL among the test dependencies")
                .isEqualTo("Linux amd64");
        String schema = "ledger" + NUMBER.incrementAndGet();
        execute(Server.POSTGRES.getPostgresDatabase(), "CREATE SCHEMA " + schema);
        return schema;
    }

    public static JdbcConnectionPool postgres(String schema) {
        return postgresAt(postgresUrl(schema));
    }

    static String postgresUrl(String schema) {
        return Server.POSTGRES.getJdbcUrl("postgres", "postgres") + "&currentSchema=" + schema;
    }

    /** The port of the server, which is started when it does not run yet. */
    public static int postgresPort() {
        return Server.POSTGRES.getPort();
    }

    /** Ends all holds and slices of a ledger whose nodes are gone. */
    public static void expireAll(DataSource database, Duration ahead) {
        Clock later = Clock.offset(Clock.systemUTC(), ahead);
        try (JdbcLedger ledger = JdbcLedger.open(database, later, THREADS)) {
            int ended = ledger.expire();
            while (ended > 0) {
                ended = ledger.expire();
            }
        }
    }

    static JdbcConnectionPool postgresAt(String url) {
        PGConnectionPoolDataSource source = new PGConnectionPoolDataSource();
        source.setUrl(url);
        return patient(JdbcConnectionPool.create(source));
    }

    public static void execute(DataSource database, String sql) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** A ledger's tables without a row. */
    static void empty(DataSource database, Clock clock) {
        JdbcLedger.open(database, clock, THREADS).close();
        for (String table :
                new String[] {"account", "slice", "hold", "hold_account", "entry", "entry_account", "lease", "node"}) {
            execute(database, "DELETE FROM cascadeflow_" + table);
        }
    }

    /** Writes lines of that age; which calls they are about does not matter. */
    static String manyLines(int number, long postedAt) {
        String keys = IntStream.range(0, number).mapToObj(i -> "'k" + i + "'").collect(Collectors.joining(", "));
        return "INSERT INTO cascadeflow_entry (hold_key, posted_at, part, status, owner, decision, attempt, model, held_usd, held_calls, held_tokens, settled_usd, settled_calls, settled_tokens)"
                + " SELECT k, %d, 1, 'RELEASED', 'o', 'd', 1, 'm', 0, 0, 0, 0, 0, 0 FROM UNNEST(ARRAY[%s]) AS t (k)"
                        .formatted(postedAt, keys);
    }

    static long count(DataSource database, String sql) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** H2's pool serves any driver. */
    private static JdbcConnectionPool patient(JdbcConnectionPool pool) {
        pool.setMaxConnections(CONNECTIONS);
        pool.setLoginTimeout(PATIENCE_SECONDS);
        return pool;
    }
}
