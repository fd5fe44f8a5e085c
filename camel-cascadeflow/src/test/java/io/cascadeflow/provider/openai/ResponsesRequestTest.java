package io.cascadeflow.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

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
import io.cascadeflow.model.Tools;
import io.cascadeflow.provider.ChatCall;
import io.cascadeflow.provider.GoldenFiles;
import io.cascadeflow.provider.Hosting;
import io.cascadeflow.provider.HttpReply;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderException.Kind;
import io.cascadeflow.provider.ProviderSettings;
import io.cascadeflow.provider.WireQuestions;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponsesRequestTest {

    private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    private static final ResponsesProtocol PROTOCOL = ResponsesProtocol.forReading("openai", CLOCK);

    private static JsonNode sent(String model, ChatRequest request, String... refused) {
        return Json.parseOrMissing(new String(
                PROTOCOL.encode(call(model, request), Set.of(refused)).body(), StandardCharsets.UTF_8));
    }

    private static ChatCall call(String model, ChatRequest request) {
        return new ChatCall(model, request, Instant.MAX, "key");
    }

    private static ChatRequest with(Output output) {
        return ChatRequest.of("2+2?").withOutput(output);
    }

    @Test
    void goesToTheResponsesBesideTheChatCompletions() {
        assertThat(PROTOCOL.encode(call("m", ChatRequest.of("?")), Set.of()).uri())
                .hasToString("http://localhost/responses");
    }

    @Test
    void asksAModelThatThinksForItsThoughtsSealedAndSendsItNoSampling() {
        JsonNode json = sent(
                "gpt-5",
                with(new Output(50, ResponseFormat.TEXT, "max", true, 3, Thinking.ON.withSummary()))
                        .withSampling(Sampling.DEFAULT.withTemperature(0.5).withTopP(0.5)));

        assertThat(json.path("include")).hasToString("[\"reasoning.encrypted_content\"]");
        assertThat(json.path("reasoning")).hasToString("{\"effort\":\"high\",\"summary\":\"auto\"}");
        assertThat(json.path("max_output_tokens").asInt()).isEqualTo(50);
        assertThat(json.has("temperature") || json.has("top_p") || json.has("top_logprobs"))
                .isFalse();
    }

    @Test
    void asksAModelThatDoesNotThinkForLogprobsWhereTheyAreWanted() {
        JsonNode json = sent("gpt-4o", with(Output.DEFAULT.withLogprobs(5)));

        assertThat(json.path("include")).hasToString("[\"message.output_text.logprobs\"]");
        assertThat(json.path("top_logprobs").asInt()).isEqualTo(5);
        assertThat(sent("gpt-4o", with(Output.DEFAULT), "top_logprobs").has("include"))
                .isFalse();
        assertThat(sent("gpt-4o", with(Output.DEFAULT.withLogprobs(5)), "top_logprobs")
                        .has("include"))
                .isFalse();
    }

    @Test
    void writesSchemasAndChoicesFlat() {
        ResponseFormat schema = new ResponseFormat.Schema("sum", "{\"type\":\"object\"}", true);
        JsonNode json = sent(
                "gpt-4o",
                WireQuestions.TOOLS
                        .withOutput(Output.DEFAULT.withFormat(schema))
                        .withTools(new Tools(
                                List.of(WireQuestions.GET_WEATHER), new ToolChoice.Named("get_weather"), false)));

        assertThat(json.path("text").path("format"))
                .hasToString(
                        "{\"type\":\"json_schema\",\"name\":\"sum\",\"strict\":true,\"schema\":{\"type\":\"object\"}}");
        assertThat(json.path("tool_choice")).hasToString("{\"type\":\"function\",\"name\":\"get_weather\"}");
        assertThat(json.path("parallel_tool_calls").asBoolean(true)).isFalse();
        assertThat(sent("gpt-4o", with(Output.DEFAULT.withFormat(ResponseFormat.JSON)))
                        .path("text"))
                .hasToString("{\"format\":{\"type\":\"json_object\"}}");
    }

    @Test
    void furtherFieldsJoinOursAndNeverReplaceTheQuestion() {
        ChatRequest request = WireQuestions.TOOLS
                .withOutput(Output.DEFAULT.withMaxTokens(7).withFormat(ResponseFormat.JSON))
                .withExtras(Map.of(
                        "tools",
                        List.of(Map.of("type", "web_search")),
                        "text",
                        Map.of("verbosity", "low", "format", Map.of("type", "text")),
                        "max_output_tokens",
                        9,
                        "input",
                        "another question",
                        "model",
                        "another",
                        "stream",
                        true,
                        "store",
                        true));
        JsonNode json = sent("gpt-4o", request);

        assertThat(json.path("tools")).hasSize(2);
        assertThat(json.path("text")).hasToString("{\"format\":{\"type\":\"json_object\"},\"verbosity\":\"low\"}");
        assertThat(json.path("max_output_tokens").asInt()).isEqualTo(7);
        assertThat(json.path("model").asText()).isEqualTo("gpt-4o");
        assertThat(json.path("input")).hasSize(1);
        assertThat(json.has("stream")).isFalse();
        assertThat(json.path("store").asBoolean(true)).isFalse();
    }

    @Test
    void theOperatorsFieldsWin() {
        ResponsesRequest requests =
                new ResponsesRequest(Presets.SHIPPED.named("openai"), Map.of("store", true, "input", "x"));
        JsonNode json = requests.of(call("gpt-4o", ChatRequest.of("2+2?")), Set.of(), false);

        assertThat(json.path("store").asBoolean()).isTrue();
        assertThat(json.path("input").isArray()).isTrue();
    }

    @Test
    void stopSequencesAreRefusedBeforeTheCall() {
        Sampling stopping = new Sampling(null, null, null, null, null, null, List.of("END"));

        assertThatExceptionOfType(ProviderException.class)
                .isThrownBy(() -> sent("gpt-4o", ChatRequest.of("?").withSampling(stopping)))
                .withMessageContaining("api=chat")
                .satisfies(refused -> assertThat(refused.kind()).isEqualTo(Kind.BAD_REQUEST));
    }

    @Test
    void whatIsRefusedIsLeftOutButNeverTheQuestionOrItsLimit() {
        ChatRequest request = with(new Output(50, ResponseFormat.TEXT, "low", false, 0, Thinking.ON.withSummary()));
        JsonNode json = sent("gpt-5", request, "reasoning.summary", "input[0].role", "max_output_tokens");

        assertThat(json.path("reasoning")).hasToString("{\"effort\":\"low\"}");
        assertThat(json.path("input")).hasSize(1);
        assertThat(json.path("max_output_tokens").asInt()).isEqualTo(50);
        assertThat(sent("gpt-5", request, "reasoning").has("reasoning")).isFalse();
    }

    @Test
    void aToolLoopSendsThoughtsCallsAndResultsBackAsTheyCame() {
        String body = GoldenFiles.text("responses/reply-thinking.json");
        JsonNode came = Json.parseOrMissing(body).path("output");
        ChatReply reply = PROTOCOL.decode(
                call("gpt-5", ChatRequest.of("?")),
                new HttpReply(200, Map.of(), body.getBytes(StandardCharsets.UTF_8)));
        JsonNode input = sent(
                        "gpt-5",
                        ChatRequest.of(List.of(
                                ChatMessage.user("Compare"),
                                reply.message(),
                                ChatMessage.toolResult("call_1", "rain"),
                                ChatMessage.toolResult("call_2", "sun"))))
                .path("input");

        assertThat(reply.message().reasoning()).isEqualTo("Two cities are asked for.\nZürich first.");
        assertThat(reply.text()).isEqualTo("Let me look.");
        assertThat(StreamSupport.stream(input.spliterator(), false)
                        .map(item -> item.path("type").asText(item.path("role").asText())))
                .containsExactly(
                        "user",
                        "reasoning",
                        "assistant",
                        "function_call",
                        "reasoning",
                        "function_call",
                        "function_call_output",
                        "function_call_output");
        assertThat(input.path(1)).isEqualTo(came.path(0));
        assertThat(input.path(4)).isEqualTo(came.path(3));
        assertThat(input.path(5).path("arguments").asText()).isEqualTo("{}");
    }

    @Test
    void thoughtsOfOthersAreNotSent() {
        ChatMessage foreign = new ChatMessage(
                Role.ASSISTANT,
                List.of(
                        new ContentPart.Reasoning("hm", "EqoBCkgIARAB", false),
                        new ContentPart.Reasoning("opaque", null, true),
                        new ContentPart.Reasoning("plain", null, false),
                        new ContentPart.Text("4")),
                List.of(),
                null);

        assertThat(sent("gpt-5", ChatRequest.of(List.of(ChatMessage.user("2+2?"), foreign, ChatMessage.user("sure?"))))
                        .path("input"))
                .hasToString("[{\"role\":\"user\",\"content\":\"2+2?\"},{\"role\":\"assistant\",\"content\":\"4\"},"
                        + "{\"role\":\"user\",\"content\":\"sure?\"}]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt-5-pro", "gpt-5-pro-2025-10-06", "o1-pro", "o3-pro", "gpt-5-codex", "o3-deep-research"})
    void modelsThatOnlyResponsesLeadToAreAskedThere(String model) {
        assertThat(path(ProviderSettings.of("openai"), model)).isEqualTo("/v1/responses");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt-5", "o3", "gpt-4o", "o4-mini"})
    void allOthersAreAskedForChatCompletionsUnlessTheOptionSaysOtherwise(String model) {
        ProviderSettings settings = ProviderSettings.of("openai");
        assertThat(path(settings, model)).isEqualTo("/v1/chat/completions");
        assertThat(path(settings.withHosting(Hosting.OWN.withApi("responses")), model))
                .isEqualTo("/v1/responses");
    }

    private static String path(ProviderSettings settings, String model) {
        return OpenAiProviders.protocol(settings.withApiKey("k").withEnvironment(name -> null), CLOCK)
                .encode(call(model, ChatRequest.of("?")), Set.of())
                .uri()
                .getPath();
    }

    @Test
    void anUnknownApiIsRefusedByItsOption() {
        ProviderSettings settings =
                ProviderSettings.of("openai").withApiKey("k").withHosting(Hosting.OWN.withApi("assistants"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> OpenAiProviders.protocol(settings, CLOCK))
                .withMessageContaining("option api")
                .withMessageContaining("responses");
    }
}
