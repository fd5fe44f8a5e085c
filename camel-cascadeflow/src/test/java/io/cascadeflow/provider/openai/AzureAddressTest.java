package io.cascadeflow.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.FinishReason;
import io.cascadeflow.model.Output;
import io.cascadeflow.model.ResponseFormat;
import io.cascadeflow.model.Sampling;
import io.cascadeflow.provider.Hosting;
import io.cascadeflow.provider.HttpCall;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderException.Kind;
import io.cascadeflow.provider.ProviderSettings;
import io.cascadeflow.provider.StreamedRun;
import io.cascadeflow.provider.WireProtocol;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AzureAddressTest {

    private static final String RESOURCE = "https://res.openai.azure.com";

    private static ProviderSettings settings() {
        return ProviderSettings.of("azure")
                .withBaseUrl(URI.create(RESOURCE))
                .withApiKey("k")
                .withEnvironment(name -> null);
    }

    private static WireProtocol protocol(ProviderSettings settings) {
        return OpenAiProviders.protocol(settings, Wire.CLOCK);
    }

    private static HttpCall sent(ProviderSettings settings, String model) {
        return protocol(settings).encode(Wire.call(model, ChatRequest.of("?")), Set.of());
    }

    private static String body(HttpCall http) {
        return new String(Objects.requireNonNull(http.body()), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-4o, /openai/v1/chat/completions",
        "gpt-5-pro, /openai/v1/responses",
    })
    void theNewerFormOfAddressIsThatOfOpenAiItself(String model, String path) {
        HttpCall http = sent(settings(), model);

        assertThat(http.uri()).hasToString(RESOURCE + path);
        assertThat(http.headers()).containsEntry("api-key", "k").doesNotContainKey("Authorization");
        assertThat(sent(settings().withHosting(Hosting.OWN.withApiVersion("preview")), model)
                        .uri())
                .hasToString(RESOURCE + path + "?api-version=preview");
    }

    @ParameterizedTest
    @CsvSource({
        "chat, /openai/deployments/my%20own/chat/completions?api-version=2024-10-21",
        "responses, /openai/responses?api-version=2024-10-21"
    })
    void aVersionThatIsADateAsksForTheOlderForm(String api, String path) {
        Hosting hosting = Hosting.OWN.withApi(api).withApiVersion("2024-10-21").withDeployment("my own");
        HttpCall http = sent(settings().withHosting(hosting), "gpt-4o");

        assertThat(http.uri()).hasToString(RESOURCE + path);
        assertThat(body(http)).contains("\"model\":\"my own\"");
    }

    @Test
    void theModelsNameStandsForItsKindWhateverItsDeploymentIsCalled() {
        ProviderSettings settings = settings().withHosting(Hosting.OWN.withDeployment("clever"));
        ChatRequest request = ChatRequest.of("?").withSampling(Sampling.DEFAULT.withTemperature(0.5));
        HttpCall http = protocol(settings).encode(Wire.call("gpt-5", request), Set.of());

        assertThat(body(http)).contains("\"model\":\"clever\"").doesNotContain("temperature");
    }

    @Test
    void aSchemaAndLogprobsAreAskedForAsAtOpenAi() {
        ResponseFormat schema = new ResponseFormat.Schema("answer", "{\"type\":\"object\"}", true);
        ChatRequest request = ChatRequest.of("?").withOutput(new Output(null, schema, null, true, 3));
        HttpCall http = protocol(settings()).encode(Wire.call("gpt-4o", request), Set.of());

        assertThat(body(http))
                .contains("\"response_format\":{\"type\":\"json_schema\"", "\"logprobs\":true", "\"top_logprobs\":3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/openai", "/openai/v1", "/openai/v1/"})
    void theAddressMayBeWrittenAsInEitherForm(String end) {
        assertThat(sent(settings().withBaseUrl(URI.create(RESOURCE + end)), "m").uri())
                .hasToString(RESOURCE + "/openai/v1/chat/completions");
    }

    @Test
    void aTokenTakesThePlaceOfTheKey() {
        ProviderSettings token = settings().withApiKey(null).withHosting(Hosting.OWN.withAccessToken("entra"));

        assertThat(sent(token, "m").headers())
                .containsEntry("Authorization", "Bearer entra")
                .doesNotContainKey("api-key");
        assertThat(sent(settings().withApiKey(null).withEnvironment(Map.of("AZURE_OPENAI_AD_TOKEN", "ad")::get), "m")
                        .headers())
                .containsEntry("Authorization", "Bearer ad");
        assertThat(token.toString() + token.hosting()).doesNotContain("entra");
    }

    @Test
    void theEnvironmentGivesWhatOptionsDoNot() {
        Map<String, String> environment = Map.of(
                "AZURE_OPENAI_ENDPOINT", RESOURCE,
                "OPENAI_API_VERSION", "2024-10-21",
                "AZURE_API_KEY", "k2");
        HttpCall http = sent(ProviderSettings.of("azure").withEnvironment(environment::get), "m");

        assertThat(http.uri()).hasToString(RESOURCE + "/openai/deployments/m/chat/completions?api-version=2024-10-21");
        assertThat(http.headers()).containsEntry("api-key", "k2");
    }

    @Test
    void whatIsMissingOrWrongIsNamed() {
        refused(settings().withBaseUrl(null), "baseUrl");
        refused(settings().withBaseUrl(URI.create("https://h/openai?key=secret")), "baseUrl");
        refused(settings().withApiKey(null), "accessToken");
        refused(settings().withHosting(Hosting.OWN.withApiVersion("2024&x=1")), "apiVersion");
        refused(settings().withHosting(Hosting.OWN.withRegion("westeurope")), "region");
    }

    private static void refused(ProviderSettings settings, String option) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> protocol(settings))
                .withMessageContaining(option)
                .withMessageNotContaining("secret");
    }

    @ParameterizedTest
    @CsvSource({
        "404, DeploymentNotFound, NOT_FOUND, option deployment",
        "401, 401, AUTH, accessToken",
        "400, content_filter, CONTENT_FILTERED, filter"
    })
    void errorsSayWhatToDoAboutThem(int status, String code, Kind kind, String wayOut) {
        String body = "{\"error\":{\"code\":\"%s\",\"message\":\"x\",\"innererror\":{\"code\":\"y\"}}}".formatted(code);
        ProviderException failure = catchThrowableOfType(
                ProviderException.class,
                () -> protocol(settings()).decode(Wire.call("m", ChatRequest.of("?")), Wire.reply(status, body)));

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.httpStatus()).isEqualTo(status);
        assertThat(failure).hasMessageContaining(wayOut).hasMessageContaining("azure:m");
    }

    @Test
    void aFirstChunkWithoutChoicesDoesNotMatter() {
        String stream = "data: {\"choices\":[],\"prompt_filter_results\":[{\"prompt_index\":0}]}\n\n"
                + "data: {\"id\":\"c1\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\"},"
                + "\"content_filter_results\":{}}]}\n\n"
                + "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"content_filter\"}]}\n\n"
                + "data: [DONE]\n\n";
        StreamedRun run = StreamedRun.whole(
                protocol(settings()), Wire.call("m", ChatRequest.of("?")), "text/event-stream", stream);

        assertThat(run.text()).isEqualTo("Hi");
        assertThat(Objects.requireNonNull(run.reply()).finishReason()).isEqualTo(FinishReason.CONTENT_FILTER);
    }
}
