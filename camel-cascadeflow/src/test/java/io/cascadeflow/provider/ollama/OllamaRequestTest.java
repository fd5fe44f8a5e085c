package io.cascadeflow.provider.ollama;

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
import io.cascadeflow.model.Thinking;
import io.cascadeflow.model.ToolCall;
import io.cascadeflow.model.ToolChoice;
import io.cascadeflow.model.ToolSpec;
import io.cascadeflow.model.Tools;
import io.cascadeflow.provider.ChatCall;
import io.cascadeflow.provider.GoldenFiles;
import io.cascadeflow.provider.MarkedQuestion;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderException.Kind;
import io.cascadeflow.provider.WireJson;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OllamaRequestTest {

    private static final ChatRequest HELLO = ChatRequest.of("Hello");
    private static final ToolSpec TODAY = new ToolSpec("today", "", "", null);
    private static final ToolSpec LATER = new ToolSpec("later", "", "{}", null);

    @Test
    void everythingThatOllamaTakesIsSent() {
        ChatMessage question = new ChatMessage(
                Role.USER,
                List.of(
                        new ContentPart.Text("What are "),
                        new ContentPart.ImageData("image/png", "iVBORw0KGgo="),
                        new ContentPart.Text("these?"),
                        new ContentPart.ImageUrl("data:image/gif;base64,R0lGODlh", null)),
                List.of(),
                null);
        ChatMessage calls = new ChatMessage(
                Role.ASSISTANT,
                List.of(
                        new ContentPart.Reasoning("Look both up.", null, false),
                        new ContentPart.Reasoning("b3BhcXVl", null, true),
                        new ContentPart.Text("I look it up.")),
                List.of(
                        new ToolCall("a", "price_of", "{\"item\":\"tea\",\"amount\":1.10}"),
                        new ToolCall("b", "today", " "),
                        new ToolCall("c", "today", "[1]")),
                null);
        ChatRequest request = new ChatRequest(
                List.of(
                        ChatMessage.system("You are a clerk."),
                        ChatMessage.of(Role.DEVELOPER, "Be brief."),
                        question,
                        calls,
                        ChatMessage.toolResult("a", "3.20"),
                        ChatMessage.toolResult("b", "Monday"),
                        ChatMessage.toolResult("x", "lost")),
                new Tools(List.of(TODAY, LATER), new ToolChoice.Named("today"), null),
                new Sampling(0.7, 0.9, 40, 7L, 1.0, -1.0, List.of("END")),
                new Output(
                        500,
                        new ResponseFormat.Schema(
                                "x", "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}}}", true),
                        "minimal",
                        true,
                        3),
                "nobody",
                Map.of("stream", true, "num_ctx", 8192, "options", Map.of("min_p", 0.05)));

        ObjectNode body =
                OllamaRequest.of(call("gpt-oss:20b", request), Map.of("keep_alive", "10m", "num_ctx", 1), Set.of());

        assertThat(WireJson.objectIn(WireJson.text(body))).contains(GoldenFiles.json("ollama/request-everything.json"));
    }

    @Test
    void aQuestionAloneLeavesAllToTheServer() {
        assertThat(body("llama3.2", HELLO).properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrder("model", "messages", "stream");
    }

    @Test
    void anImageByAddressIsRefusedAndItsAddressNotTold() {
        ChatMessage image = new ChatMessage(
                Role.USER, List.of(new ContentPart.ImageUrl("https://example.org/private.png", null)), List.of(), null);

        assertThatExceptionOfType(ProviderException.class)
                .isThrownBy(() -> body("llava", ChatRequest.of(List.of(image))))
                .matches(error -> error.kind() == Kind.BAD_REQUEST)
                .withMessageContaining("base64")
                .withMessageNotContaining("private");
    }

    @ParameterizedTest
    @CsvSource({
        "llama3.2,,",
        "qwen3:8b,none,false",
        "qwen3:8b,minimal,true",
        "qwen3:8b,high,true",
        "gpt-oss:20b,none,false",
        "gpt-oss:20b,minimal,low",
        "gpt-oss,low,low",
        "someone/gpt-oss-mini,medium,medium",
        "gpt-oss:120b-cloud,max,high"
    })
    void effortBecomesThink(String model, @Nullable String effort, @Nullable String think) {
        JsonNode body = body(model, HELLO.withOutput(new Output(null, ResponseFormat.TEXT, effort, false, 0)));

        assertThat(body.path("think").asText(null)).isEqualTo(think);
        assertThat(body.path("think").isBoolean()).isEqualTo("true".equals(think) || "false".equals(think));
    }

    @Test
    void anUnknownEffortIsRefusedWithTheKnownOnes() {
        Output huge = new Output(null, ResponseFormat.TEXT, "huge", false, 0);

        assertThatExceptionOfType(ProviderException.class)
                .isThrownBy(() -> body("qwen3", HELLO.withOutput(huge)))
                .withMessageContainingAll("reasoningEffort 'huge'", "none", "max");
    }

    @Test
    void anyJsonIsAFormat() {
        JsonNode body = body("llama3.2", HELLO.withOutput(Output.DEFAULT.withFormat(ResponseFormat.JSON)));

        assertThat(body.path("format").asText()).isEqualTo("json");
    }

    @Test
    void aSchemaThatIsNoneIsRefused() {
        ResponseFormat format = new ResponseFormat.Schema("city", "nonsense", true);

        assertThatExceptionOfType(ProviderException.class)
                .isThrownBy(() -> body("llama3.2", HELLO.withOutput(Output.DEFAULT.withFormat(format))))
                .withMessageContaining("response format 'city'");
        assertThatExceptionOfType(ProviderException.class)
                .isThrownBy(() -> body("llama3.2", HELLO.withTools(Tools.of(new ToolSpec("t", "", "7", null)))))
                .withMessageContaining("tool 't'");
    }

    @ParameterizedTest
    @CsvSource({"auto,2", "required,2", "none,0"})
    void theChoiceNarrowsTheOffer(String mode, int offered) {
        Tools tools = new Tools(List.of(TODAY, LATER), new ToolChoice.Mode(mode), null);

        assertThat(body("llama3.2", HELLO.withTools(tools)).path("tools")).hasSize(offered);
    }

    @Test
    void noExtraChangesWhatPolicyGuardAndBudgetHaveSeen() {
        Map<String, Object> fields = Map.of(
                "model", "dearer", "messages", List.of(), "num_predict", 64_000, "options", Map.of("num_predict", 5));
        ChatRequest limited = HELLO.withOutput(Output.DEFAULT.withMaxTokens(9));

        assertThat(OllamaRequest.of(call("llama3.2", limited), fields, Set.of()))
                .isEqualTo(body("llama3.2", limited));
        assertThat(body("llama3.2", limited.withExtras(fields))).isEqualTo(body("llama3.2", limited));
        assertThat(body("llama3.2", HELLO.withExtras(Map.of("num_predict", 5)))
                        .at("/options/num_predict")
                        .asInt())
                .isEqualTo(5);
    }

    @Test
    void logprobsWithoutAlternativesAreAskedFor() {
        JsonNode body = body("llama3.2", HELLO.withOutput(Output.DEFAULT.withLogprobs(0)));

        assertThat(body.path("logprobs").asBoolean()).isTrue();
        assertThat(body.path("top_logprobs").asInt(-1)).isZero();
    }

    @Test
    void refusedParametersAreLeftOutWhereverTheyAre() {
        ChatRequest request = HELLO.withSampling(Sampling.DEFAULT.withTemperature(0.5))
                .withOutput(new Output(9, ResponseFormat.TEXT, "high", true, 1));
        ObjectNode body = OllamaRequest.of(
                call("llama3.2", request), Map.of(), Set.of("temperature", "think", "model", "messages", "stream"));

        assertThat(body.has("think")).isFalse();
        assertThat(body.path("options").has("temperature")).isFalse();
        assertThat(body.path("options").has("num_predict")).isTrue();
        assertThat(body.has("model") && body.has("messages") && body.has("stream"))
                .isTrue();
    }

    @Test
    void marksForCachesAreNotSent() {
        assertThat(body("llama3.2", MarkedQuestion.MARKED)).isEqualTo(body("llama3.2", MarkedQuestion.PLAIN));
    }

    /** A budget in tokens, which Ollama does not know, is a level where the model has them. */
    @Test
    void aThinkingBudgetIsALevel() {
        ChatRequest request = HELLO.withOutput(Output.DEFAULT.withThinking(Thinking.within(9000)));

        assertThat(body("gpt-oss:20b", request).path("think").asText()).isEqualTo("medium");
        assertThat(body("qwen3", request).path("think").asBoolean()).isTrue();
    }

    private static ObjectNode body(String model, ChatRequest request) {
        return OllamaRequest.of(call(model, request), Map.of(), Set.of());
    }

    private static ChatCall call(String model, ChatRequest request) {
        return new ChatCall(model, request, Instant.MAX, "key");
    }
}
