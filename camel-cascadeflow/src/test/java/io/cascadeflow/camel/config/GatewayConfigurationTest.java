package io.cascadeflow.camel.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.camel.config.GatewayConfiguration.Account;
import io.cascadeflow.camel.config.GatewayConfiguration.Pages;
import io.cascadeflow.camel.config.GatewayConfiguration.Told;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What is written under {@code gateway} arrives, and by properties as well. */
class GatewayConfigurationTest {

    static final String FULL = """
            gateway:
              host: 0.0.0.0
              port: 9000
              tls: true
              path: /llm
              auto: support
              aliases: {gpt-4o: cascadeflow/support}
              models: {"openai:gpt-4o-mini": "cascadeflow:openai:gpt-4o-mini"}
              embeddings: {small: "cascadeflow:openai:text-embedding-3-small"}
              answerModel: requested
              account: always
              limits: {body: 1MB, bodyTime: 10s, concurrent: 100, queueTime: 2s}
              drain: 20s
              origins: ["https://chat.example.org"]
              openMetrics: true
              dashboard: ask
              keys:
                database: true
                clients:
                  - id: abcdefgh
                    hash: "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
                    tenant: acme
                    project: shop
                    user: ann
                    label: the shop's
                    budgets: [0.05]
                    models: [cascadeflow/support]
                    requestsPerMinute: 60
                    concurrentRequests: 4
                    expires: 2027-01-31T00:00:00Z
                    revoked: 2027-01-01T00:00:00Z
              jwt:
                issuer: https://login.example.org
                audience: gateway
                jwks: https://login.example.org/keys
                algorithms: [ES256]
                claims: {tenant: org, project: proj, user: sub, budgets: budgets, models: models}
              admin: {hash: "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"}
            """;

    private static GatewayConfiguration parse(String text) {
        return Configuration.parse("cascadeflow.yaml", text, UnaryOperator.identity())
                .gateway();
    }

    @Test
    void everyKeyArrives() {
        GatewayConfiguration gateway = parse(FULL);

        assertThat(gateway.host()).isEqualTo("0.0.0.0");
        assertThat(gateway.port()).isEqualTo(9000);
        assertThat(gateway.tls()).isTrue();
        assertThat(gateway.path()).isEqualTo("/llm");
        assertThat(gateway.auto()).isEqualTo("support");
        assertThat(gateway.aliases()).containsExactly(Map.entry("gpt-4o", "cascadeflow/support"));
        assertThat(gateway.models())
                .isEqualTo(new HashMap<>(Map.of("openai:gpt-4o-mini", "cascadeflow:openai:gpt-4o-mini")));
        assertThat(gateway.embeddings()).containsOnlyKeys("small");
        assertThat(gateway.told()).isEqualTo(Told.REQUESTED);
        assertThat(gateway.account()).isEqualTo(Account.ALWAYS);
        assertThat(gateway.limits())
                .isEqualTo(new GatewayLimits(1 << 20, Duration.ofSeconds(10), 100, Duration.ofSeconds(2)));
        assertThat(gateway.drain()).isEqualTo(Duration.ofSeconds(20));
        assertThat(gateway.origins()).containsExactly("https://chat.example.org");
        assertThat(gateway.openMetrics()).isTrue();
        assertThat(gateway.dashboard()).isEqualTo(Pages.ASK);
        assertThat(gateway.keys().isEmpty()).isFalse();
    }

    @Test
    void whatIsNotWrittenHasItsDefault() {
        assertThat(parse("gateway: {}")).isEqualTo(GatewayConfiguration.DEFAULT);
        assertThat(parse("models: {}")).isEqualTo(GatewayConfiguration.DEFAULT);
    }

    @Test
    void namesOfModelsMayHaveNoEndpointOfTheirOwn() {
        assertThat(parse("gateway: {models: ['openai:*', 'vllm:llama']}").models())
                .containsOnlyKeys("openai:*", "vllm:llama")
                .containsEntry("openai:*", null);
    }

    @Test
    void propertiesSayTheSameAsTheFile() {
        Map<String, String> properties = Map.ofEntries(
                Map.entry("gateway.host", "0.0.0.0"),
                Map.entry("gateway.port", "9000"),
                Map.entry("gateway.tls", "true"),
                Map.entry("gateway.path", "/llm"),
                Map.entry("gateway.auto", "support"),
                Map.entry("gateway.aliases[gpt-4o]", "cascadeflow/support"),
                Map.entry("gateway.models[openai:gpt-4o-mini]", "cascadeflow:openai:gpt-4o-mini"),
                Map.entry("gateway.embeddings.small", "cascadeflow:openai:text-embedding-3-small"),
                Map.entry("gateway.answerModel", "requested"),
                Map.entry("gateway.account", "always"),
                Map.entry("gateway.limits.body", "1MB"),
                Map.entry("gateway.limits.bodyTime", "10s"),
                Map.entry("gateway.limits.concurrent", "100"),
                Map.entry("gateway.limits.queueTime", "2s"),
                Map.entry("gateway.drain", "20s"),
                Map.entry("gateway.origins[0]", "https://chat.example.org"),
                Map.entry("gateway.openMetrics", "true"),
                Map.entry("gateway.dashboard", "ask"));

        GatewayConfiguration fromProperties = Configuration.fromProperties(properties, UnaryOperator.identity())
                .gateway();
        GatewayConfiguration fromFile = parse(FULL.substring(0, FULL.indexOf("  keys:")));

        assertThat(fromProperties).isEqualTo(fromFile);
        assertThat(List.of(fromFile.keys())).containsExactly(GatewayKeysConfiguration.NONE);
    }
}
