package io.cascadeflow.camel.gateway.keys.admin;

import static io.cascadeflow.camel.gateway.keys.KeyFixture.bearer;
import static io.cascadeflow.camel.gateway.keys.KeyFixture.get;
import static io.cascadeflow.camel.gateway.keys.KeyFixture.issue;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.budget.jdbc.Databases;
import io.cascadeflow.camel.MovableClock;
import io.cascadeflow.camel.config.GatewayKeysConfiguration;
import io.cascadeflow.camel.gateway.keys.AdminKey;
import io.cascadeflow.camel.gateway.keys.Caller;
import io.cascadeflow.camel.gateway.keys.Callers;
import io.cascadeflow.camel.gateway.keys.ConfiguredKeys;
import io.cascadeflow.camel.gateway.keys.IssuedKey;
import io.cascadeflow.camel.gateway.keys.KeyHash;
import io.cascadeflow.camel.gateway.keys.KeyStore;
import io.cascadeflow.camel.gateway.keys.RateLimits;
import io.cascadeflow.camel.gateway.keys.Refused;
import io.cascadeflow.camel.gateway.keys.Shown;
import io.cascadeflow.camel.gateway.keys.jdbc.JdbcKeyStore;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdminTest {

    private static final String KEY = AdminKey.make(new SecureRandom());
    private static final Shown ADMIN = bearer(KEY, "10.0.0.1");

    private final MovableClock clock = new MovableClock();
    private final AdminKey adminKey = new AdminKey(KeyHash.of(KEY), clock);
    private final IssuedKey configured = issue();
    private final ConfiguredKeys fromFile = new ConfiguredKeys(List.of(configured.stored()));

    @TempDir
    Path folder = Path.of(".");

    private JdbcConnectionPool pool;
    private JdbcKeyStore store;
    private Admin admin;

    @BeforeEach
    void open() {
        pool = Databases.h2(folder.resolve("keys"));
        store = JdbcKeyStore.open(pool, clock, Databases.THREADS);
        admin = new Admin(adminKey, fromFile, store, "support"::equals, clock);
    }

    @AfterEach
    void close() {
        pool.dispose();
    }

    @Test
    void aNewKeyLetsItsOwnerInAndIsShownOnce() {
        Answer answer = get(admin.create(ADMIN, json("""
                        {"tenant": "acme", "project": "shop", "user": "ann", "label": "laptop", "budgets": ["support", "0.05"],
                         "models": ["cascadeflow/*"], "requestsPerMinute": 60, "concurrentRequests": 4,
                         "expires": "2027-01-31T00:00:00Z"}""")));

        assertThat(answer.status()).isEqualTo(201);
        String key = answer.body().path("key").textValue();
        String id = answer.body().path("id").textValue();
        assertThat(get(new Callers(store, null, clock).verify(bearer(key, "a"))))
                .isEqualTo(new Caller(
                        id,
                        "acme",
                        "shop",
                        "ann",
                        List.of("support", "0.05"),
                        List.of("cascadeflow/*"),
                        new RateLimits(60, 4)));
        ObjectNode listed = get(admin.list(ADMIN, null)).body();
        assertThat(listed.toString())
                .contains(id, "\"created\":\"2026-11-23T12:00:00Z\"", "\"expires\":\"2027-01-31T00:00:00Z\"", "laptop")
                .doesNotContain(key)
                .doesNotContain(key.substring(16))
                .doesNotContain(KeyHash.of(key).text().substring(7))
                .doesNotContain("hash");
        assertThat(answer.toString()).doesNotContain(key);
    }

    @Test
    void aTenantIsAllThatAKeyNeeds() {
        Answer answer = get(admin.create(ADMIN, json("{\"tenant\": \"acme\"}")));
        assertThat(answer.status()).isEqualTo(201);
        assertThat(((Caller) get(new Callers(store, null, clock)
                                .verify(bearer(answer.body().path("key").textValue(), "a"))))
                        .limits())
                .isEqualTo(RateLimits.NONE);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                             | tenant                  | tenant is missing",
                "{\"tenant\": 5}                                | tenant                  | give a text",
                "{\"tenant\": \" acme\"}                        | tenant                  | is no such name",
                "{\"tenant\": \"a\", \"user\": \"a\\nb\"}       | user                    | is no such name",
                "{\"tenant\": \"a\", \"name\": \"b\"}           | name                    | is not supported; leave it out",
                "{\"tenant\": \"a\", \"id\": \"mine\"}          | id                      | is not supported; leave it out",
                "{\"tenant\": \"a\", \"budgets\": \"support\"}  | budgets                 | is not a list",
                "{\"tenant\": \"a\", \"budgets\": [\"suport\"]} | budgets[0]              | is no budget of this gateway's configuration",
                "{\"tenant\": \"a\", \"budgets\": [\"a b\"]}    | budgets[0]              | neither a budget's name nor an amount",
                "{\"tenant\": \"a\", \"budgets\": [0.05]}       | budgets[0]              | put it in quotes",
                "{\"tenant\": \"a\", \"models\": [\"a*b\"]}     | models[0]               | names no models",
                "{\"tenant\": \"a\", \"requestsPerMinute\": 0}  | requestsPerMinute       | from 1 to 1000000",
                "{\"tenant\": \"a\", \"concurrentRequests\": 1.5} | concurrentRequests    | not a whole number",
                "{\"tenant\": \"a\", \"expires\": \"tomorrow\"} | expires                 | write it like 2027-01-31T00:00:00Z",
                "{\"tenant\": \"a\", \"expires\": \"2026-11-23T12:00:00Z\"} | expires     | is not in the future",
                "{\"tenant\": \"a\", \"expires\": \"+20000-01-01T00:00:00Z\"} | expires   | too far in it"
            })
    void aWrongFieldIsNamed(String body, String parameter, String message) {
        Answer answer = get(admin.create(ADMIN, json(body)));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().path("error").path("param").textValue()).isEqualTo(parameter);
        assertThat(answer.body().path("error").path("message").textValue()).contains(message);
        assertThat(get(store.list("", 9))).isEmpty();
    }

    @Test
    void aRevokedKeyLetsNobodyInAndIsStillListed() {
        String key = get(admin.create(ADMIN, json("{\"tenant\": \"acme\"}")))
                .body()
                .path("key")
                .textValue();
        String id = key.substring(3, 15);
        Callers callers = new Callers(store, null, clock);
        assertThat(get(callers.verify(bearer(key, "a")))).isInstanceOf(Caller.class);

        clock.advance(Duration.ofSeconds(1));
        Answer revoked = get(admin.revoke(ADMIN, id));
        assertThat(revoked.status()).isEqualTo(200);
        assertThat(revoked.body().path("revoked").textValue()).isEqualTo("2026-11-23T12:00:01Z");
        assertThat(get(callers.verify(bearer(key, "a")))).isInstanceOf(Refused.class);
        clock.advance(Duration.ofSeconds(1));
        assertThat(get(admin.revoke(ADMIN, id)).body()).isEqualTo(revoked.body());
        assertThat(get(admin.list(ADMIN, null)).body().toString()).contains(id);
    }

    @Test
    void whatIsNotThereIsNotRevoked() {
        assertThat(get(admin.revoke(ADMIN, "nobody1234")).status()).isEqualTo(404);
        assertThat(get(admin.revoke(ADMIN, "x' OR '1'='1\u0000")).status()).isEqualTo(404);
    }

    @Test
    void keysOfTheConfigurationAreListedAndRevokedThere() {
        JsonNode first = get(admin.list(ADMIN, null)).body().path("keys").path(0);
        assertThat(first.path("id").textValue()).isEqualTo(configured.stored().id());
        assertThat(first.path("from").textValue()).isEqualTo("configuration");
        Answer answer = get(admin.revoke(ADMIN, configured.stored().id()));
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body().toString()).contains("remove it there");
    }

    @Test
    void withoutADatabaseKeysAreListedOnly() {
        Admin readOnly = new Admin(adminKey, fromFile, null, "support"::equals, clock);
        assertThat(get(readOnly.list(ADMIN, null)).body().path("keys")).hasSize(1);
        assertThat(get(readOnly.create(ADMIN, json("{\"tenant\": \"a\"}"))).status())
                .isEqualTo(409);
        assertThat(get(readOnly.revoke(ADMIN, "nobody1234")).body().toString()).contains("gateway.keys.database");
    }

    @Test
    void manyKeysComeInPages() {
        for (int i = 0; i < Admin.PAGE + 5; i++) {
            get(store.add(issue().stored()));
        }
        Set<String> ids = new HashSet<>();
        String after = null;
        int pages = 0;
        do {
            ObjectNode page = get(admin.list(ADMIN, after)).body();
            page.path("keys")
                    .forEach(key ->
                            assertThat(ids.add(key.path("id").textValue())).isTrue());
            after = page.path("next").textValue();
            pages++;
        } while (after != null);
        assertThat(ids).hasSize(Admin.PAGE + 6);
        assertThat(pages).isEqualTo(2);
        assertThat(get(admin.list(ADMIN, "\u0000")).status()).isEqualTo(400);
    }

    @Test
    void nobodyElseIsAnsweredWhateverTheyAsk() {
        String client = get(admin.create(ADMIN, json("{\"tenant\": \"acme\"}")))
                .body()
                .path("key")
                .textValue();
        List<Shown> others = List.of(
                new Shown(null, null, "a"),
                new Shown("Bearer ", null, "b"),
                bearer(client, "c"),
                bearer(KEY + "x", "d"),
                bearer(KeyHash.of(KEY).text(), "e"),
                new Shown("Bearer " + KEY, client, "f"));
        assertThat(others).allSatisfy(other -> {
            assertThat(get(admin.list(other, null)).status()).isEqualTo(401);
            assertThat(get(admin.create(other, json("{}"))).status()).isEqualTo(401);
            assertThat(get(admin.revoke(other, client.substring(3, 15))).status())
                    .isEqualTo(401);
        });
        assertThat(get(new Callers(store, null, clock).verify(bearer(client, "a"))))
                .isInstanceOf(Caller.class);
        assertThat(get(new Callers(KeyStore.EMPTY, null, clock).verify(ADMIN)))
                .as("the admin's key is no client's")
                .isInstanceOf(Refused.class);
    }

    @Test
    void guessesOfTheAdminsKeyAreLimited() {
        for (int i = 0; i < 10; i++) {
            assertThat(get(admin.list(bearer("wrong", "10.0.0.9"), null)).status())
                    .isEqualTo(401);
        }
        Answer answer = get(admin.list(bearer("wrong", "10.0.0.9"), null));
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.retryAfter()).isEqualTo(Duration.ofSeconds(6));
        assertThat(get(admin.list(bearer(KEY, "10.0.0.9"), null)).status()).isEqualTo(429);
        assertThat(get(admin.list(ADMIN, null)).status()).isEqualTo(200);
    }

    @Test
    void theAdminsKeyIsConfiguredAsAHashOrFromTheEnvironment() {
        AdminKey byHash = AdminKey.from(
                new GatewayKeysConfiguration.AdminKey(KeyHash.of(KEY).text(), null), clock);
        AdminKey byKey = AdminKey.from(new GatewayKeysConfiguration.AdminKey(null, KEY), clock);
        assertThat(List.of(byHash, byKey)).allSatisfy(key -> {
            assertThat(key.refusal(ADMIN)).isEmpty();
            assertThat(key.refusal(new Shown(null, KEY, "a"))).isEmpty();
            assertThat(key.refusal(bearer("wrong", "a"))).isPresent();
        });
    }

    @Test
    void aDatabaseThatIsGoneIsSaidSo() {
        pool.dispose();
        Answer answer = get(admin.create(ADMIN, json("{\"tenant\": \"acme\"}")));
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body().has("key")).isFalse();
    }

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) new JsonMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
