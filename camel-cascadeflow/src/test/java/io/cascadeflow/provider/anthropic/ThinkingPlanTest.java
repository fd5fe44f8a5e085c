package io.cascadeflow.provider.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.Output;
import io.cascadeflow.model.ResponseFormat;
import io.cascadeflow.model.Role;
import io.cascadeflow.model.Thinking;
import io.cascadeflow.model.ToolCall;
import io.cascadeflow.model.ToolChoice;
import io.cascadeflow.model.ToolSpec;
import io.cascadeflow.model.Tools;
import io.cascadeflow.provider.ChatCall;
import io.cascadeflow.provider.ProviderException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThinkingPlanTest {

    private static final ChatRequest HELLO = ChatRequest.of("Hello");

    @ParameterizedTest
    @CsvSource({
        "claude-sonnet-4-5,none,,4096",
        "claude-sonnet-4-5,minimal,1024,5120",
        "claude-sonnet-4-5,low,2048,6144",
        "claude-haiku-4-5,medium,8192,12288",
        "claude-3-7-sonnet-20250219,high,16384,20480",
        "claude-opus-4-1-20250805,high,16384,20480",
        "claude-opus-4-20250514,max,27904,32000",
        "claude-sonnet-4-0,max,32768,36864",
        "claude-opus-4@20250514,low,2048,6144",
        "claude-3-5-sonnet-20241022,high,,4096",
        "claude-3-opus-20240229,high,,4096",
        "my-proxy-alias,low,2048,6144"
    })
    void modelsUpToTheMiddleGenerationThinkWithABudget(String model, String effort, Integer budget, int maxTokens) {
        ObjectNode body = body(model, effort, null);

        assertThat(body.path("max_tokens").asInt()).isEqualTo(maxTokens);
        assertThat(body.has("thinking")).isEqualTo(budget != null);
        assertThat(body.at("/thinking/type").asText()).isEqualTo(budget == null ? "" : "enabled");
        assertThat(body.at("/thinking/budget_tokens").asInt()).isEqualTo(budget == null ? 0 : budget);
        assertThat(body.has("output_config")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "claude-opus-4-6,minimal,low",
        "claude-opus-4-6,xhigh,high",
        "claude-opus-4-6,max,max",
        "claude-sonnet-4-6,medium,medium",
        "claude-opus-4-7,xhigh,xhigh",
        "claude-opus-4-8,high,high",
        "claude-sonnet-5,high,high",
        "claude-sonnet-5-5,low,low",
        "claude-fable-5,max,max",
        "anthropic.claude-opus-5-v1:0,low,low"
    })
    void laterModelsAreGivenAnEffort(String model, String effort, String sent) {
        ObjectNode body = body(model, effort, null);

        assertThat(body.at("/thinking/type").asText()).isEqualTo("adaptive");
        assertThat(body.at("/output_config/effort").asText()).isEqualTo(sent);
        assertThat(body.path("max_tokens").asInt()).isEqualTo(16_384);
    }

    @ParameterizedTest
    @CsvSource({
        "claude-opus-5,disabled",
        "claude-sonnet-5,disabled",
        "claude-sonnet-5-5,",
        "claude-fable-5,",
        "claude-opus-4-8,",
        "claude-sonnet-4-6,"
    })
    void noThinkingIsSaidOnlyWhereItMustAndCanBe(String model, @Nullable String type) {
        assertThat(body(model, "none", null).at("/thinking/type").asText(null)).isEqualTo(type);
    }

    /** Whoever asks for a budget in tokens gets it as it is, and what a call may generate stays the same. */
    @ParameterizedTest
    @CsvSource({
        "claude-sonnet-4-5,20000,1024,enabled,1024,",
        "claude-sonnet-4-5,20000,19999,enabled,19999,",
        "claude-opus-4-1,100000,40000,enabled,27904,",
        "claude-sonnet-4-5,5000,6000,enabled,3750,",
        "claude-sonnet-4-5,1500,6000,,0,",
        "claude-3-5-haiku,5000,2000,,0,",
        "claude-opus-4-6,20000,9000,adaptive,0,medium",
        "claude-opus-4-8,20000,16384,adaptive,0,high"
    })
    void aBudgetInTokensIsKept(
            String model, int maxTokens, int asked, @Nullable String type, int budget, @Nullable String effort) {
        ObjectNode body = body(model, thinking(Thinking.within(asked), null, maxTokens));

        assertThat(body.at("/thinking/type").textValue()).isEqualTo(type);
        assertThat(body.at("/thinking/budget_tokens").asInt()).isEqualTo(budget);
        assertThat(body.at("/output_config/effort").textValue()).isEqualTo(effort);
        assertThat(body.path("max_tokens").asInt())
                .isEqualTo(Math.min(maxTokens, model.contains("4-1") ? 32_000 : maxTokens));
    }

    @Test
    void anEffortIsNoWishToThinkWhereThinkingIsSpokenOf() {
        ObjectNode usual = body("claude-opus-4-6", thinking(Thinking.USUAL, "low", 100));
        ObjectNode off = body("claude-opus-5", thinking(Thinking.OFF, "low", 100));

        assertThat(usual.has("thinking")).isFalse();
        assertThat(usual.at("/output_config/effort").asText()).isEqualTo("low");
        assertThat(off.at("/thinking/type").asText()).isEqualTo("disabled");
        assertThat(off.at("/output_config/effort").asText()).isEqualTo("low");
        assertThat(body("claude-sonnet-4-5", thinking(Thinking.USUAL, "low", 100))
                        .has("output_config"))
                .isFalse();
    }

    @Test
    void theEffortsThatOthersAreToldAreThoseOfOurTable() {
        ModelFamilies.SHIPPED.budgets().entrySet().stream()
                .filter(row -> row.getValue() <= 16_384)
                .forEach(row -> assertThat(Thinking.within(row.getValue()).nearestEffort())
                        .isEqualTo(row.getKey()));
    }

    private static ChatRequest thinking(Thinking thinking, @Nullable String effort, int maxTokens) {
        return HELLO.withOutput(output(effort, maxTokens).withThinking(thinking));
    }

    @Test
    void withoutAnEffortNothingIsSaid() {
        assertThat(body("claude-opus-4-8", null, null).has("thinking")).isFalse();
        assertThat(body("claude-sonnet-4-5", null, null).has("thinking")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "claude-3-haiku-20240307,4096",
        "claude-3.5-sonnet,8192",
        "claude-opus-4-1,32000",
        "claude-haiku-4-5,64000",
        "claude-opus-4-9,128000",
        "my-proxy-alias,900000"
    })
    void noMoreIsAskedForThanTheModelCanGenerate(String model, int sent) {
        assertThat(body(model, null, 900_000).path("max_tokens").asInt()).isEqualTo(sent);
        assertThat(body(model, null, 17).path("max_tokens").asInt()).isEqualTo(17);
    }

    @Property
    void budgetLeavesRoomForTheAnswer(@ForAll @IntRange(min = 1, max = 70_000) int maxTokens) {
        ObjectNode body = body("claude-sonnet-4-5", "high", maxTokens);
        int limit = body.path("max_tokens").asInt();

        assertThat(limit).isEqualTo(Math.min(64_000, maxTokens));
        if (body.has("thinking")) {
            assertThat(body.at("/thinking/budget_tokens").asInt()).isBetween(1024, Math.min(16_384, limit - 1024));
        } else {
            assertThat(limit).isLessThan(2048);
        }
    }

    @Test
    void aForcedToolLeavesNoRoomForABudgetButForAnEffort() {
        Tools forced = new Tools(List.of(new ToolSpec("t", "", "", null)), ToolChoice.REQUIRED, null);
        ChatRequest request = HELLO.withTools(forced).withOutput(output("high", null));

        assertThat(body("claude-sonnet-4-5", request).has("thinking")).isFalse();
        assertThat(body("claude-sonnet-4-5", request).path("tool_choice")).isNotEmpty();
        assertThat(body("claude-opus-4-6", request).has("thinking")).isTrue();
    }

    @Test
    void aToolLoopBegunWithoutThinkingGoesOnWithoutABudget() {
        ChatMessage call =
                new ChatMessage(Role.ASSISTANT, List.of(), List.of(new ToolCall("toolu_1", "t", "{}")), null);
        ChatRequest loop = ChatRequest.of(List.of(ChatMessage.user("?"), call, ChatMessage.toolResult("toolu_1", "1")))
                .withOutput(output("high", null));

        assertThat(body("claude-sonnet-4-5", loop).has("thinking")).isFalse();
        assertThat(body("claude-opus-4-6", loop).has("thinking")).isTrue();
    }

    @Test
    void anUnknownEffortIsRefusedWithTheKnownOnes() {
        assertThatExceptionOfType(ProviderException.class)
                .isThrownBy(() -> body("claude-sonnet-4-5", "huge", null))
                .withMessageContainingAll("reasoningEffort 'huge'", "none", "minimal", "max");
    }

    private static Output output(@Nullable String effort, @Nullable Integer maxTokens) {
        return new Output(maxTokens, ResponseFormat.TEXT, effort, false, 0);
    }

    private static ObjectNode body(String model, @Nullable String effort, @Nullable Integer maxTokens) {
        return body(model, HELLO.withOutput(output(effort, maxTokens)));
    }

    private static ObjectNode body(String model, ChatRequest request) {
        return MessagesRequest.of(new ChatCall(model, request, Instant.MAX, "key"), Map.of(), Set.of());
    }
}
