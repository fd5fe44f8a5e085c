package io.cascadeflow.camel.gateway;

import static io.cascadeflow.camel.gateway.ServedGateway.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSendingEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each key under {@code gateway} that no other test would miss if it did nothing. */
@Timeout(60)
class GatewayOptionsTest {

    private static final String CONFIGURATION = """
            models:
              'compatible:small': {input: 1, output: 1}
              'compatible:large': {input: 1, output: 1}
              'compatible:other': {input: 1, output: 1}
            cascades:
              first: {tiers: [{name: one, uri: 'SMALL'}]}
              second: {tiers: [{name: two, uri: 'SMALL'}]}
            gateway: {GATEWAY}
            """;
    private static final String KEY =
            "keys: {clients: [{id: abcdefgh, hash: 'sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef', tenant: acme}]}";

    private static ServedGateway serving(String gateway) {
        ServedGateway served = new ServedGateway(
                CONFIGURATION.replace("GATEWAY", gateway),
                camel -> camel.getRegistry().bind("metrics", new PrometheusMeterRegistry(PrometheusConfig.DEFAULT)));
        served.answer("It is Paris.");
        return served;
    }

    private static HttpResponse<String> ask(ServedGateway served, String model, String fields, String... headers) {
        return served.post(
                "/v1/chat/completions",
                "{\"model\":\"%s\"%s,\"messages\":[{\"role\":\"user\",\"content\":\"What?\"}]}"
                        .formatted(model, fields),
                headers);
    }

    @Test
    void autoNamesTheCascadeForAll() {
        try (ServedGateway served = serving("auto: second")) {
            assertThat(ask(served, "cascadeflow/auto", "").headers().firstValue("x-cascadeflow-tier"))
                    .hasValue("two");
        }
        assertThatThrownBy(() -> serving("auto: third")).hasStackTraceContaining("there is no cascade 'third'");
    }

    @Test
    void anAccountIsGivenNeverOrAlways() {
        try (ServedGateway served = serving("account: always")) {
            assertThat(json(ask(served, "cascadeflow", "")).has("cascadeflow")).isTrue();
            assertThat(ask(served, "cascadeflow", ",\"stream\":true").body()).contains("\"cost_usd\":");
        }
        try (ServedGateway served = serving("account: never")) {
            HttpResponse<String> asked = ask(served, "cascadeflow", "", "X-Cascadeflow-Account", "true");
            assertThat(json(asked).has("cascadeflow")).isFalse();
        }
        try (ServedGateway served = serving("account: asked")) {
            assertThat(json(ask(served, "cascadeflow", "")).has("cascadeflow")).isFalse();
        }
    }

    @Test
    void listedModelsAreAskedByTheirEndpointsAndOthersNot() {
        try (ServedGateway served = serving("models: {'compatible:large': 'LARGE'}")) {
            assertThat(ask(served, "compatible:large", "").statusCode()).isEqualTo(200);
            assertThat(served.provider.onlyRequest().text()).contains("\"large\"");
            assertThat(ask(served, "compatible:other", "").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void aWholeProvidersModelsCanBeListed() {
        ServedGateway served = new ServedGateway(
                CONFIGURATION.replace("GATEWAY", "models: ['compatible:*']"),
                camel -> camel.getComponent("cascadeflow", io.cascadeflow.camel.CascadeFlowComponent.class)
                        .getDefaults()
                        .setMaxRetries(0));
        try (served) {
            served.camel
                    .getComponent("cascadeflow", io.cascadeflow.camel.CascadeFlowComponent.class)
                    .getDefaults()
                    .setBaseUrl(served.provider.uri() + "/v1");
            served.camel
                    .getComponent("cascadeflow", io.cascadeflow.camel.CascadeFlowComponent.class)
                    .getDefaults()
                    .setApiKey("k");
            served.answer("It is Paris.");

            assertThat(ask(served, "compatible:other", "").statusCode()).isEqualTo(200);
            assertThat(ask(served, "compatible:unpriced", "").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void metricsAreForTheAdminUnlessTheyAreOpen() {
        try (ServedGateway served = serving(KEY)) {
            assertThat(served.get("/metrics").statusCode()).isEqualTo(404);
        }
        try (ServedGateway served = serving(KEY + ", openMetrics: true")) {
            assertThat(served.get("/metrics").body()).contains("cascadeflow_holds_open", "cascadeflow_ledger_pending");
        }
    }

    @Test
    void metricsShowWhatTheCascadesOfTheGatewayDid() {
        try (ServedGateway served = serving("openMetrics: true")) {
            assertThat(ask(served, "cascadeflow/first", ",\"stream\":true").statusCode())
                    .isEqualTo(200);

            assertThat(served.get("/metrics").body())
                    .contains(
                            "cascadeflow_decisions_total{cascade=\"first\",outcome=\"accepted\",tier=\"one\"} 1.0",
                            "gen_ai_client_operation_duration_seconds_count{error_type=\"none\",gen_ai_operation_name=\"chat\",gen_ai_provider_name=\"compatible\",gen_ai_request_model=\"small\"} 1",
                            "gen_ai_client_operation_time_to_first_chunk_seconds_count{gen_ai_operation_name=\"chat\",gen_ai_provider_name=\"compatible\",gen_ai_request_model=\"small\"} 1",
                            "cascadeflow_gateway_requests_seconds_count");
        }
    }

    @Test
    void whatIsKnownOnlyAtTheEndOfAStreamIsInItsTrailers() throws Exception {
        try (ServedGateway served = serving("");
                RawClient client = new RawClient(served.gateway.port(), java.time.Duration.ofSeconds(15))) {
            String body =
                    "{\"model\":\"cascadeflow\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"What?\"}]}";
            client.send(
                    "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTE: trailers\r\nContent-Type: application/json\r\nContent-Length: "
                            + body.length() + "\r\n\r\n" + body);

            assertThat(client.answer().body())
                    .contains("[DONE]")
                    .contains("x-cascadeflow-cost-usd: ")
                    .contains("x-cascadeflow-tier: one");
        }
    }

    @Test
    void hintsAndTheKeyReachTheRoute() {
        Queue<Map<String, Object>> seen = new ConcurrentLinkedQueue<>();
        try (ServedGateway served = serving("")) {
            served.camel.getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
                @Override
                public void notify(CamelEvent event) {
                    if (event instanceof ExchangeSendingEvent sending) {
                        seen.add(Map.copyOf(sending.getExchange().getMessage().getHeaders()));
                    }
                }
            });
            ask(served, "cascadeflow", "", "X-Cascadeflow-Domain", "law", "X-Cascadeflow-Complexity", "Hard");

            assertThat(ask(served, "cascadeflow", "", "X-Cascadeflow-Complexity", "huge")
                            .statusCode())
                    .isEqualTo(400);
        }
        assertThat(seen)
                .anySatisfy(headers -> assertThat(headers)
                        .containsEntry("CamelCascadeFlowDomain", "law")
                        .containsEntry("CamelCascadeFlowComplexity", "hard")
                        .containsEntry("CamelCascadeFlowKey", "local"));
    }
}
