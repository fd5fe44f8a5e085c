package io.cascadeflow.camel.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.provider.FakeProvider;
import io.cascadeflow.provider.FakeRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients send is data: nothing of it is fetched, evaluated, or told to the wrong people. */
@Timeout(60)
class SecurityTest {

    private static final String CONFIGURATION = """
            models: {'compatible:small': {input: 1, output: 1}}
            cascades:
              support:
                tiers:
                  - {name: small, uri: 'cascadeflow:compatible:small?apiKey=sk-the-gateways-own&transport=jdk&maxRetries=0&baseUrl=PROVIDER'}
            gateway: {models: ['compatible:*']}
            """;

    private final ServedGateway served = new ServedGateway(CONFIGURATION);
    private final FakeProvider elsewhere = FakeProvider.start();

    @AfterEach
    void close() {
        served.close();
        elsewhere.close();
    }

    @Test
    void anImagesAddressIsPassedOnAndNotFetched() {
        served.answer("A cat.");
        String image = elsewhere.uri() + "/cat.png";

        served.post(
                "/v1/chat/completions",
                "{\"model\":\"cascadeflow\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"%s\"}}]}]}"
                        .formatted(image));
        served.post(
                "/v1/messages",
                "{\"model\":\"cascadeflow\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image\",\"source\":{\"type\":\"url\",\"url\":\"%s\"}}]}]}"
                        .formatted(image));

        assertThat(served.provider.requests())
                .hasSize(2)
                .allSatisfy(request -> assertThat(request.text()).contains(image));
        assertThat(elsewhere.connections()).isZero();
        assertThat(elsewhere.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${env:HOME}",
                "{{env:HOME}}",
                "${bean:camelContext?method=stop}",
                "#{T(java.lang.Runtime)}",
                "RAW(x)"
            })
    void noTextOfAClientIsEvaluated(String text) {
        served.answer("Fine.");

        HttpResponse<String> response = served.post(
                "/v1/chat/completions",
                "{\"model\":\"cascadeflow\",\"user\":\"%1$s\",\"messages\":[{\"role\":\"system\",\"content\":\"%1$s\"},{\"role\":\"user\",\"content\":\"%1$s\"}],\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"description\":\"%1$s\"}}]}"
                        .formatted(text));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        String sent = served.provider.onlyRequest().text();
        assertThat(sent.split(Pattern.quote(text), -1)).hasSize(5);
        assertThat(served.camel.isStarted()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "compatible:a?baseUrl=http://evil.example",
                "compatible:a&apiKey=x",
                "compatible:${env:HOME}",
                "compatible:{{env:HOME}}",
                "cascade:support",
                "recorded:x",
                "file:/etc/passwd",
                "cascadeflow:cascade:support",
                "direct:cascadeflow-gateway",
                "exec:ls"
            })
    void aModelsNameIsNoAddress(String model) {
        HttpResponse<String> response = served.post(
                "/v1/chat/completions",
                "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"What?\"}]}".formatted(model));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(404);
        assertThat(response.body()).contains("model_not_found");
        assertThat(served.provider.requests()).isEmpty();
    }

    @Test
    void noKeyGoesTheWrongWay() {
        served.answer("It is Paris.");

        HttpResponse<String> response = served.post(
                "/v1/chat/completions",
                "{\"model\":\"cascadeflow\",\"messages\":[{\"role\":\"user\",\"content\":\"What?\"}]}",
                "Authorization",
                "Bearer the-clients-own",
                "Cookie",
                "session=secret",
                "x-api-key",
                "the-clients-own");

        FakeRequest asked = served.provider.onlyRequest();
        assertThat(asked.headers() + asked.text())
                .contains("sk-the-gateways-own")
                .doesNotContain("the-clients-own", "session=secret");
        assertThat(response.body() + response.headers()).doesNotContain("sk-the-gateways-own");
    }

    @Test
    void nobodyIsToldWhatServesThem() {
        List<String> servers = served.get("/health").headers().allValues("server");

        assertThat(servers).isEmpty();
    }
}
