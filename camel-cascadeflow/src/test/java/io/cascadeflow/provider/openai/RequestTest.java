package io.cascadeflow.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.ContentPart.ImageUrl;
import io.cascadeflow.model.ContentPart.Text;
import io.cascadeflow.model.Output;
import io.cascadeflow.model.ResponseFormat;
import io.cascadeflow.model.Role;
import io.cascadeflow.model.Sampling;
import io.cascadeflow.model.Thinking;
import io.cascadeflow.model.ToolChoice;
import io.cascadeflow.model.ToolSpec;
import io.cascadeflow.model.Tools;
import io.cascadeflow.provider.HttpCall;
import io.cascadeflow.provider.MarkedQuestion;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestTest {

    private static final ToolSpec CLOCK_TOOL = new ToolSpec("clock", "", "", null);

    private static final Sampling SAMPLING = new Sampling(0.5, 0.9, 40, 42L, 0.25, -0.5, List.of("END", "\n\n"));

    static final ChatRequest EVERYTHING = new ChatRequest(
            List.of(
                    new ChatMessage(
                            Role.SYSTEM, List.of(new Text("Be brief. "), new Text("Be kind.")), List.of(), null),
                    ChatMessage.of(Role.DEVELOPER, "Use metric units."),
                    new ChatMessage(
                            Role.USER,
                            List.of(
                                    new Text("Compare"),
                                    new Text("these:"),
                                    new ImageUrl("https://example.org/a.png", "low"),
                                    new ImageUrl("https://example.org/b.png", null)),
                            List.of(),
                            null),
                    ChatMessage.assistant("Both are red.")),
            new Tools(
                    List.of(
                            new ToolSpec(
                                    "zoom",
                                    "Enlarges",
                                    "{\"type\":\"object\",\"properties\":{\"factor\":{\"type\":\"number\"}}}",
                                    true),
                            CLOCK_TOOL),
                    new ToolChoice.Named("zoom"),
                    false),
            SAMPLING,
            new Output(
                    256,
                    new ResponseFormat.Schema(
                            "comparison",
                            "{\"type\":\"object\",\"properties\":{\"same\":{\"type\":\"boolean\"}},"
                                    + "\"additionalProperties\":false}",
                            true),
                    "high",
                    true,
                    5),
            "u-17",
            Map.of("metadata", Map.of("team", "support"), "service_tier", "flex"));

    @Test
    void everyFieldOfARequestIsSent() {
        assertThat(Wire.sent("openai", "gpt-4o", EVERYTHING))
                .isEqualTo(RealTraffic.parse(Wire.file("request-everything.json")));
    }

    /** A user's parts are an array, which some servers do not take; passages are one text with the question. */
    @Test
    void passagesAreOneTextWithTheQuestion() {
        ChatRequest request = new ChatRequest(
                List.of(new ChatMessage(
                        Role.USER, List.of(Text.material("[1]\nIt is so.\n"), new Text("Is it?")), List.of(), null)),
                Tools.NONE,
                SAMPLING,
                Output.DEFAULT,
                null,
                Map.of());

        assertThat(Wire.sent("openai", "gpt-4o", request)
                        .path("messages")
                        .path(0)
                        .path("content")
                        .textValue())
                .isEqualTo("[1]\nIt is so.\nIs it?");
    }

    @Test
    void marksForCachesAreNotSent() {
        assertThat(Wire.sent("openai", "gpt-4o", MarkedQuestion.MARKED))
                .isEqualTo(Wire.sent("openai", "gpt-4o", MarkedQuestion.PLAIN));
    }

    /** A budget in tokens, which these providers do not know, is the nearest effort. */
    @ParameterizedTest
    @CsvSource({"o3,1024,low", "gpt-5,8192,medium", "gpt-5.2,31999,high"})
    void aThinkingBudgetIsAnEffort(String model, int budget, String effort) {
        ChatRequest request = ChatRequest.of("Hi").withOutput(Output.DEFAULT.withThinking(Thinking.within(budget)));

        assertThat(Wire.sent("openai", model, request).path("reasoning_effort").asText())
                .isEqualTo(effort);
    }

    @Test
    void noThinkingIsTheLeastEffort() {
        ChatRequest request = ChatRequest.of("Hi").withOutput(Output.DEFAULT.withThinking(Thinking.OFF));

        assertThat(Wire.sent("openai", "gpt-5.2", request)
                        .path("reasoning_effort")
                        .asText())
                .isEqualTo("none");
    }

    @Test
    void whatIsLeftToTheProviderIsNotSent() {
        assertThat(Wire.sent("compatible", "m", ChatRequest.of("Hi")))
                .isEqualTo(RealTraffic.parse(
                        "{'model':'m','messages':[{'role':'user','content':'Hi'}]}".replace('\'', '"')));
    }

    @Test
    void goesToTheEndpointWithItsHeaders() {
        HttpCall call = Wire.protocol("openai", Map.of()).encode(Wire.call("m", ChatRequest.of("Hi")), Set.of());

        assertThat(call.method()).isEqualTo("POST");
        assertThat(call.uri()).hasToString("http://host/v1/chat/completions");
        assertThat(call.headers()).containsEntry("X-Test", "yes").containsEntry("Idempotency-Key", "key-of-call-m");
    }

    @Test
    void twoModelsOfOneCascadeDoNotShareAnIdempotencyKey() {
        OpenAiProtocol protocol = Wire.protocol("openai", Map.of());
        ChatRequest question = ChatRequest.of("Hi");

        assertThat(protocol.encode(Wire.call("small", question), Set.of())
                        .headers()
                        .get("Idempotency-Key"))
                .isNotEqualTo(protocol.encode(Wire.call("large", question), Set.of())
                        .headers()
                        .get("Idempotency-Key"));
    }

    @Test
    void idempotencyKeyIsOnlySentWhereItIsKnown() {
        HttpCall call = Wire.protocol("groq", Map.of()).encode(Wire.call("m", ChatRequest.of("Hi")), Set.of());

        assertThat(call.headers()).doesNotContainKey("Idempotency-Key");
    }

    @ParameterizedTest
    @CsvSource({
        "openai,max_completion_tokens",
        "groq,max_completion_tokens",
        "vllm,max_tokens",
        "mistral,max_tokens",
        "compatible,max_tokens"
    })
    void limitHasTheNameThatThePresetSays(String preset, String field) {
        JsonNode sent = Wire.sent(preset, "m", request(Output.DEFAULT.withMaxTokens(7)));

        assertThat(sent.path(field).asInt()).isEqualTo(7);
        assertThat(sent.properties()).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({"openai,seed", "mistral,random_seed"})
    void seedHasTheNameThatThePresetSays(String preset, String field) {
        assertThat(Wire.sent(preset, "m", ChatRequest.of("Hi").withSampling(SAMPLING))
                        .path(field)
                        .asInt())
                .isEqualTo(42);
    }

    @Test
    void logprobsAreAFlagANumberOrNothing() {
        ChatRequest request = request(Output.DEFAULT.withLogprobs(7));

        JsonNode flag = Wire.sent("huggingface", "m", request);
        assertThat(flag.path("logprobs").isBoolean()).isTrue();
        assertThat(flag.path("top_logprobs").asInt()).isEqualTo(5);
        JsonNode count = Wire.sent("together", "m", request);
        assertThat(count.path("logprobs").isInt()).isTrue();
        assertThat(count.path("logprobs").asInt()).isEqualTo(7);
        assertThat(count.has("top_logprobs")).isFalse();
        assertThat(Wire.sent("mistral", "m", request).properties()).hasSize(2);
    }

    @Test
    void logprobsWithoutAlternativesStaySwitchedOn() {
        ChatRequest request = request(Output.DEFAULT.withLogprobs(0));

        assertThat(Wire.sent("together", "m", request).path("logprobs").asInt()).isEqualTo(1);
        assertThat(Wire.sent("openai", "gpt-4o", request).has("top_logprobs")).isFalse();
        assertThat(Wire.sent("openai", "gpt-4o", request).path("logprobs").asBoolean())
                .isTrue();
    }

    @Test
    void effortTakesTheFormThatThePresetSays() {
        assertThat(Wire.sent("compatible", "m", effort("medium"))
                        .path("reasoning_effort")
                        .asText())
                .isEqualTo("medium");
        assertThat(Wire.sent("openrouter", "m", effort("max"))
                        .path("reasoning")
                        .path("effort")
                        .asText())
                .isEqualTo("xhigh");
        assertThat(Wire.sent("mistral", "m", effort("max"))
                        .path("reasoning_effort")
                        .asText())
                .isEqualTo("high");
        JsonNode off = Wire.sent("deepseek", "deepseek-v4-pro", effort("none"));
        assertThat(off.path("thinking").path("type").asText()).isEqualTo("disabled");
        assertThat(off.has("reasoning_effort")).isFalse();
    }

    @Test
    void anyJsonIsAskedForWhereASchemaIsNotTaken() {
        ChatRequest request = request(Output.DEFAULT.withFormat(new ResponseFormat.Schema("s", "{}", true)));

        assertThat(Wire.sent("deepseek", "m", request).path("response_format"))
                .isEqualTo(RealTraffic.parse("{\"type\":\"json_object\"}"));
        assertThat(Wire.sent("openai", "m", request(Output.DEFAULT.withFormat(ResponseFormat.JSON)))
                        .path("response_format"))
                .isEqualTo(RealTraffic.parse("{\"type\":\"json_object\"}"));
    }

    @Test
    void toolChoiceIsSentByName() {
        Tools required = new Tools(List.of(CLOCK_TOOL), ToolChoice.REQUIRED, true);
        JsonNode sent = Wire.sent("openai", "m", ChatRequest.of("Hi").withTools(required));

        assertThat(sent.path("tool_choice").asText()).isEqualTo("required");
        assertThat(sent.path("parallel_tool_calls").asBoolean()).isTrue();
    }

    @Test
    void choiceAmongNoToolsIsNotSent() {
        ChatRequest request = ChatRequest.of("Hi").withTools(new Tools(List.of(), ToolChoice.NONE, true));

        assertThat(Wire.sent("openai", "m", request).properties()).hasSize(2);
    }

    @Test
    void developerIsCalledSystemWhereTheRoleIsUnknown() {
        ChatRequest request = ChatRequest.of(List.of(ChatMessage.of(Role.DEVELOPER, "d"), ChatMessage.system("s")));

        assertThat(Wire.sent("openai", "gpt-4o", request).findValuesAsText("role"))
                .containsExactly("developer", "system");
        assertThat(Wire.sent("vllm", "gpt-4o", request).findValuesAsText("role"))
                .containsExactly("system", "system");
    }

    @Test
    void schemaThatIsNoJsonIsRefusedByName() {
        Tools tools = Tools.of(new ToolSpec("clock", "", "no json", null));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Wire.sent("openai", "m", ChatRequest.of("Hi").withTools(tools)))
                .withMessageContaining("tool 'clock'");
    }

    @Test
    void callersOwnWordsWinOverHisFurtherFields() {
        ChatRequest request = request(Output.DEFAULT.withMaxTokens(7))
                .withSampling(Sampling.DEFAULT.withTemperature(0.5))
                .withExtras(Map.of("temperature", 2, "max_tokens", 9999, "model", "dear", "stream", true, "n", 2));

        JsonNode sent = Wire.sent("openai", "gpt-4o", request);

        assertThat(sent.path("temperature").asDouble()).isEqualTo(0.5);
        assertThat(sent.path("model").asText()).isEqualTo("gpt-4o");
        assertThat(sent.path("n").asInt()).isEqualTo(2);
        assertThat(sent.has("max_tokens")).isFalse();
        assertThat(sent.has("stream")).isFalse();
    }

    @Test
    void operatorsFieldsWinOverTheCallers() {
        ChatRequest request = ChatRequest.of("Hi").withExtras(Map.of("service_tier", "priority", "store", true));
        Map<String, Object> fields =
                Map.of("service_tier", "flex", "messages", List.of(), "provider", Map.of("zdr", true));

        HttpCall http = Wire.protocol("openai", fields).encode(Wire.call("m", request), Set.of());

        JsonNode sent = RealTraffic.parse(new String(Objects.requireNonNull(http.body()), StandardCharsets.UTF_8));
        assertThat(sent.path("service_tier").asText()).isEqualTo("flex");
        assertThat(sent.path("store").asBoolean()).isTrue();
        assertThat(sent.path("messages")).hasSize(1);
        assertThat(sent.path("provider").path("zdr").asBoolean()).isTrue();
    }

    @Test
    void presetsDropWhatTheirServersRefuse() {
        ChatRequest request = ChatRequest.of("Hi")
                .withSampling(SAMPLING)
                .withUser("u")
                .withExtras(Map.of("logit_bias", Map.of("50256", -100)));

        assertThat(Wire.sent("mistral", "m", request).properties())
                .extracting(Map.Entry::getKey)
                .doesNotContain("top_k", "user", "logit_bias")
                .contains("top_p", "stop");
        assertThat(Wire.sent("vllm", "m", request).properties())
                .extracting(Map.Entry::getKey)
                .contains("top_k", "user", "logit_bias");
    }

    @Test
    void halfASurrogatePairDoesNotStopARequest() {
        assertThat(Wire.sent("openai", "m", ChatRequest.of("cut \uD83C"))
                        .findValue("content")
                        .asText())
                .isEqualTo("cut ?");
    }

    private static ChatRequest request(Output output) {
        return ChatRequest.of("Hi").withOutput(output);
    }

    private static ChatRequest effort(String effort) {
        return request(new Output(null, ResponseFormat.TEXT, effort, false, 0));
    }
}
