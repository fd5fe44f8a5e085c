package io.cascadeflow.benchmarks.ledger;

import io.cascadeflow.benchmarks.measure.TemporaryFolder;
import io.cascadeflow.budget.BudgetLedger;
import io.cascadeflow.budget.MemoryCapacity;
import io.cascadeflow.budget.MemoryLedger;
import io.cascadeflow.budget.jdbc.JdbcLedger;
import io.cascadeflow.budget.jdbc.LeaseTerms;
import io.cascadeflow.budget.jdbc.LeasedLedger;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.h2.jdbcx.JdbcConnectionPool;

/** An empty ledger of some kind, with all that belongs to it. */
record OpenLedger(BudgetLedger ledger, List<AutoCloseable> rest) implements AutoCloseable {

    /** The ledgers to choose from. */
    enum Kind {
        memory,
        h2,
        h2_leased,
        postgres,
        postgres_leased;

        boolean isLeased() {
            return this == h2_leased || this == postgres_leased;
        }
    }

    /**
     * Opens an empty ledger.
     *
     * @param capacity how much it remembers in memory
     */
    static OpenLedger open(Kind kind, MemoryCapacity capacity) throws IOException {
        return switch (kind) {
            case memory -> new OpenLedger(new MemoryLedger(Clock.systemUTC(), capacity), List.of());
            case h2, h2_leased -> {
                TemporaryFolder folder = TemporaryFolder.create();
                yield database(kind, "jdbc:h2:file:" + folder.path().resolve("ledger"), folder);
            }
            case postgres, postgres_leased -> {
                Postgres server = Postgres.start();
                yield database(kind, server.url(), server);
            }
        };
    }

    private static OpenLedger database(Kind kind, String url, AutoCloseable last) {
        JdbcConnectionPool pool = Pools.of(url);
        ExecutorService threads = Pools.threads();
        BudgetLedger ledger = kind.isLeased()
                ? LeasedLedger.open(pool, Clock.systemUTC(), threads, "benchmark", LeaseTerms.DEFAULT)
                : JdbcLedger.open(pool, Clock.systemUTC(), threads);
        return new OpenLedger(ledger, List.of(threads::shutdown, pool::dispose, last));
    }

    @Override
    public void close() throws Exception {
        ledger.close();
        for (AutoCloseable part : rest) {
            part.close();
        }
    }
}
