package io.cascadeflow.camel.gateway.keys.jdbc;

import io.cascadeflow.budget.LedgerException;
import io.cascadeflow.budget.jdbc.Schema;
import io.cascadeflow.budget.jdbc.Transactions;
import io.cascadeflow.camel.gateway.keys.KeyRegister;
import io.cascadeflow.camel.gateway.keys.KeyStoreException;
import io.cascadeflow.camel.gateway.keys.StoredKey;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;

/**
 * Keys in a database, H2 or PostgreSQL, that several nodes may share. The database is waited for on an executor only, and asked
 * for each key once in a while; when it cannot be reached, keys go on for ten seconds and are not known then.
 */
public final class JdbcKeyStore implements KeyRegister {

    private static final Schema SCHEMA = new Schema("the key store", "cascadeflow_key_schema", JdbcKeyStore.class, 1);

    /** At once, however many strangers ask for however many ids: the ledger may have the same threads. */
    static final int MOST_LOOKS = 1_000;

    private final Transactions transactions;
    private final Executor executor;
    private final KeyCache cache;
    private final Semaphore looks = new Semaphore(MOST_LOOKS);

    private JdbcKeyStore(Transactions transactions, Clock clock, Executor executor) {
        this.transactions = transactions;
        this.executor = executor;
        this.cache = new KeyCache(this::look, clock);
    }

    /**
     * Creates its tables, or brings older ones up to date. Blocks.
     *
     * @param dataSource a pool of connections; the ledger's will do
     * @param executor where the database is waited for: virtual threads, or a pool
     * @throws KeyStoreException when the database cannot be reached, or its tables are newer than this code
     */
    public static JdbcKeyStore open(DataSource dataSource, Clock clock, Executor executor) {
        try {
            Transactions transactions = new Transactions(dataSource).writingAtOnce();
            SCHEMA.migrate(transactions, clock.instant());
            return new JdbcKeyStore(transactions, clock, executor);
        } catch (LedgerException e) {
            throw new KeyStoreException(String.valueOf(e.getMessage()), e);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    @Override
    public CompletionStage<Optional<StoredKey>> find(String id) {
        return cache.find(id);
    }

    private CompletionStage<Optional<StoredKey>> look(String id) {
        return looks.tryAcquire()
                ? staged(connection -> KeyRows.find(connection, id)).whenComplete((key, failure) -> looks.release())
                : CompletableFuture.failedFuture(
                        new KeyStoreException("too many keys wait to be looked up in the database"));
    }

    @Override
    public CompletionStage<Boolean> add(StoredKey key) {
        return staged(connection -> {
                    KeyRows.add(connection, key);
                    return true;
                })
                .exceptionallyCompose(failure -> isTaken(failure)
                        ? CompletableFuture.completedFuture(false)
                        : CompletableFuture.failedFuture(failure))
                .whenComplete((added, failure) -> cache.forget(key.id()));
    }

    @Override
    public CompletionStage<Optional<StoredKey>> revoke(String id, Instant at) {
        return staged(connection -> {
                    KeyRows.revoke(connection, id, at);
                    return KeyRows.find(connection, id);
                })
                .whenComplete((key, failure) -> cache.forget(id));
    }

    @Override
    public CompletionStage<List<StoredKey>> list(String after, int most) {
        return staged(connection -> KeyRows.list(connection, after, most));
    }

    private static boolean isTaken(Throwable failure) {
        return failure.getCause() instanceof SQLException sql && Transactions.isUniqueViolation(sql);
    }

    private <T> CompletionStage<T> staged(Transactions.Work<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        try {
            executor.execute(() -> complete(result, work));
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(
                    new KeyStoreException("the threads that wait for the database of keys take no more work", e));
        }
        return result;
    }

    private <T> void complete(CompletableFuture<T> result, Transactions.Work<T> work) {
        try {
            result.complete(transactions.tryRun(work));
        } catch (SQLException e) {
            result.completeExceptionally(failure(e));
        } catch (RuntimeException | Error e) {
            result.completeExceptionally(e);
        }
    }

    private static KeyStoreException failure(SQLException cause) {
        return new KeyStoreException(
                "the database of keys failed (SQL state %s), so only keys are let in that are known: bring it back"
                        .formatted(cause.getSQLState()),
                cause);
    }
}
