package io.cascadeflow.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.provider.openai.Preset.KeyNeed;
import org.junit.jupiter.api.Test;

class PresetsTest {

    @Test
    void everyProviderOfTheDesignHasOne() {
        assertThat(Presets.SHIPPED.names())
                .containsExactlyInAnyOrder(
                        "openai",
                        "azure",
                        "groq",
                        "together",
                        "openrouter",
                        "deepseek",
                        "mistral",
                        "huggingface",
                        "vllm",
                        "compatible",
                        "xai",
                        "fireworks",
                        "cerebras",
                        "perplexity",
                        "cohere",
                        "nvidia",
                        "lmstudio",
                        "llamacpp",
                        "sglang",
                        "litellm",
                        "zhipu");
    }

    @Test
    void onlyAzureAndCompatibleHaveNoAddress() {
        assertThat(Presets.SHIPPED.names())
                .filteredOn(name -> Presets.SHIPPED.named(name).access().baseUrl() == null)
                .containsExactly("azure", "compatible");
    }

    @Test
    void whoeverNeedsAKeySaysWhichVariableHoldsIt() {
        assertThat(Presets.SHIPPED.names())
                .extracting(name -> Presets.SHIPPED.named(name).access())
                .filteredOn(access -> access.key() != KeyNeed.NEVER)
                .allSatisfy(access -> assertThat(access.keyVariables()).isNotEmpty())
                .allSatisfy(access -> assertThat(access.baseUrl()).hasScheme("https"));
    }

    @Test
    void unknownFieldIsAnErrorThatNamesIt() {
        ObjectNode file = Json.resource("presets.json");
        file.withObject("/presets/groq/spelling").put("maxTokns", "max_tokens");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Presets.read(file))
                .withMessageContaining("groq")
                .withMessageContaining("maxTokns");
    }

    @Test
    void unknownSectionIsAnErrorThatNamesIt() {
        ObjectNode file = Json.resource("presets.json");
        file.withObject("/presets/groq/speling").put("maxTokens", "max_tokens");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Presets.read(file))
                .withMessageContaining("speling");
    }

    @Test
    void missingFieldIsAnErrorThatNamesIt() {
        ObjectNode file = Json.resource("presets.json");
        ((ObjectNode) file.at("/defaults/spelling")).remove("toolIdLength");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Presets.read(file))
                .withMessageContaining("toolIdLength");
    }

    @Test
    void wrongValueIsAnErrorThatNamesThePreset() {
        ObjectNode file = Json.resource("presets.json");
        file.withObject("/presets/groq/spelling").put("logprobs", "SOMETIMES");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Presets.read(file))
                .withMessageContaining("groq");
    }

    @Test
    void unknownNameSaysWhatToUse() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Presets.SHIPPED.named("grok"))
                .withMessageContaining("'grok'")
                .withMessageContaining("groq")
                .withMessageContaining("compatible");
    }
}
