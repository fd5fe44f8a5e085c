package io.cascadeflow.camel.gateway;

import static io.cascadeflow.camel.gateway.ServedGateway.ADMIN;
import static io.cascadeflow.camel.gateway.ServedGateway.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Keys from their making to their end, over HTTP: nobody without one, and nobody as somebody else. */
@Timeout(60)
class KeysOverHttpTest {

    private static final String CONFIGURATION = """
            models: {'compatible:small': {input: 1, output: 1}, 'compatible:large': {input: 10, output: 10}}
            cascades:
              support:
                tiers:
                  - {name: small, uri: 'SMALL'}
              legal:
                tiers:
                  - {name: large, uri: 'LARGE'}
            budgets:
              - {name: tenants, limit: 0.05, window: day, zone: UTC, per: tenant}
            ledger: {url: 'jdbc:h2:file:DIRECTORY/ledger'}
            gateway:
              keys: {database: true}
              admin: {key: '{{test.admin}}'}
            """;

    @TempDir
    private Path directory;

    private ServedGateway served;

    @BeforeEach
    void open() {
        served = ServedGateway.in(directory, CONFIGURATION);
    }

    @AfterEach
    void close() {
        served.close();
    }

    private HttpResponse<String> ask(String key, String model) {
        return served.ask(key, model, "What?");
    }

    @Test
    void nobodyAsksWithoutAKey() {
        HttpResponse<String> response = served.post("/v1/chat/completions", "{}");

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().map()).containsKeys("www-authenticate", "content-length");
        assertThat(json(response).at("/error/code").asText()).isEqualTo("invalid_api_key");
        assertThat(served.get("/v1/models").statusCode()).isEqualTo(401);
        assertThat(served.get("/metrics").statusCode()).isEqualTo(401);
        assertThat(served.get("/health").statusCode()).isEqualTo(200);
    }

    @Test
    void aKeyThatWasMadeAsksForItsTenantUntilItIsRevoked() {
        JsonNode made = served.key("{\"tenant\":\"acme\",\"project\":\"shop\",\"models\":[\"cascadeflow/support\"]}");
        String key = made.path("key").asText();

        HttpResponse<String> answered = ask(key, "cascadeflow/support");
        assertThat(answered.statusCode()).as(answered.body()).isEqualTo(200);
        assertThat(served.post("/v1/chat/completions", "{\"model\":\"\"}", "x-api-key", key)
                        .statusCode())
                .isEqualTo(400);
        assertThat(ask(key, "cascadeflow/legal").statusCode()).isEqualTo(403);

        assertThat(served.lines())
                .anySatisfy(entry -> assertThat(entry.toString())
                        .contains(
                                "acme",
                                answered.headers().firstValue("x-request-id").orElseThrow()));

        HttpResponse<String> revoked =
                served.send(served.request("/admin/keys/" + made.path("id").asText())
                        .header("Authorization", "Bearer " + ADMIN)
                        .DELETE());
        assertThat(revoked.statusCode()).isEqualTo(200);
        assertThat(ask(key, "cascadeflow/support").statusCode()).isEqualTo(401);
        HttpResponse<String> list = served.get("/admin/keys", "Authorization", "Bearer " + ADMIN);
        assertThat(list.body()).contains("acme").doesNotContain(key).doesNotContain("sha256");
    }

    @Test
    void aTenantsBudgetIsItsOwn() {
        String acme = served.key("{\"tenant\":\"acme\"}").path("key").asText();
        String other = served.key("{\"tenant\":\"other\"}").path("key").asText();
        String wide =
                "{\"model\":\"cascadeflow/support\",\"max_tokens\":60000,\"messages\":[{\"role\":\"user\",\"content\":\"What?\"}]}";

        HttpResponse<String> refused = served.post("/v1/chat/completions", wide, "x-api-key", acme);

        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(429);
        assertThat(json(refused).at("/error/code").asText()).isEqualTo("insufficient_quota");
        assertThat(refused.headers().firstValue("retry-after")).isEmpty();
        assertThat(refused.headers().firstValue("x-should-retry")).hasValue("false");
        assertThat(refused.body()).contains("tenants").doesNotContain("acme");
        assertThat(served.provider.requests()).isEmpty();
        assertThat(ask(other, "cascadeflow/support").statusCode()).isEqualTo(200);
        HttpResponse<String> anthropic =
                served.post("/v1/messages", wide, "x-api-key", acme, "anthropic-version", "2023-06-01");
        assertThat(anthropic.statusCode()).as(anthropic.body()).isEqualTo(402);
        assertThat(json(anthropic).at("/error/type").asText()).isEqualTo("billing_error");
    }

    @Test
    void whoGuessesWaits() {
        String key = served.key("{\"tenant\":\"acme\"}").path("key").asText();
        String wrong = key.substring(0, key.length() - 2) + "xx";
        int last = 0;
        for (int guess = 0; guess < 15; guess++) {
            last = ask(wrong, "cascadeflow/support").statusCode();
        }

        assertThat(last).isEqualTo(429);
    }

    @Test
    void theAdminsKeyIsNoClientsKeyAndTheOtherWayRound() {
        String key = served.key("{\"tenant\":\"acme\"}").path("key").asText();

        assertThat(served.get("/admin/keys", "Authorization", "Bearer " + key).statusCode())
                .isEqualTo(401);
        assertThat(served.get("/admin/keys").statusCode()).isEqualTo(401);
        assertThat(ask(ADMIN, "cascadeflow/support").statusCode()).isEqualTo(401);
        assertThat(served.get("/metrics", "Authorization", "Bearer " + ADMIN).statusCode())
                .isIn(200, 404);
    }

    @Test
    void whatTheRateLimitOfAKeyDoesNotAllowIsToldWithATime() {
        String key = served.key("{\"tenant\":\"acme\",\"requestsPerMinute\":1}")
                .path("key")
                .asText();
        assertThat(ask(key, "cascadeflow/support").statusCode()).isEqualTo(200);

        HttpResponse<String> second = ask(key, "cascadeflow/support");

        assertThat(second.statusCode()).isEqualTo(429);
        assertThat(json(second).at("/error/code").asText()).isEqualTo("rate_limit_exceeded");
        assertThat(second.headers().firstValue("retry-after")).isPresent();
    }

    @Test
    void aGatewayForEverybodyNeedsKeys() {
        assertThatThrownBy(() -> new ServedGateway("""
                models: {'compatible:small': {input: 1, output: 1}}
                cascades: {support: {tiers: [{name: small, uri: 'cascadeflow:compatible:small?apiKey=k&baseUrl=PROVIDER'}]}}
                gateway: {host: 0.0.0.0}
                """))
                .hasStackTraceContaining("gateway.host is 0.0.0.0, and no key is configured");
    }

    @Test
    void aRequestOfAnotherKindNeedsTheKeyAsWell() {
        for (String path : List.of("/v1/messages", "/v1/messages/count_tokens", "/messages", "/chat/completions")) {
            HttpResponse<String> response =
                    served.send(served.request(path).POST(HttpRequest.BodyPublishers.ofString("{}")));
            assertThat(response.statusCode()).as(path).isEqualTo(401);
        }
    }
}
