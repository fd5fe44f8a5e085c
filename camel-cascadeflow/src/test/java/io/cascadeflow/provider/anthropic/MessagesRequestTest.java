package io.cascadeflow.provider.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.ContentPart;
import io.cascadeflow.model.Output;
import io.cascadeflow.model.ResponseFormat;
import io.cascadeflow.model.Role;
import io.cascadeflow.model.Sampling;
import io.cascadeflow.model.ToolCall;
import io.cascadeflow.model.ToolChoice;
import io.cascadeflow.model.ToolSpec;
import io.cascadeflow.model.Tools;
import io.cascadeflow.provider.ChatCall;
import io.cascadeflow.provider.GoldenFiles;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderException.Kind;
import io.cascadeflow.provider.WireJson;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesRequestTest {

    private static final String MODEL = "claude-sonnet-4-5";
    private static final ChatRequest HELLO = ChatRequest.of("Hello");
    private static final ToolSpec TODAY = new ToolSpec("today", "", "", null);

    @Test
    void aQuestionBecomesTheSmallestRequest() {
        assertThat(body(HELLO)).isEqualTo(GoldenFiles.json("anthropic/request-minimal.json"));
    }

    @Test
    void aToolLoopGoesBackAsAnthropicWantsIt() {
        ChatMessage question = new ChatMessage(
                Role.USER,
                List.of(
                        new ContentPart.Text("What is on this receipt?"),
                        new ContentPart.ImageUrl("https://example.org/receipt.png", "high"),
                        new ContentPart.ImageData("image/png", "iVBORw0KGgo="),
                        new ContentPart.ImageUrl("data:image/gif;base64,R0lGODlh", null)),
                List.of(),
                null);
        ChatMessage calls = new ChatMessage(
                Role.ASSISTANT,
                List.of(
                        new ContentPart.Reasoning("Look both up.", "c2VhbA==", false),
                        new ContentPart.Reasoning("b3BhcXVl", null, true),
                        new ContentPart.Reasoning("", "c2VhbDI=", false),
                        new ContentPart.Text("I look it up.")),
                List.of(
                        new ToolCall("toolu_1", "price_of", "{\"item\":\"tea\",\"amount\":1.10}"),
                        new ToolCall("toolu_2", "today", "")),
                null);
        ChatRequest request = new ChatRequest(
                List.of(
                        ChatMessage.system("You are a clerk."),
                        question,
                        calls,
                        ChatMessage.of(Role.DEVELOPER, "Be brief from here on."),
                        ChatMessage.user("Hurry."),
                        ChatMessage.toolResult("toolu_1", "3.20"),
                        ChatMessage.toolResult("toolu_2", ""),
                        ChatMessage.user("Please.")),
                new Tools(
                        List.of(
                                new ToolSpec(
                                        "price_of",
                                        "The price of an item",
                                        "{\"type\":\"object\",\"properties\":{\"item\":{\"type\":\"string\"}}}",
                                        true),
                                new ToolSpec("today", "", "{}", false)),
                        ToolChoice.AUTO,
                        false),
                new Sampling(0.7, 0.9, 40, 7L, 1.0, 1.0, List.of("END")),
                new Output(null, ResponseFormat.TEXT, "medium", true, 3),
                "u-17",
                Map.of(
                        "cache_control",
                        Map.of("type", "ephemeral", "ttl", "1h"),
                        "tools",
                        List.of(Map.of("type", "web_search_20250305", "name", "web_search")),
                        "stream",
                        true));

        ObjectNode body = MessagesRequest.of(call(MODEL, request), Map.of("service_tier", "standard_only"), Set.of());

        assertThat(body).isEqualTo(GoldenFiles.json("anthropic/request-tool-loop.json"));
    }

    @Test
    void aSchemaAnEffortAndAnExtraShareTheOutputConfig() {
        ResponseFormat format = new ResponseFormat.Schema(
                "city", "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}}}", true);
        ChatRequest request = HELLO.withOutput(new Output(null, format, "minimal", false, 0))
                .withExtras(Map.of("output_config", Map.of("task_budget", Map.of("type", "tokens", "total", 20000))));

        assertThat(body("claude-opus-4-8", request)).isEqualTo(GoldenFiles.json("anthropic/request-schema.json"));
    }

    @Test
    void aModelWithoutStructuredOutputIsToldTheSchema() {
        ResponseFormat format = new ResponseFormat.Schema("x", "{\"type\":\"object\",\"title\":\"T-1\"}", true);
        JsonNode body = body("claude-3-5-haiku-20241022", HELLO.withOutput(Output.DEFAULT.withFormat(format)));

        assertThat(body.has("output_config")).isFalse();
        assertThat(body.at("/system/0/text").asText()).contains("JSON object", "T-1");
    }

    @Test
    void anyJsonIsAskedForInWords() {
        ChatRequest request =
                HELLO.withSystemMessage("Speak French.").withOutput(Output.DEFAULT.withFormat(ResponseFormat.JSON));

        assertThat(body(request).at("/system/0/text").asText()).isEqualTo("Speak French.");
        assertThat(body(request).at("/system/1/text").asText()).contains("JSON object");
    }

    @ParameterizedTest
    @CsvSource({"0,0", "0.4,0.4", "1,1", "1.7,1", "2,1"})
    void temperatureIsClampedToOne(double asked, double sent) {
        JsonNode body = body(HELLO.withSampling(Sampling.DEFAULT.withTemperature(asked)));

        assertThat(body.path("temperature").asDouble()).isEqualTo(sent);
    }

    @Test
    void samplingGoesToModelsThatTakeAllOfIt() {
        Sampling sampling = new Sampling(0.5, 0.9, 40, null, null, null, List.of());
        JsonNode body = body("claude-sonnet-4-20250514", HELLO.withSampling(sampling));

        assertThat(body.path("temperature").asDouble()).isEqualTo(0.5);
        assertThat(body.path("top_p").asDouble()).isEqualTo(0.9);
        assertThat(body.path("top_k").asInt()).isEqualTo(40);
    }

    @Test
    void ofTemperatureAndTopPTheMiddleGenerationTakesOne() {
        Sampling both = Sampling.DEFAULT.withTemperature(0.5).withTopP(0.9);

        assertThat(body(HELLO.withSampling(both)).has("top_p")).isFalse();
        assertThat(body(HELLO.withSampling(both)).has("temperature")).isTrue();
        assertThat(body(HELLO.withSampling(Sampling.DEFAULT.withTopP(0.9))).has("top_p"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "claude-opus-4-7",
                "claude-opus-4-8",
                "claude-opus-5",
                "claude-sonnet-5",
                "claude-fable-5",
                "claude-haiku-6",
                "us.anthropic.claude-opus-4-7-v1:0",
                "anthropic/claude-opus-4.7"
            })
    void theNewestModelsGetNoSampling(String model) {
        ChatRequest request = HELLO.withSampling(new Sampling(0.5, 0.9, 40, null, null, null, List.of("END")))
                .withExtras(Map.of("top_p", 0.3));
        JsonNode body = body(model, request);

        assertThat(body.properties()).extracting(Map.Entry::getKey).doesNotContain("temperature", "top_p", "top_k");
        assertThat(body.has("stop_sequences")).isTrue();
    }

    @Test
    void thinkingAskedForByAnExtraCostsTheTemperatureAndRaisesTheDefaultLimit() {
        ChatRequest request = HELLO.withSampling(Sampling.DEFAULT.withTemperature(0.5))
                .withExtras(Map.of("thinking", Map.of("type", "enabled", "budget_tokens", 10_000)));
        JsonNode body = body(request);

        assertThat(body.has("temperature")).isFalse();
        assertThat(body.path("max_tokens").asInt()).isEqualTo(14_096);
        assertThat(body(request.withOutput(Output.DEFAULT.withMaxTokens(2000)))
                        .path("max_tokens")
                        .asInt())
                .isEqualTo(2000);
    }

    @Test
    void anExtraWinsOverTheOperatorsFieldAndThatOverTheTypedOne() {
        ChatRequest request = HELLO.withUser("typed").withExtras(Map.of("max_tokens", 7));
        Map<String, Object> fields =
                Map.of("max_tokens", 5, "metadata", Map.of("user_id", "field"), "container", "c", "stream", true);
        JsonNode body = MessagesRequest.of(call(MODEL, request), fields, Set.of());

        assertThat(body.path("max_tokens").asInt()).isEqualTo(7);
        assertThat(body.at("/metadata/user_id").asText()).isEqualTo("field");
        assertThat(body.path("container").asText()).isEqualTo("c");
        assertThat(body.has("stream")).isFalse();
    }

    @Test
    void noExtraChangesWhatPolicyGuardAndBudgetHaveSeen() {
        Map<String, Object> fields = Map.of("model", "dearer", "messages", List.of(), "max_tokens", 64_000);
        ChatRequest limited = HELLO.withOutput(Output.DEFAULT.withMaxTokens(9));

        assertThat(MessagesRequest.of(call(MODEL, limited), fields, Set.of())).isEqualTo(body(limited));
        assertThat(body(limited.withExtras(fields))).isEqualTo(body(limited));
    }

    @ParameterizedTest
    @CsvSource({
        "auto,,,",
        "auto,true,auto,false",
        "auto,false,auto,true",
        "required,,any,",
        "required,false,any,true",
        "none,false,none,"
    })
    void toolChoiceIsTranslated(String mode, Boolean parallel, String type, Boolean disabled) {
        JsonNode body = body(HELLO.withTools(new Tools(List.of(TODAY), new ToolChoice.Mode(mode), parallel)));

        assertThat(body.at("/tool_choice/type").asText(null)).isEqualTo(type);
        assertThat(body.at("/tool_choice/disable_parallel_tool_use").asText(null))
                .isEqualTo(disabled == null ? null : disabled.toString());
    }

    @Test
    void aNamedToolIsForced() {
        JsonNode body = body(HELLO.withTools(new Tools(List.of(TODAY), new ToolChoice.Named("today"), null)));

        assertThat(body.path("tool_choice"))
                .isEqualTo(WireJson.object().put("type", "tool").put("name", "today"));
    }

    @Test
    void noChoiceIsSentWithoutTools() {
        assertThat(body(HELLO.withTools(new Tools(List.of(), ToolChoice.NONE, false)))
                        .has("tool_choice"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1]", "nonsense", "{\"a\":", "\"text\"", "null", "{} {}"})
    void argumentsThatAreNoObjectGoBackWrapped(String arguments) {
        ChatMessage call =
                new ChatMessage(Role.ASSISTANT, List.of(), List.of(new ToolCall("toolu_1", "today", arguments)), null);
        JsonNode body = body(ChatRequest.of(List.of(ChatMessage.user("?"), call)));

        assertThat(body.at("/messages/1/content/0/input"))
                .isEqualTo(WireJson.object().put("invalid_arguments", arguments));
    }

    @Test
    void idsOfOtherProvidersAreMadeFitAndStayPaired() {
        ChatMessage calls = new ChatMessage(
                Role.ASSISTANT,
                List.of(),
                List.of(new ToolCall("a.b:1", "today", "{}"), new ToolCall("a:b.1", "today", "{}")),
                null);
        JsonNode messages = body(ChatRequest.of(List.of(
                        ChatMessage.user("?"),
                        calls,
                        ChatMessage.toolResult("a.b:1", "1"),
                        ChatMessage.toolResult("a:b.1", "2"))))
                .path("messages");

        String first = messages.at("/1/content/0/id").asText();
        String second = messages.at("/1/content/1/id").asText();
        assertThat(List.of(first, second)).doesNotHaveDuplicates().allMatch(id -> id.matches("[a-zA-Z0-9_-]+"));
        assertThat(messages.at("/2/content/0/tool_use_id").asText()).isEqualTo(first);
        assertThat(messages.at("/2/content/1/tool_use_id").asText()).isEqualTo(second);
    }

    @Test
    void aUserSpeaksFirst() {
        List<ChatMessage> greeting =
                List.of(ChatMessage.system("s"), ChatMessage.assistant("Hi, I am Bob."), ChatMessage.user("Hi"));

        assertThat(roles(ChatRequest.of(greeting))).containsExactly("user", "assistant", "user");
        assertThat(roles(ChatRequest.of(List.of(ChatMessage.system("Write a poem.")))))
                .containsExactly("user");
    }

    @Test
    void thoughtsThatAreNotAnthropicsAndBlankTextsAreLeftOut() {
        ChatMessage foreign = new ChatMessage(
                Role.ASSISTANT,
                List.of(
                        new ContentPart.Reasoning("hm", null, false),
                        new ContentPart.Reasoning("hm", "{\"type\":\"reasoning\"}", false),
                        new ContentPart.Reasoning("gAAAAAB", "{\"type\":\"reasoning\"}", true),
                        new ContentPart.Text(" "),
                        new ContentPart.Text("Yes")),
                List.of(),
                null);
        JsonNode body = body(ChatRequest.of(List.of(ChatMessage.user("?"), foreign, ChatMessage.user("So?"))));

        assertThat(body.at("/messages/1/content")).hasSize(1);
        assertThat(body.at("/messages/1/content/0/text").asText()).isEqualTo("Yes");
    }

    @Test
    void aTurnThatSaysNothingLetsItsNeighboursMeet() {
        ChatRequest request =
                ChatRequest.of(List.of(ChatMessage.user("one"), ChatMessage.assistant(""), ChatMessage.user("two")));

        assertThat(roles(request)).containsExactly("user");
        assertThat(body(request).at("/messages/0/content")).hasSize(2);
    }

    @Property
    void anyConversationAlternatesBeginsWithAUserAndLosesNoText(@ForAll @Size(min = 1, max = 12) List<Role> roles) {
        List<ChatMessage> messages = roles.stream()
                .map(role -> role == Role.TOOL ? ChatMessage.toolResult("t", "said") : ChatMessage.of(role, "said"))
                .toList();
        JsonNode body = body(ChatRequest.of(messages));

        String expected = "user";
        for (JsonNode message : body.path("messages")) {
            assertThat(message.path("role").asText()).isEqualTo(expected);
            assertThat(message.path("content")).isNotEmpty();
            expected = expected.equals("user") ? "assistant" : "user";
        }
        assertThat(body.findValuesAsText("text").stream().filter("said"::equals))
                .hasSameSizeAs(roles);
    }

    @Test
    void halfASurrogatePairInAPromptIsSent() {
        ChatRequest request = ChatRequest.of("broken \ud83d text");

        assertThat(new String(WireJson.bytes(body(request)), java.nio.charset.StandardCharsets.UTF_8))
                .contains("broken ? text");
    }

    @Test
    void refusedParametersAreLeftOut() {
        ChatRequest request = HELLO.withSampling(Sampling.DEFAULT.withTemperature(0.5))
                .withOutput(new Output(null, ResponseFormat.TEXT, "high", false, 0));
        JsonNode body = MessagesRequest.of(
                call("claude-opus-4-6", request),
                Map.of(),
                Set.of("temperature", "output_config.effort", "absent.inner", "messages", "max_tokens", "model"));

        assertThat(body.has("temperature")).isFalse();
        assertThat(body.at("/output_config/effort").isMissingNode()).isTrue();
        assertThat(body.has("thinking")).isTrue();
        assertThat(body.has("messages") && body.has("max_tokens") && body.has("model"))
                .isTrue();
    }

    @Test
    void parametersOfAToolMustBeASchema() {
        ChatRequest request = HELLO.withTools(Tools.of(new ToolSpec("today", "", "nonsense", null)));

        assertThatExceptionOfType(ProviderException.class)
                .isThrownBy(() -> body(request))
                .withMessageContaining("tool 'today'")
                .matches(error -> error.kind() == Kind.BAD_REQUEST);
    }

    @Test
    void theSchemaOfAnAnswerMustBeOne() {
        ResponseFormat format = new ResponseFormat.Schema("city", "[]", true);

        assertThatExceptionOfType(ProviderException.class)
                .isThrownBy(() -> body(HELLO.withOutput(Output.DEFAULT.withFormat(format))))
                .withMessageContaining("response format 'city'");
    }

    private static List<String> roles(ChatRequest request) {
        return body(request).path("messages").findValuesAsText("role");
    }

    private static ObjectNode body(ChatRequest request) {
        return body(MODEL, request);
    }

    private static ObjectNode body(String model, ChatRequest request) {
        return MessagesRequest.of(call(model, request), Map.of(), Set.of());
    }

    private static ChatCall call(String model, ChatRequest request) {
        return new ChatCall(model, request, Instant.MAX, "key");
    }
}
