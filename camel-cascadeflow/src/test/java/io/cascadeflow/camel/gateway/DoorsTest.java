package io.cascadeflow.camel.gateway;

import static io.cascadeflow.camel.gateway.ServedGateway.data;
import static io.cascadeflow.camel.gateway.ServedGateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cascadeflow.provider.FakeAnswer;
import io.cascadeflow.provider.WireJson;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each path but that of Chat Completions, once. */
@Timeout(60)
class DoorsTest {

    private static final String CONFIGURATION = """
            models:
              'compatible:small': {input: 1, output: 1}
              'compatible:vectors': {input: 1, output: 0}
            cascades:
              support:
                tiers:
                  - {name: small, uri: 'cascadeflow:compatible:small?apiKey=k&transport=vertx&maxRetries=0&baseUrl=PROVIDER'}
              law:
                tiers:
                  - {name: lawyer, uri: 'cascadeflow:compatible:small?apiKey=k&transport=vertx&maxRetries=0&baseUrl=PROVIDER'}
            gateway:
              path: /llm
              answerModel: requested
              aliases: {claude-sonnet-4-5: cascadeflow/support}
              embeddings: {text-embedding-3-small: 'cascadeflow:compatible:vectors?apiKey=k&transport=vertx&baseUrl=PROVIDER'}
              origins: ['https://chat.example.org']
            """;

    private final ServedGateway served = new ServedGateway(
            CONFIGURATION,
            camel -> camel.getRegistry().bind("metrics", new PrometheusMeterRegistry(PrometheusConfig.DEFAULT)));

    @AfterEach
    void close() {
        served.close();
    }

    @Test
    void messages() {
        served.answer("It is Paris.");
        String question =
                "{\"model\":\"claude-sonnet-4-5\",\"max_tokens\":50,\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"What?\"}]}";

        HttpResponse<String> whole = served.post("/llm/v1/messages", question.formatted(false));
        HttpResponse<String> streamed = served.post("/llm/messages", question.formatted(true));

        assertThat(json(whole).at("/content/0/text").asText()).as(whole.body()).isEqualTo("It is Paris.");
        assertThat(json(whole).path("model").asText()).isEqualTo("claude-sonnet-4-5");
        assertThat(streamed.body()
                        .lines()
                        .filter(line -> line.startsWith("event: "))
                        .distinct())
                .containsExactly(
                        "event: message_start",
                        "event: content_block_start",
                        "event: content_block_delta",
                        "event: content_block_stop",
                        "event: message_delta",
                        "event: message_stop");
        assertThat(streamed.body()).contains("\"model\":\"claude-sonnet-4-5\"");
    }

    @Test
    void responsesAndCompletions() throws Exception {
        served.answer("It is Paris.");

        HttpResponse<String> response =
                served.post("/llm/v1/responses", "{\"model\":\"cascadeflow/support\",\"input\":\"What?\"}");
        HttpResponse<String> completion =
                served.post("/llm/v1/completions", "{\"model\":\"cascadeflow/support\",\"prompt\":\"What?\"}");
        List<String> streamed = data(served.post(
                "/llm/v1/responses", "{\"model\":\"cascadeflow/support\",\"input\":\"What?\",\"stream\":true}"));

        assertThat(json(response).at("/output/0/content/0/text").asText())
                .as(response.body())
                .isEqualTo("It is Paris.");
        assertThat(json(completion).at("/choices/0/text").asText()).isEqualTo("It is Paris.");
        JsonNode last = WireJson.parse(streamed.get(streamed.size() - 1));
        assertThat(last.path("type").asText()).isEqualTo("response.completed");
        assertThat(last.at("/response/output/0/content/0/text").asText()).isEqualTo("It is Paris.");
    }

    @Test
    void embeddings() {
        served.provider.answer(
                FakeAnswer.json(
                        200,
                        "{\"object\":\"list\",\"model\":\"vectors\",\"data\":[{\"object\":\"embedding\",\"index\":0,\"embedding\":[0.5,-0.25]}],\"usage\":{\"prompt_tokens\":3,\"total_tokens\":3}}"));

        HttpResponse<String> vectors =
                served.post("/llm/v1/embeddings", "{\"model\":\"text-embedding-3-small\",\"input\":\"What?\"}");
        HttpResponse<String> unknown = served.post("/llm/v1/embeddings", "{\"model\":\"other\",\"input\":\"What?\"}");

        assertThat(vectors.statusCode()).as(vectors.body()).isEqualTo(200);
        assertThat(json(vectors).at("/data/0/embedding").toString()).isEqualTo("[0.5,-0.25]");
        assertThat(vectors.headers().firstValue("x-cascadeflow-cost-usd")).hasValue("0.000003");
        assertThat(unknown.statusCode()).isEqualTo(404);
    }

