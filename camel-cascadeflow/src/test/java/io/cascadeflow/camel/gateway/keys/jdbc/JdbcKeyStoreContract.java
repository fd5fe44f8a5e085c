package io.cascadeflow.camel.gateway.keys.jdbc;

import static io.cascadeflow.camel.gateway.keys.KeyFixture.NOON;
import static io.cascadeflow.camel.gateway.keys.KeyFixture.bearer;
import static io.cascadeflow.camel.gateway.keys.KeyFixture.get;
import static io.cascadeflow.camel.gateway.keys.KeyFixture.issue;
import static io.cascadeflow.camel.gateway.keys.KeyFixture.revoked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cascadeflow.budget.jdbc.Databases;
import io.cascadeflow.budget.jdbc.JdbcLedger;
import io.cascadeflow.camel.gateway.keys.Caller;
import io.cascadeflow.camel.gateway.keys.Callers;
import io.cascadeflow.camel.gateway.keys.IssuedKey;
import io.cascadeflow.camel.gateway.keys.KeyStoreException;
import io.cascadeflow.camel.gateway.keys.RateLimits;
import io.cascadeflow.camel.gateway.keys.Refused.Reason;
import io.cascadeflow.camel.gateway.keys.StoredKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store of keys in a database does. */
abstract class JdbcKeyStoreContract extends JdbcWaitingContract {

    @Test
    void keysSurviveARestart() {
        StoredKey key = issue().stored();
        holding(key);
        assertThat(get(node().find(key.id()))).contains(key);
    }

    @Test
    void theLongestKeyFits() {
        List<String> budgets = IntStream.range(0, 20)
                .mapToObj(i -> "b%d".formatted(i) + "x".repeat(157))
                .toList();
        List<String> models = IntStream.range(0, 100)
                .mapToObj(i -> "%03d".formatted(i) + "y".repeat(157))
                .toList();
        String name = "é".repeat(160);
        StoredKey key = new StoredKey(
                new Caller(
                        "a".repeat(32), name, name, name, cut(budgets), models, new RateLimits(1_000_000, 1_000_000)),
                issue().stored().hash(),
                name,
                NOON,
                NOON,
                null);
        assertThat(get(holding(key).find(key.id()))).contains(key);
    }

    private static List<String> cut(List<String> texts) {
        return texts.stream()
                .map(text -> text.substring(0, Math.min(160, text.length())))
                .toList();
    }

    @Test
    void anIdIsGivenOnce() {
        StoredKey first = issue().stored();
        StoredKey second = new StoredKey(first.caller(), issue().stored().hash(), "", NOON, null, null);
        JdbcKeyStore store = (JdbcKeyStore) holding(first);

        assertThat(get(store.add(second))).isFalse();
        assertThat(get(store.find(first.id()))).contains(first);
    }

    @Test
    void aKeyIsKnownAtOnceWhereItWasAddedEvenIfItWasAskedForBefore() {
        StoredKey key = issue().stored();
        JdbcKeyStore store = node();
        assertThat(get(store.find(key.id()))).isEmpty();

        get(store.add(key));
        assertThat(get(store.find(key.id()))).contains(key);
    }

    @Test
    void aRevokedKeyStaysRevokedSinceThen() {
        StoredKey key = issue().stored();
        JdbcKeyStore store = (JdbcKeyStore) holding(key);

        assertThat(get(store.revoke(key.id(), NOON))).contains(revoked(key, NOON));
        assertThat(get(store.revoke(key.id(), NOON.plusSeconds(9)))).contains(revoked(key, NOON));
        assertThat(get(store.find(key.id()))).contains(revoked(key, NOON));
        assertThat(get(store.revoke("nobody1234", NOON))).isEmpty();
    }

    @Test
    void aRevocationIsSeenAtOnceHereAndWithinTenSecondsElsewhere() {
        IssuedKey key = issue();
        JdbcKeyStore here = (JdbcKeyStore) holding(key.stored());
        Callers callersHere = new Callers(here, null, clock);
        Callers callersElsewhere = new Callers(node(), null, clock);
        assertThat(get(callersHere.verify(bearer(key.key(), "a")))).isInstanceOf(Caller.class);
        assertThat(get(callersElsewhere.verify(bearer(key.key(), "a")))).isInstanceOf(Caller.class);

        get(here.revoke(key.stored().id(), clock.instant()));
        assertThat(reason(callersHere, key.key())).isEqualTo(Reason.REVOKED);
        clock.advance(Duration.ofSeconds(10));
        assertThat(reason(callersElsewhere, key.key())).isEqualTo(Reason.REVOKED);
    }

    @Test
    void pagesHaveEachKeyOnce() {
        List<StoredKey> keys =
                IntStream.range(0, 25).mapToObj(i -> issue().stored()).toList();
        JdbcKeyStore store = (JdbcKeyStore) holding(keys.toArray(StoredKey[]::new));
        List<StoredKey> listed = new ArrayList<>();
        for (List<StoredKey> page = get(store.list("", 10)); !page.isEmpty(); ) {
            listed.addAll(page);
            page = get(store.list(page.get(page.size() - 1).id(), 10));
        }
        assertThat(listed).containsExactlyInAnyOrderElementsOf(keys);
    }

    @Test
    void neitherKeyNorSecretIsInTheDatabase() {
        IssuedKey key = issue();
        holding(key.stored());
        String secret = key.key().substring(key.key().lastIndexOf('_') + 1);
        assertThat(Rows.all(pool, "cascadeflow_key"))
                .contains(key.stored().id(), key.stored().hash().text())
                .doesNotContain(secret);
    }

    @Test
    void severalNodesMayCreateTheTablesAtOnceBesideTheLedgers() {
        List<CompletableFuture<JdbcKeyStore>> nodes = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            nodes.add(CompletableFuture.supplyAsync(this::node, Databases.THREADS));
        }
        JdbcLedger ledger = JdbcLedger.open(pool, clock, Databases.THREADS);
        StoredKey key = issue().stored();
        get(get(nodes.get(0)).add(key));
        nodes.forEach(node -> assertThat(get(get(node).find(key.id()))).contains(key));
        ledger.close();
    }

    @Test
    void ofManyWhoRevokeAtOnceOneIsFirst() {
        StoredKey key = issue().stored();
        holding(key);
        List<JdbcKeyStore> nodes = List.of(node(), node(), node(), node());
        List<CompletionStage<Optional<StoredKey>>> done = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            done.add(nodes.get(i % 4).revoke(key.id(), NOON.plusSeconds(i)));
        }
        Optional<StoredKey> first = get(done.get(0));
        assertThat(first.orElseThrow().revoked()).isNotNull();
        assertThat(done).allSatisfy(one -> assertThat(get(one)).isEqualTo(first));
    }

    @Test
    void aNewerSchemaIsLeftAlone() {
        node();
        Databases.execute(pool, "INSERT INTO cascadeflow_key_schema (version, applied_at) VALUES (2, 0)");
        assertThatExceptionOfType(KeyStoreException.class)
                .isThrownBy(this::node)
                .withMessageContaining("the key store's schema is version 2")
                .withMessageContaining("run the newer program");
    }
}
