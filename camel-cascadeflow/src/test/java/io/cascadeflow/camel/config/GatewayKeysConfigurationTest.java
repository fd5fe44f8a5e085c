package io.cascadeflow.camel.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cascadeflow.camel.ConfigurationException;
import io.cascadeflow.camel.ConfigurationException.Problem;
import io.cascadeflow.camel.config.GatewayKeysConfiguration.AdminKey;
import io.cascadeflow.camel.config.GatewayKeysConfiguration.ClientKey;
import io.cascadeflow.camel.config.JwtConfiguration.Claims;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may ask the gateway, as it is configured; and what is wrong is said with its place and the way out. */
class GatewayKeysConfigurationTest {

    private static final String HASH = "sha256:" + "0123456789abcdef".repeat(4);
    private static final String CLIENT =
            "keys: {clients: [{id: abcdefgh, hash: '%s', tenant: acme%%s}]}".formatted(HASH);
    private static final String JWT = "jwt: {issuer: i, audience: a, jwks: keys.json, tenant: t%s}";
    private static final GatewayAccess ANY = new GatewayAccess(null, null, List.of(), List.of(), null, null);

    @Test
    void nothingIsNobody() {
        assertThat(parse("{}")).isEqualTo(GatewayKeysConfiguration.NONE);
        assertThat(GatewayKeysConfiguration.NONE.isEmpty()).isTrue();
        assertThat(parse("admin: {hash: '%s'}".formatted(HASH)).isEmpty()).isTrue();
        assertThat(parse("keys: {database: true}").isEmpty()).isFalse();
        assertThat(parse(JWT.formatted("")).isEmpty()).isFalse();
        assertThat(parse(CLIENT.formatted("")).isEmpty()).isFalse();
    }

    @Test
    void everyKeyOfTheFileIsRead() {
        GatewayKeysConfiguration all = parse("""
                keys:
                  database: true
                  clients:
                    - id: abcdefgh
                      hash: %s
                      tenant: acme
                      project: shop
                      user: ann@example.org
                      label: Ann's laptop
                      budgets: [support, 0.05]
                      models: [cascadeflow/*, "openai:gpt-4o-mini"]
                      requestsPerMinute: 60
                      concurrentRequests: 4
                      expires: 2027-01-31T00:00:00Z
                      revoked: 2026-12-01T00:00:00Z
                    - {id: ABCDEFGH, hash: "%s", tenant: acme}
                jwt:
                  issuer: https://issuer.example.org
                  audience: [gateway, llm]
                  jwks: https://issuer.example.org/keys
                  algorithms: [ES256, PS512]
                  claims: {tenant: org, project: prj, user: sub, budgets: b, models: m}
                  project: default
                  user: somebody
                  budgets: support
                  models: "cascadeflow/*"
                  requestsPerMinute: 10
                  concurrentRequests: 1
                admin: {key: "{{env:ADMIN_KEY}}"}
                """.formatted(HASH, HASH));

        GatewayAccess access = new GatewayAccess(
                "shop",
                "ann@example.org",
                List.of("support", "0.05"),
                List.of("cascadeflow/*", "openai:gpt-4o-mini"),
                60,
                4);
        Instant expires = Instant.parse("2027-01-31T00:00:00Z");
        Instant revoked = Instant.parse("2026-12-01T00:00:00Z");
        assertThat(all)
                .isEqualTo(new GatewayKeysConfiguration(
                        List.of(
                                new ClientKey("abcdefgh", HASH, "acme", access, "Ann's laptop", expires, revoked),
                                new ClientKey("ABCDEFGH", HASH, "acme", ANY, "", null, null)),
                        true,
                        new JwtConfiguration(
                                "https://issuer.example.org",
                                List.of("gateway", "llm"),
                                "https://issuer.example.org/keys",
                                List.of("ES256", "PS512"),
                                null,
                                new GatewayAccess(
                                        "default", "somebody", List.of("support"), List.of("cascadeflow/*"), 10, 1),
                                new Claims("org", "prj", "sub", "b", "m")),
                        new AdminKey(null, "k".repeat(32))));
    }

    @Test
    void tokensAreSignedWithRs256OrEs256UnlessOtherwiseSaid() {
        JwtConfiguration jwt = Objects.requireNonNull(parse(JWT.formatted("")).jwt());
        assertThat(jwt.algorithms()).containsExactly("RS256", "ES256");
        assertThat(jwt.tenant()).isEqualTo("t");
        assertThat(jwt.claims()).isEqualTo(new Claims(null, null, null, null, null));
    }