    @Test
    void countTokens() {
        HttpResponse<String> counted = served.post(
                "/llm/v1/messages/count_tokens",
                "{\"model\":\"claude-sonnet-4-5\",\"messages\":[{\"role\":\"user\",\"content\":\"What is the capital of France?\"}]}");

        assertThat(json(counted).path("input_tokens").asInt()).isBetween(4, 40);
        assertThat(served.provider.requests()).isEmpty();
    }

    @Test
    void models() {
        JsonNode all = json(served.get("/llm/v1/models"));
        JsonNode one = json(served.get("/llm/v1/models/cascadeflow/support"));
        JsonNode anthropic = json(served.get("/llm/v1/models", "anthropic-version", "2023-06-01"));

        assertThat(all.path("data").findValuesAsText("id"))
                .containsExactly(
                        "cascadeflow/auto",
                        "cascadeflow/support",
                        "cascadeflow/law",
                        "compatible:small",
                        "claude-sonnet-4-5",
                        "text-embedding-3-small");
        assertThat(one.path("id").asText()).isEqualTo("cascadeflow/support");
        assertThat(anthropic.at("/data/0/type").asText()).isEqualTo("model");
        assertThat(anthropic.path("last_id").asText()).isEqualTo("text-embedding-3-small");
        assertThat(served.get("/llm/v1/models/nobody").statusCode()).isEqualTo(404);
    }

    @Test
    void aHintChoosesTheCascadeOfItsName() {
        served.answer("It is Paris.");
        String question =
                "{\"model\":\"cascadeflow\",\"cascadeflow\":{\"domain\":\"law\",\"account\":true},\"messages\":[{\"role\":\"user\",\"content\":\"What?\"}]}";

        HttpResponse<String> byBody = served.post("/llm/v1/chat/completions", question);
        HttpResponse<String> byHeader = served.post(
                "/llm/v1/chat/completions", question.replace("law", "support"), "X-Cascadeflow-Domain", "law");
        HttpResponse<String> wrong = served.post("/llm/v1/chat/completions", question.replace("law", "a b"));

        assertThat(byBody.headers().firstValue("x-cascadeflow-tier")).hasValue("lawyer");
        assertThat(json(byBody).at("/cascadeflow/tier").asText()).isEqualTo("lawyer");
        assertThat(json(byBody).at("/cascadeflow/decision_id").asText())
                .isEqualTo(byBody.headers().firstValue("x-request-id").orElseThrow());
        assertThat(byHeader.headers().firstValue("x-cascadeflow-tier")).hasValue("lawyer");
        assertThat(json(wrong).at("/error/param").asText()).isEqualTo("cascadeflow.domain");
    }

    @Test
    void everyPathIsDescribed() {
        JsonNode document = json(served.get("/llm/openapi.json"));

        assertThat(document.path("openapi").asText()).startsWith("3.1");
        assertThat(document.path("paths").fieldNames())
                .toIterable()
                .containsExactly(
                        "/v1/chat/completions",
                        "/v1/responses",
                        "/v1/completions",
                        "/v1/embeddings",
                        "/v1/messages",
                        "/v1/messages/count_tokens",
                        "/v1/models",
                        "/v1/models/{id}",
                        "/health",
                        "/ready",
                        "/metrics",
                        "/openapi.json");
    }

    @Test
    void metricsCountWhatWasAnswered() {
        served.get("/llm/v1/models");
        served.get("/llm/nothing");

        assertThat(served.get("/llm/metrics").body())
                .contains(
                        "cascadeflow_gateway_requests_seconds_count{door=\"GET /v1/models\",fault=\"none\",status=\"200\"} 1")
                .contains("fault=\"unknown_path\",status=\"404\"")
                .contains("cascadeflow_gateway_under_way");
    }

    @Test
    void pagesOfTheNamedOriginMayAskAndOthersMayNot() {
        HttpResponse<String> allowed = preflight("https://chat.example.org");
        HttpResponse<String> other = preflight("https://evil.example");

        assertThat(allowed.statusCode()).isEqualTo(204);
        assertThat(allowed.headers().firstValue("access-control-allow-origin")).hasValue("https://chat.example.org");
        assertThat(allowed.headers().firstValue("access-control-allow-headers").orElseThrow())
                .contains("x-api-key");
        assertThat(other.statusCode()).isEqualTo(405);
        assertThat(other.headers().firstValue("access-control-allow-origin")).isEmpty();
    }

    private HttpResponse<String> preflight(String origin) {
        return served.send(served.request("/llm/v1/chat/completions")
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "POST")
                .method("OPTIONS", BodyPublishers.noBody()));
    }
}
