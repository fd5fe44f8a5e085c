package io.cascadeflow.provider.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.ContentPart;
import io.cascadeflow.model.Output;
import io.cascadeflow.model.ResponseFormat;
import io.cascadeflow.model.Role;
import io.cascadeflow.model.Sampling;
import io.cascadeflow.model.Thinking;
import io.cascadeflow.model.ToolChoice;
import io.cascadeflow.model.ToolSpec;
import io.cascadeflow.model.Tools;
import io.cascadeflow.provider.ChatCall;
import io.cascadeflow.provider.GoldenFiles;
import io.cascadeflow.provider.Hosting;
import io.cascadeflow.provider.HttpCall;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderException.Kind;
import io.cascadeflow.provider.ProviderSettings;
import io.cascadeflow.provider.WireJson;
import io.cascadeflow.provider.WireQuestions;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeminiRequestTest {

    private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

    private static ChatCall call(String model, ChatRequest request) {
        return new ChatCall(model, request, Instant.MAX, "key");
    }

    private static JsonNode sent(String model, ChatRequest request) {
        return GenerateRequest.of(call(model, request), Map.of(), Set.of());
    }

    private static JsonNode config(String model, Output output) {
        return sent(model, ChatRequest.of("?").withOutput(output)).path("generationConfig");
    }

    private static Output effort(String effort) {
        return new Output(null, ResponseFormat.TEXT, effort, false, 0);
    }

    @ParameterizedTest
    @CsvSource({
        "gemini-2.5-pro, none, '{\"thinkingBudget\":128}'",
        "gemini-2.5-pro, max, '{\"thinkingBudget\":24576}'",
        "gemini-2.5-flash, none, '{\"thinkingBudget\":0}'",
        "gemini-2.5-flash-lite, minimal, '{\"thinkingBudget\":1024}'",
        "gemini-3-pro-preview, medium, '{\"thinkingLevel\":\"HIGH\"}'",
        "gemini-3.1-pro-preview, medium, '{\"thinkingLevel\":\"MEDIUM\"}'",
        "gemini-3-flash-preview, none, '{\"thinkingLevel\":\"MINIMAL\"}'",
        "models/gemini-3.5-flash-lite, low, '{\"thinkingLevel\":\"LOW\"}'"
    })
    void anEffortIsSaidInTheModelsOwnWay(String model, String effort, String expected) {
        assertThat(config(model, effort(effort)).path("thinkingConfig")).hasToString(expected);
    }

    @Test
    void aModelThatDoesNotThinkIsToldNothingOfIt() {
        assertThat(config("gemini-2.0-flash", effort("high")).has("thinkingConfig"))
                .isFalse();
        assertThat(config("gemini-2.5-flash", Output.DEFAULT).has("thinkingConfig"))
                .isFalse();
    }

    @Test
    void aBudgetAndItsSummaryAreSaidAsTheyAre() {
        Output output = Output.DEFAULT.withThinking(Thinking.within(2000).withSummary());
        assertThat(config("gemini-2.5-flash", output).path("thinkingConfig"))
                .hasToString("{\"thinkingBudget\":2000,\"includeThoughts\":true}");
    }

    @Test
    void everythingElseHasItsField() {
        Sampling sampling = new Sampling(0.5, 0.9, 40, 7L, 0.25, -0.5, List.of("END"));
        Output output = new Output(50, new ResponseFormat.Schema("sum", "{\"type\":\"object\"}", true), null, true, 3);
        JsonNode config = sent("m", ChatRequest.of("?").withSampling(sampling).withOutput(output))
                .path("generationConfig");

        assertThat(config)
                .hasToString("{\"temperature\":0.5,\"topP\":0.9,\"topK\":40,\"seed\":7,\"presencePenalty\":0.25,"
                        + "\"frequencyPenalty\":-0.5,\"stopSequences\":[\"END\"],\"maxOutputTokens\":50,"
                        + "\"responseMimeType\":\"application/json\",\"responseJsonSchema\":{\"type\":\"object\"},"
                        + "\"responseLogprobs\":true,\"logprobs\":3}");
    }

    @ParameterizedTest
    @CsvSource({"auto,,", "none,NONE,", "required,ANY,", "get_weather,ANY,get_weather"})
    void choicesAmongToolsHaveTheirMode(String choice, String mode, String allowed) {
        ToolChoice chosen = choice.equals("get_weather") ? new ToolChoice.Named(choice) : new ToolChoice.Mode(choice);
        JsonNode json =
                sent("m", WireQuestions.TOOLS.withTools(new Tools(List.of(WireQuestions.GET_WEATHER), chosen, null)));

        JsonNode config = json.at("/toolConfig/functionCallingConfig");
        assertThat(config.path("mode").asText(null)).isEqualTo(mode);
        assertThat(config.at("/allowedFunctionNames/0").asText(null)).isEqualTo(allowed);
    }

    @Test
    void toolsOfGoogleJoinOursAndTheQuestionStaysOurs() {
        ChatRequest request = WireQuestions.TOOLS.withExtras(Map.of(
                "tools", List.of(Map.of("googleSearch", Map.of())),
                "contents", List.of(),
                "model", "another",
                "generationConfig", Map.of("maxOutputTokens", 5, "responseModalities", List.of("TEXT"))));
        JsonNode json = sent("m", request);

        assertThat(json.path("tools")).hasSize(2);
        assertThat(json.path("contents")).hasSize(1);
        assertThat(json.has("model")).isFalse();
        assertThat(json.at("/generationConfig/maxOutputTokens").asInt()).isEqualTo(100);
        assertThat(json.at("/generationConfig/responseModalities/0").asText()).isEqualTo("TEXT");
    }

    @Test
    void parametersThatAreNoSchemaAreRefusedBeforeTheCall() {
        ToolSpec broken = new ToolSpec("f", "", "[1]", null);
        assertThatExceptionOfType(ProviderException.class)
                .isThrownBy(() -> sent("m", ChatRequest.of("?").withTools(Tools.of(broken))))
                .withMessageContaining("tool 'f'");
    }

    @Test
    void aToolLoopSendsEachSignatureBackWhereItWas() {
        ChatReply reply = GeminiProtocol.forReading(CLOCK)
                .decode(call("m", ChatRequest.of("?")), GoldenFiles.reply(200, "gemini/reply-tool-call.json"));
        ChatMessage failed = new ChatMessage(
                Role.TOOL, List.of(new ContentPart.Text("no such city")), List.of(), "call_1", true, null);
        JsonNode contents = Contents.of(List.of(ChatMessage.user("?"), reply.message(), failed));

        assertThat(contents.at("/1/parts/0/thoughtSignature").asText()).isEqualTo("CsABc2lnbg==");
        assertThat(contents.at("/1/parts")).hasSize(1);
        assertThat(contents.path(2))
                .hasToString("{\"role\":\"user\",\"parts\":[{\"functionResponse\":{\"id\":\"call_1\","
                        + "\"name\":\"get_weather\",\"response\":{\"error\":\"no such city\"}}}]}");
    }

    @Test
    void thoughtsOfOthersAreNotSentAndImagesGoByValueOrAddress() {
        ChatMessage foreign = new ChatMessage(
                Role.ASSISTANT,
                List.of(new ContentPart.Reasoning("hm", "EqoB", false), new ContentPart.Text("4")),
                List.of(),
                null);
        ChatMessage images = new ChatMessage(
                Role.USER,
                List.of(
                        new ContentPart.ImageUrl("data:image/png;base64,AAAA", null),
                        new ContentPart.ImageUrl("gs://bucket/a.JPG?x=1", null)),
                List.of(),
                null);
        assertThat(Contents.of(List.of(ChatMessage.user("?"), foreign, images)))
                .hasToString("[{\"role\":\"user\",\"parts\":[{\"text\":\"?\"}]},"
                        + "{\"role\":\"model\",\"parts\":[{\"text\":\"4\"}]},"
                        + "{\"role\":\"user\",\"parts\":[{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"AAAA\"}},"
                        + "{\"fileData\":{\"fileUri\":\"gs://bucket/a.JPG?x=1\",\"mimeType\":\"image/jpeg\"}}]}]");
    }

    @Test
    void theHintToWaitIsReadFromTheBody() {
        String body =
                "{\"error\":{\"code\":429,\"status\":\"RESOURCE_EXHAUSTED\",\"details\":[{\"retryDelay\":\"34.4s\"}]}}";
        ProviderException failure = catchThrowableOfType(
                ProviderException.class,
                () -> GeminiProtocol.forReading(CLOCK)
                        .decode(call("m", ChatRequest.of("?")), GoldenFiles.replyOf(429, "[" + body + "]")));

        assertThat(failure.kind()).isEqualTo(Kind.RATE_LIMITED);
        assertThat(failure.retryAfter()).isEqualTo(Duration.ofMillis(34_400));
    }

    @ParameterizedTest
    @CsvSource({
        "400, API_KEY_INVALID, AUTH",
        "400, INVALID_ARGUMENT, BAD_REQUEST",
        "403, PERMISSION_DENIED, PERMISSION",
        "503, UNAVAILABLE, OVERLOADED"
    })
    void aReasonSaysMoreThanItsStatus(int status, String reason, Kind kind) {
        String body = "{\"error\":{\"code\":%d,\"status\":\"X\",\"details\":[{\"reason\":\"%s\"}]}}"
                .formatted(status, reason);
        assertThat(catchThrowableOfType(
                                ProviderException.class,
                                () -> GeminiProtocol.forReading(CLOCK)
                                        .decode(call("m", ChatRequest.of("?")), GoldenFiles.replyOf(status, body)))
                        .kind())
                .isEqualTo(kind);
    }

    private static ProviderSettings vertex() {
        return ProviderSettings.of("vertex").withEnvironment(name -> null);
    }

    private static HttpCall http(ProviderSettings settings, String model) {
        return GeminiProtocol.of(settings, CLOCK).encode(call(model, ChatRequest.of("?")), Set.of());
    }

    @ParameterizedTest
    @CsvSource({
        "europe-west4,https://europe-west4-aiplatform.googleapis.com",
        "global,https://aiplatform.googleapis.com"
    })
    void vertexIsAskedInItsRegionForAProject(String region, String host) {
        Hosting hosting = Hosting.OWN.withProject("team-7").withRegion(region).withAccessToken("ya29");
        HttpCall http = http(vertex().withHosting(hosting), "gemini-2.5-flash");

        assertThat(http.uri())
                .hasToString(host + "/v1beta1/projects/team-7/locations/" + region
                        + "/publishers/google/models/gemini-2.5-flash:generateContent");
        assertThat(http.headers()).containsEntry("authorization", "Bearer ya29");
    }

    @Test
    void aKeyStandsForAProject() {
        HttpCall http = http(vertex().withApiKey("k"), "m");

        assertThat(http.uri())
                .hasToString("https://aiplatform.googleapis.com/v1beta1/publishers/google/models/m:generateContent");
        assertThat(http.headers()).containsEntry("x-goog-api-key", "k");
    }

    @Test
    void theEnvironmentGivesProjectAndRegion() {
        Map<String, String> environment = Map.of("GOOGLE_CLOUD_PROJECT", "p", "GOOGLE_CLOUD_LOCATION", "us-central1");
        HttpCall http = http(
                vertex().withEnvironment(environment::get)
                        .withHosting(Hosting.OWN.withAccessToken("t").withApiVersion("v1")),
                "m");

        assertThat(http.uri().getPath()).startsWith("/v1/projects/p/locations/us-central1/");
    }

    @Test
    void whatIsMissingOrWrongIsNamed() {
        refused(vertex(), "accessToken");
        refused(vertex().withHosting(Hosting.OWN.withAccessToken("t")), "region");
        refused(vertex().withHosting(Hosting.OWN.withAccessToken("t").withRegion("global")), "project");
        refused(
                vertex().withHosting(Hosting.OWN
                        .withAccessToken("t")
                        .withRegion("a/b")
                        .withProject("p")),
                "region");
        refused(ProviderSettings.of("gemini").withEnvironment(name -> null), "apiKey");
        refused(ProviderSettings.of("gemini").withApiKey("k").withHosting(Hosting.OWN.withRegion("global")), "region");
    }

    private static void refused(ProviderSettings settings, String option) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GeminiProtocol.of(settings, CLOCK))
                .withMessageContaining(option);
    }

    @Test
    void aStreamIsAskedForByTheAddress() {
        ProviderSettings settings = ProviderSettings.of("gemini").withApiKey("k");
        HttpCall http = GeminiProtocol.of(settings, CLOCK)
                .encodeStreamed(call("gemini-2.5-pro", ChatRequest.of("?")), Set.of());

        assertThat(http.uri())
                .hasToString("https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-pro"
                        + ":streamGenerateContent?alt=sse");
        String body = new String(Objects.requireNonNull(http.body()), StandardCharsets.UTF_8);
        assertThat(WireJson.objectIn(body).orElseThrow().has("stream")).isFalse();
    }
}
