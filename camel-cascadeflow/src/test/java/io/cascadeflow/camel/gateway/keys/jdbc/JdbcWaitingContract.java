package io.cascadeflow.camel.gateway.keys.jdbc;

import static io.cascadeflow.camel.gateway.keys.KeyFixture.NOON;
import static io.cascadeflow.camel.gateway.keys.KeyFixture.bearer;
import static io.cascadeflow.camel.gateway.keys.KeyFixture.get;
import static io.cascadeflow.camel.gateway.keys.KeyFixture.issue;
import static io.cascadeflow.camel.gateway.keys.KeyFixture.wrong;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cascadeflow.budget.jdbc.Databases;
import io.cascadeflow.camel.gateway.keys.Caller;
import io.cascadeflow.camel.gateway.keys.Callers;
import io.cascadeflow.camel.gateway.keys.IssuedKey;
import io.cascadeflow.camel.gateway.keys.KeyStore;
import io.cascadeflow.camel.gateway.keys.KeyStoreContract;
import io.cascadeflow.camel.gateway.keys.KeyStoreException;
import io.cascadeflow.camel.gateway.keys.Refused;
import io.cascadeflow.camel.gateway.keys.Refused.Reason;
import io.cascadeflow.camel.gateway.keys.StoredKey;
import io.cascadeflow.camel.gateway.keys.Verdict;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a store of keys treats its database, and those who wait for it. */
abstract class JdbcWaitingContract extends KeyStoreContract {

    JdbcConnectionPool pool;
    WatchedDatabase database;

    /** A pool of connections to an empty database. */
    abstract JdbcConnectionPool database();

    @BeforeEach
    void connect() {
        pool = database();
        database = new WatchedDatabase(pool);
    }

    @AfterEach
    void close() {
        pool.dispose();
    }

    /** Of one node among several. */
    final JdbcKeyStore node() {
        return JdbcKeyStore.open(database.dataSource(), clock, Databases.THREADS);
    }

    @Override
    protected KeyStore holding(StoredKey... keys) {
        JdbcKeyStore store = node();
        for (StoredKey key : keys) {
            assertThat(get(store.add(key))).isTrue();
        }
        return store;
    }

    @Test
    void theDatabaseIsNotAskedForEachRequestNorForEachUnknownId() {
        IssuedKey key = issue();
        Callers callers = new Callers(holding(key.stored()), null, clock);
        database.asked.set(0);
        for (int i = 0; i < 1_000; i++) {
            assertThat(get(callers.verify(bearer(key.key(), "a")))).isInstanceOf(Caller.class);
        }
        assertThat(database.asked).hasValue(1);

        String unknown = issue().key();
        for (int i = 0; i < 1_000; i++) {
            assertThat(get(callers.verify(bearer(unknown, "address " + i)))).isEqualTo(Refused.unknown());
        }
        assertThat(database.asked).hasValue(2);
    }

    @Test
    void aKnownKeyIsAnsweredAtOnce() {
        IssuedKey key = issue();
        Callers callers = new Callers(holding(key.stored()), null, clock);
        get(callers.verify(bearer(key.key(), "a")));

        CompletableFuture<Verdict> known =
                callers.verify(bearer(key.key(), "a")).toCompletableFuture();
        assertThat(known).isCompletedWithValue(key.stored().caller());
        assertThat(callers.verify(bearer(wrong(key), "a")).toCompletableFuture())
                .isCompletedWithValue(Refused.unknown());
    }

    @Test
    void theCallersThreadNeverWaitsForTheDatabase() {
        StoredKey key = issue().stored();
        holding(key);
        Queue<Runnable> later = new ArrayDeque<>();
        JdbcKeyStore store = JdbcKeyStore.open(database.dataSource(), clock, later::add);
        database.asked.set(0);

        CompletionStage<?> found = store.find(key.id());
        List<CompletionStage<?>> others =
                List.of(store.add(issue().stored()), store.revoke(key.id(), NOON), store.list("", 9));
        assertThat(database.asked).hasValue(0);
        later.forEach(Runnable::run);
        assertThat(found.toCompletableFuture()).isCompleted();
        assertThat(others)
                .allSatisfy(one -> assertThat(one.toCompletableFuture()).isCompleted());
    }

    @Test
    void whenTheDatabaseIsDownKeysAreKnownForTenSecondsAndNobodyIsLetInThen() {
        IssuedKey key = issue();
        Callers callers = new Callers(holding(key.stored()), null, clock);
        get(callers.verify(bearer(key.key(), "a")));

        database.down = true;
        clock.advance(Duration.ofSeconds(9));
        assertThat(get(callers.verify(bearer(key.key(), "a")))).isInstanceOf(Caller.class);
        assertThat(reason(callers, issue().key())).isEqualTo(Reason.UNAVAILABLE);
        clock.advance(Duration.ofSeconds(1));
        assertThat(reason(callers, key.key())).isEqualTo(Reason.UNAVAILABLE);

        database.down = false;
        assertThat(get(callers.verify(bearer(key.key(), "a")))).isInstanceOf(Caller.class);
    }

    @Test
    void whatCannotBeDoneIsNotSaidToBeDone() {
        StoredKey key = issue().stored();
        JdbcKeyStore store = (JdbcKeyStore) holding(key);
        database.down = true;
        assertThat(List.of(store.add(issue().stored()), store.revoke(key.id(), NOON), store.list("", 9)))
                .allSatisfy(done -> assertThat(done.toCompletableFuture())
                        .failsWithin(Duration.ofSeconds(60))
                        .withThrowableThat()
                        .withCauseInstanceOf(KeyStoreException.class)
                        .withMessageContaining("SQL state 08001"));
        assertThatExceptionOfType(KeyStoreException.class).isThrownBy(this::node);
    }

    @Test
    void aThousandIdsWaitToBeLookedUpAndNoMore() {
        StoredKey key = issue().stored();
        holding(key);
        Queue<Runnable> later = new ArrayDeque<>();
        JdbcKeyStore store = JdbcKeyStore.open(database.dataSource(), clock, later::add);
        for (int i = 0; i < JdbcKeyStore.MOST_LOOKS; i++) {
            assertThat(store.find("unknown" + i).toCompletableFuture()).isNotDone();
        }
        assertThat(store.find(key.id()).toCompletableFuture()).isCompletedExceptionally();
        later.remove().run();
        CompletionStage<Optional<StoredKey>> found = store.find(key.id());
        later.forEach(Runnable::run);
        assertThat(get(found)).contains(key);
    }

    @Test
    void threadsThatTakeNoMoreWorkLetNobodyIn() {
        JdbcKeyStore store = JdbcKeyStore.open(database.dataSource(), clock, work -> {
            throw new RejectedExecutionException("full");
        });
        assertThat(reason(new Callers(store, null, clock), issue().key())).isEqualTo(Reason.UNAVAILABLE);
    }

    @Test
    void aRowThatSomebodyMangledLetsNobodyIn() {
        IssuedKey key = issue();
        Callers callers = new Callers(holding(key.stored()), null, clock);
        Databases.execute(pool, "UPDATE cascadeflow_key SET models = 'a*b'");
        assertThat(reason(callers, key.key())).isEqualTo(Reason.UNAVAILABLE);
    }

    static Reason reason(Callers callers, String key) {
        return ((Refused) get(callers.verify(bearer(key, "a")))).reason();
    }
}
