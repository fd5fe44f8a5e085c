package io.cascadeflow.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.Output;
import io.cascadeflow.model.ResponseFormat;
import io.cascadeflow.model.Sampling;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelPoliciesTest {

    @ParameterizedTest
    @CsvSource({
        "gpt-5-mini,gpt-5-mini",
        "openai/gpt-5-mini-2025-08-07:free,gpt-5-mini",
        "o1-2024-12-17,o1",
        "accounts/fireworks/models/DeepSeek-R1-0528,deepseek-r1",
        "ft:gpt-4o-mini:acme::x1,gpt-4o-mini",
        "claude-sonnet-4-20250514,claude-sonnet-4"
    })
    void baseNameHasNeitherVendorNorDate(String model, String baseName) {
        assertThat(ModelPolicies.baseName(model)).isEqualTo(baseName);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "o1",
                "o1-2024-12-17",
                "o1-pro",
                "o3",
                "o3-mini",
                "o3-pro",
                "o4-mini-2025-04-16",
                "gpt-5",
                "gpt-5-nano",
                "gpt-5.1",
                "gpt-5.2-pro",
                "gpt-5.6-sol",
                "gpt-6",
                "openai/gpt-5",
                "openai/o3-mini"
            })
    void reasoningModelsGetNoSamplingAndNoLogprobs(String model) {
        JsonNode sent = Wire.sent("openai", model, request("medium"));

        for (String field :
                List.of("temperature", "top_p", "presence_penalty", "frequency_penalty", "logprobs", "top_logprobs")) {
            assertThat(sent.has(field)).as(field).isFalse();
        }
        assertThat(sent.path("reasoning_effort").asText()).isEqualTo("medium");
        assertThat(sent.path("max_completion_tokens").asInt()).isEqualTo(9);
        assertThat(sent.findValuesAsText("role")).containsExactly("developer", "user");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"gpt-4o", "gpt-4.1-mini", "gpt-4", "gpt-3.5-turbo", "gpt-5-chat-latest", "gpt-5.1-chat-latest"})
    void otherModelsGetSamplingAndLogprobsButNoEffort(String model) {
        JsonNode sent = Wire.sent("openai", model, request("medium"));

        assertThat(sent.path("temperature").asDouble()).isEqualTo(0.5);
        assertThat(sent.path("top_logprobs").asInt()).isEqualTo(3);
        assertThat(sent.has("reasoning_effort")).isFalse();
        assertThat(sent.findValuesAsText("role")).containsExactly("system", "user");
    }

    @ParameterizedTest
    @ValueSource(strings = {"my-model", "o-three", "solo1", "gpt-neo", "gpt-j-6b", "llama-3.3-70b", "oasst"})
    void unknownModelsGetEverything(String model) {
        JsonNode sent = Wire.sent("compatible", model, request("medium"));

        assertThat(sent.path("temperature").asDouble()).isEqualTo(0.5);
        assertThat(sent.path("logprobs").asBoolean()).isTrue();
        assertThat(sent.path("reasoning_effort").asText()).isEqualTo("medium");
        assertThat(sent.path("max_tokens").asInt()).isEqualTo(9);
    }

    @ParameterizedTest
    @CsvSource({"gpt-5.1,none,true", "gpt-5.2,none,true", "gpt-5.1,low,false", "gpt-5,none,false", "o3,none,false"})
    void newerModelsRegainSamplingWhenTheyDoNotReason(String model, String effort, boolean regained) {
        JsonNode sent = Wire.sent("openai", model, request(effort));

        assertThat(sent.has("temperature")).isEqualTo(regained);
        assertThat(sent.has("logprobs")).isEqualTo(regained);
    }

    @ParameterizedTest
    @CsvSource({
        "openai,o3-mini,max,high",
        "openai,o3-mini,xhigh,high",
        "openai,o3-mini,none,low",
        "openai,gpt-5,none,minimal",
        "openai,gpt-5.2,max,xhigh",
        "openai,gpt-5.1,minimal,low",
        "groq,openai/gpt-oss-120b,max,high",
        "groq,qwen/qwen3-32b,high,default",
        "vllm,qwen/qwen3-32b,high,high"
    })
    void effortIsOneThatTheFamilyKnows(String preset, String model, String effort, String sent) {
        assertThat(Wire.sent(preset, model, request(effort))
                        .path("reasoning_effort")
                        .asText())
                .isEqualTo(sent);
    }

    @ParameterizedTest
    @ValueSource(strings = {"o3", "o4-mini"})
    void someRefuseStopTexts(String model) {
        assertThat(Wire.sent("openai", model, request(null)).has("stop")).isFalse();
        assertThat(Wire.sent("openai", "o1", request(null)).has("stop")).isTrue();
    }

    @Test
    void theFirstReasoningModelsTakeInstructionsFromTheUserOnly() {
        assertThat(Wire.sent("openai", "o1-mini", request(null)).findValuesAsText("role"))
                .containsExactly("user", "user");
    }

    @Test
    void developerRoleIsNotForServersThatDoNotKnowIt() {
        assertThat(Wire.sent("openrouter", "openai/gpt-5", request(null)).findValuesAsText("role"))
                .containsExactly("system", "user");
    }

    @Test
    void deepSeekThinksWithoutSamplingAtHomeOnly() {
        assertThat(Wire.sent("deepseek", "deepseek-reasoner", request(null)).has("temperature"))
                .isFalse();
        assertThat(Wire.sent("deepseek", "deepseek-v4-flash", request("none")).has("logprobs"))
                .isTrue();
        assertThat(Wire.sent("deepseek", "deepseek-chat", request(null)).has("logprobs"))
                .isTrue();
        assertThat(Wire.sent("vllm", "deepseek-reasoner", request(null)).has("temperature"))
                .isTrue();
    }

    @Test
    void policiesAreForPresetsThatExist() {
        Json.resource("model-policies.json")
                .findValues("presets")
                .forEach(presets -> presets.forEach(
                        preset -> assertThat(Presets.SHIPPED.names()).contains(preset.asText())));
    }

    @Test
    void unknownFieldOfAPolicyIsAnError() {
        ObjectNode file = Json.resource("model-policies.json");
        ((ObjectNode) file.path("policies").path(0)).put("dorp", 1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelPolicies.read(file))
                .withMessageContaining("dorp");
    }

    private static ChatRequest request(@Nullable String effort) {
        return ChatRequest.of("Hi")
                .withSystemMessage("Be kind.")
                .withSampling(new Sampling(0.5, 0.9, null, null, 0.1, 0.1, List.of("END")))
                .withOutput(new Output(9, ResponseFormat.TEXT, effort, true, 3));
    }
}