    @Test
    void propertiesSayTheSame() {
        Map<String, String> properties = Map.of(
                "keys.clients[0].id", "12345678",
                "keys.clients[0].hash", HASH,
                "keys.clients[0].tenant", "acme",
                "keys.clients[0].budgets[0]", "0.05",
                "keys.clients[0].requestsPerMinute", "60",
                "keys.database", "true",
                "admin.hash", HASH);
        Problems problems = new Problems();
        GatewayKeysConfiguration read = read(PropertyTree.parse(properties, problems), problems);
        problems.throwIfAny();
        assertThat(read)
                .isEqualTo(new GatewayKeysConfiguration(
                        List.of(new ClientKey(
                                "12345678",
                                HASH,
                                "acme",
                                new GatewayAccess(null, null, List.of("0.05"), List.of(), 60, null),
                                "",
                                null,
                                null)),
                        true,
                        null,
                        new AdminKey(HASH, null)));
    }

    @Test
    void noKeyOrHashIsShown() {
        GatewayKeysConfiguration all =
                parse(CLIENT.formatted("") + "\nadmin: {key: '{{env:ADMIN_KEY}}'}\n" + JWT.formatted(""));
        assertThat(all.toString())
                .contains("abcdefgh", "acme")
                .doesNotContain("0123456789abcdef")
                .doesNotContain("kkkk");
        assertThat(new AdminKey(HASH, null)).hasToString("AdminKey[...]");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                ", budgets: suport            | budgets: there is no budget 'suport'; did you mean 'support'?",
                ", budgets: [0.05, other]     | budgets[1]: there is no budget 'other'; known here: support",
                ", models: 'a*b'              | models: 'a*b' names no models; write a name as clients use it",
                ", models: [openai gpt]       | models[0]: 'openai gpt' names no models",
                ", models: []                 | models: 0 values are listed here; list 1 to 100, or remove the key",
                ", requestsPerMinute: 0       | requestsPerMinute: '0' is no number of requests per minute; write a whole number, 1 to 1000000",
                ", concurrentRequests: 1.5    | concurrentRequests: '1.5' is no number of requests at once",
                ", expires: tomorrow          | expires: 'tomorrow' is no moment; write it like 2027-01-31T00:00:00Z",
                ", revoked: 2027-01-31        | revoked: '2027-01-31' is no moment",
                ", project: \"a\\u0007b\"     | project: 'a\u0007b' is no such name; use 1 to 160 printable characters",
                ", user: 7                    | user: text is expected here, not '7'; if it is meant, put it in quotes",
                ", label: [a]                 | label: text is expected here, not a list",
                ", tennant: b                 | tennant: unknown key 'tennant'; did you mean 'tenant'?"
            })
    void aWrongClientSaysWhatIsWrongAndWhere(String more, String message) {
        assertThat(onlyProblem(CLIENT.formatted(more)).toString())
                .startsWith("f.yaml, line 1, column ")
                .contains("keys.clients[0]." + message);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "keys: {clients: {}}                                         | keys.clients: a list is expected here",
                "keys: {clients: [x]}                                        | keys.clients[0]: keys with values are expected here",
                "keys: {clients: [{id: abcdefgh, hash: HASH}]}               | keys.clients[0]: 'tenant' is missing",
                "keys: {clients: [{id: abcdefgh, tenant: t}]}                | keys.clients[0]: 'hash' is missing",
                "keys: {clients: [{hash: HASH, tenant: t}]}                  | keys.clients[0]: 'id' is missing",
                "keys: {clients: [{id: abc, hash: HASH, tenant: t}]}         | keys.clients[0].id: this is no id of a key; it is the part between cf_ and the next _, 8 to 32 letters and digits",
                "keys: {clients: [{id: abcdefgh, hash: s3cret, tenant: t}]}  | keys.clients[0].hash: this is no hash of a key; write sha256: and 64 hexadecimal digits in lower case",
                "keys: {clients: [{id: abcdefgh, hash: HASH, tenant: t}, {id: abcdefgh, hash: HASH, tenant: t}]} | keys.clients[1].id: two keys have this id; remove one, or make a new key",
                "keys: {database: 'yes'}                                     | keys.database: 'yes' is neither true nor false",
                "keys: {databse: true}                                       | did you mean 'database'?",
                "admin: {}                                                   | admin: an admin has either the hash of a key, or the key; give one of hash and key",
                "admin: {hash: HASH, key: '{{env:ADMIN_KEY}}'}               | give one of hash and key",
                "admin: {hash: abc}                                          | admin.hash: this is no hash of a key",
                "admin: {key: kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk}      | admin.key: the admin's key does not belong into a file; write a placeholder such as {{env:CASCADEFLOW_ADMIN_KEY}}, or its hash",
                "admin: {key: '{{env:SHORT}}'}                               | admin.key: the admin's key is too short to be random; it has 32 characters or more",
                "jwt: {audience: a, jwks: f, tenant: t}                      | jwt: 'issuer' is missing",
                "jwt: {issuer: i, jwks: f, tenant: t}                        | jwt: 'audience' is missing",
                "jwt: {issuer: i, audience: a, tenant: t}                    | jwt: 'jwks' is missing",
                "jwt: {issuer: i, audience: [], jwks: f, tenant: t}          | jwt.audience: 0 values are listed here",
                "jwt: {issuer: i, audience: a, jwks: f}                      | jwt: nothing says whose the tokens are; name the claim in claims.tenant, or give all of them one tenant",
                "jwt: {issuer: i, audience: a, jwks: f, tenant: t, claims: {tenant: org}} | jwt: a claim says the tenant already; remove tenant, or claims.tenant",
                "jwt: {issuer: i, audience: a, jwks: 'http://issuer.example.org/k', tenant: t} | jwt.jwks: this is no place for keys; write a file, or an address with https (http for this machine only)",
                "jwt: {issuer: i, audience: a, jwks: 'ftp://issuer.example.org/k', tenant: t}  | jwt.jwks: this is no place for keys",
                "jwt: {issuer: i, audience: a, jwks: 'https://a b', tenant: t} | jwt.jwks: this is no place for keys",
                "jwt: {issuer: i, audience: a, jwks: f, tenant: t, algorithms: HS256} | jwt.algorithms: 'HS256' is none of RS256, RS384,",
                "jwt: {issuer: i, audience: a, jwks: f, tenant: t, algorithms: [RS256, none]} | jwt.algorithms[1]: 'none' is none of",
                "jwt: {issuer: i, audience: a, jwks: f, tenant: t, algorithms: []} | jwt.algorithms: 0 values are listed here",
                "jwt: {issuer: i, audience: a, jwks: f, tenant: t, claims: {projekt: p}} | did you mean 'project'?"
            })
    void whatIsWrongIsSaidWithItsPlace(String yaml, String message) {
        Problem problem = onlyProblem(yaml.replace("HASH", "'" + HASH + "'"));
        assertThat(problem.toString())
                .contains(message)
                .doesNotContain("0123456789abcdef")
                .doesNotContain("s3cret")
                .doesNotContain("kkkk");
    }

    @Test
    void keysOfThisMachineMayComeWithoutEncryption() {
        for (String host : List.of("localhost:8080", "127.0.0.1", "[::1]:9")) {
            String yaml = JWT.formatted("").replace("keys.json", "'http://%s/k'".formatted(host));
            assertThat(Objects.requireNonNull(parse(yaml).jwt()).jwks()).contains(host);
        }
    }

    private static Problem onlyProblem(String yaml) {
        ConfigurationException wrong = catchThrowableOfType(ConfigurationException.class, () -> parse(yaml));
        assertThat(wrong).as(yaml).isNotNull();
        assertThat(wrong.problems()).hasSize(1);
        return wrong.problems().get(0);
    }

    private static GatewayKeysConfiguration parse(String yaml) {
        Problems problems = new Problems();
        Optional<Tree> tree = YamlTree.parse("f.yaml", yaml, problems);
        GatewayKeysConfiguration read = read(tree.orElseThrow(), problems);
        problems.throwIfAny();
        return read;
    }

    /** As a part of {@code gateway} that comes after the budgets. */
    private static GatewayKeysConfiguration read(Tree tree, Problems problems) {
        UnaryOperator<String> placeholders =
                text -> text.replace("{{env:ADMIN_KEY}}", "k".repeat(32)).replace("{{env:SHORT}}", "short");
        Values values = new Values(problems, placeholders);
        BudgetsReader budgets = new BudgetsReader(problems, values);
        YamlTree.parse("budgets.yaml", "[{name: support, limit: 1, window: day}]", problems)
                .ifPresent(budgets::budgets);
        return new KeysReader(problems, values, budgets).keys(Section.of(tree, KeysReader.KEYS, problems));
    }
}
