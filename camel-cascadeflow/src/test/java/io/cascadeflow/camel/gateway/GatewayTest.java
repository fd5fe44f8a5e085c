package io.cascadeflow.camel.gateway;

import static io.cascadeflow.camel.gateway.ServedGateway.data;
import static io.cascadeflow.camel.gateway.ServedGateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.camel.CascadeFlowConstants;
import io.cascadeflow.confidence.Assessment;
import io.cascadeflow.confidence.Gate;
import io.cascadeflow.provider.FakeAnswer;
import io.cascadeflow.provider.WireJson;
import java.net.http.HttpResponse;
import java.util.List;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** From a client's socket through a cascade to a provider's, and back. */
@Timeout(60)
class GatewayTest {

    private static final String CONFIGURATION = """
            models: {'compatible:small': {input: 1, output: 1}, 'compatible:large': {input: 10, output: 10}}
            cascades:
              support:
                tiers:
                  - {name: small, uri: 'cascadeflow:compatible:small?apiKey=k&transport=vertx&maxRetries=0&baseUrl=PROVIDER', acceptAbove: 0.5}
                  - {name: large, uri: 'cascadeflow:compatible:large?apiKey=k&transport=vertx&maxRetries=0&baseUrl=PROVIDER'}
            gateway:
              aliases: {gpt-4o: cascadeflow/support}
            """;

    private final ServedGateway served = new ServedGateway(
            CONFIGURATION.replace("tiers:", "gate: {profile: '#sure'}\n    tiers:"),
            camel -> camel.getRegistry().bind("sure", (Gate) draft -> Assessment.of(0.9)));

    @AfterEach
    void close() {
        served.close();
    }

    private HttpResponse<String> ask(String fields, String... headers) {
        return served.post("/v1/chat/completions", question(fields), headers);
    }

    private static String question(String fields) {
        return "{%s,\"messages\":[{\"role\":\"user\",\"content\":\"What?\"}]}".formatted(fields);
    }

    @Test
    void aQuestionIsAnsweredAndSaysWhatItCameTo() {
        served.answer("It is Paris.");

        HttpResponse<String> response = ask("\"model\":\"cascadeflow/support\"");

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(json(response).at("/choices/0/message/content").asText()).isEqualTo("It is Paris.");
        assertThat(json(response).path("model").asText()).isEqualTo("small-2026");
        assertThat(response.headers().map())
                .containsKeys("x-request-id", "x-cascadeflow-cost-usd")
                .containsEntry("x-cascadeflow-tier", List.of("small"))
                .containsEntry("x-cascadeflow-outcome", List.of("accepted"))
                .containsEntry("x-cascadeflow-model", List.of("small-2026"))
                .containsEntry("x-cascadeflow-confidence", List.of("0.9"));
        assertThat(response.headers().firstValue("x-cascadeflow-decision-id"))
                .isEqualTo(response.headers().firstValue("x-request-id"));
        assertThat(response.headers().map().keySet())
                .noneMatch(name -> name.toLowerCase().startsWith("camel"));
    }

    @Test
    void theSameDraftGetsTheSameDecisionThroughTheGatewayAsInARoute() {
        served.answer("It is Paris.");

        HttpResponse<String> whole = ask("\"model\":\"cascadeflow/support\"");
        HttpResponse<String> streamed =
                ask("\"model\":\"cascadeflow/support\",\"stream\":true", "X-Cascadeflow-Account", "true");
        Exchange route = served.camel
                .createProducerTemplate()
                .request(
                        "cascadeflow:cascade:support",
                        exchange -> exchange.getMessage().setBody("What?"));

        Object tier = route.getMessage().getHeader(CascadeFlowConstants.TIER);
        Object confidence = route.getMessage().getHeader(CascadeFlowConstants.CONFIDENCE);
        assertThat(tier).isEqualTo("small");
        assertThat(whole.headers().map())
                .containsEntry("x-cascadeflow-tier", List.of(tier.toString()))
                .containsEntry("x-cascadeflow-confidence", List.of(confidence.toString()));
        assertThat(streamed.body())
                .contains("\"tier\":\"" + tier + "\"")
                .contains("\"confidence\":" + confidence)
                .contains("\"outcome\":\"accepted\"");
    }

    @Test
    void aStreamIsAnswered() throws Exception {
        served.answer("It is Paris.");

        List<String> data = data(ask("\"model\":\"gpt-4o\",\"stream\":true"));

        assertThat(data).endsWith("[DONE]");
        StringBuilder said = new StringBuilder();
        for (String chunk : data.subList(0, data.size() - 1)) {
            said.append(WireJson.parse(chunk).at("/choices/0/delta/content").asText());
        }
        assertThat(said).hasToString("It is Paris.");
    }

    @Test
    void everyNameOfACascadeAndOfAModelIsUnderstood() {
        served.answer("It is Paris.");

        for (String model : List.of(
                "cascadeflow",
                "cascadeflow/auto",
                "cascadeflow/support",
                "cascadeflow:support",
                "gpt-4o",
                "compatible:large")) {
            assertThat(ask("\"model\":\"" + model + "\"").statusCode())
                    .as(model)
                    .isEqualTo(200);
        }
    }

    @Test
    void aProvidersErrorIsToldInTheApisWords() {
        served.provider.answer(request -> FakeAnswer.json(401, "{\"error\":{\"message\":\"sk-secret is wrong\"}}"));

        HttpResponse<String> response = ask("\"model\":\"cascadeflow/support\"");

        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(json(response).at("/error/code").asText()).isEqualTo("upstream_auth");
        assertThat(response.body()).doesNotContain("sk-secret");
    }
}
