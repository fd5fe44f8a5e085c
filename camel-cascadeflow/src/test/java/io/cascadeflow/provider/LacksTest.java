package io.cascadeflow.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.camel.http.JdkTransport;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.Output;
import io.cascadeflow.model.ResponseFormat;
import io.cascadeflow.provider.anthropic.AnthropicProtocol;
import io.cascadeflow.provider.bedrock.ConverseProtocol;
import io.cascadeflow.provider.gemini.GeminiProtocol;
import io.cascadeflow.provider.openai.OpenAiProtocol;
import io.cascadeflow.provider.openai.OpenAiProviders;
import io.cascadeflow.provider.openai.ResponsesProtocol;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is known of models that they do not have, by provider and name, by effort, and by what they have refused. */
class LacksTest {

    private static final Clock CLOCK = Clock.systemUTC();

    private static ChatCall call(String model, String effort) {
        Output output = new Output(null, ResponseFormat.TEXT, effort, false, 0);
        return new ChatCall(model, ChatRequest.of("What?").withOutput(output), Instant.MAX, "key");
    }

    private static ChatCall call(String model) {
        return new ChatCall(model, ChatRequest.of("What?"), Instant.MAX, "key");
    }

    @ParameterizedTest
    @CsvSource({
        "openai, gpt-4o, ",
        "openai, gpt-5-mini, LOGPROBS",
        "openai, o1-preview, LOGPROBS TOOLS",
        "groq, llama-3.3-70b-versatile, LOGPROBS",
        "mistral, mistral-large-latest, LOGPROBS",
        "deepseek, deepseek-chat, SCHEMA",
        "deepseek, deepseek-reasoner, LOGPROBS SCHEMA",
        "openrouter, openai/o3-mini, LOGPROBS",
        "vllm, anything, "
    })
    void theDataFilesTellOfModelsByOpenAisProtocol(String preset, String model, String features) {
        Set<Feature> lacks = OpenAiProtocol.forReading(preset, CLOCK).lacks(call(model), Set.of());
        assertThat(lacks)
                .map(Feature::name)
                .containsExactlyInAnyOrder(
                        features == null ? new String[0] : features.strip().split(" "));
    }

    @Test
    void whatOneEffortTakesAwayAnotherGivesBack() {
        WireProtocol chat = OpenAiProtocol.forReading("openai", CLOCK);
        WireProtocol responses = ResponsesProtocol.forReading("openai", CLOCK);
        assertThat(chat.lacks(call("gpt-5.1", "low"), Set.of())).containsExactly(Feature.LOGPROBS);
        assertThat(chat.lacks(call("gpt-5.1", "none"), Set.of())).isEmpty();
        assertThat(responses.lacks(call("gpt-5.1", "low"), Set.of())).containsExactly(Feature.LOGPROBS);
    }

    @Test
    void whatAModelHasRefusedItLacks() {
        WireProtocol chat = OpenAiProtocol.forReading("vllm", CLOCK);
        assertThat(chat.lacks(call("m"), Set.of("logprobs", "seed"))).containsExactly(Feature.LOGPROBS);
        assertThat(chat.lacks(call("m"), Set.of("tools", "response_format")))
                .containsExactlyInAnyOrder(Feature.TOOLS, Feature.SCHEMA);
        WireProtocol gemini = GeminiProtocol.forReading(CLOCK);
        assertThat(gemini.lacks(call("m"), Set.of())).isEmpty();
        assertThat(gemini.lacks(call("m"), Set.of("generationConfig.responseLogprobs")))
                .containsExactly(Feature.LOGPROBS);
    }

    @Test
    void protocolsTellWhatTheyHaveNoFormFor() {
        assertThat(ConverseProtocol.forReading(CLOCK).lacks(call("amazon.nova-lite-v1:0"), Set.of()))
                .containsExactly(Feature.LOGPROBS);
        AnthropicProtocol anthropic = AnthropicProtocol.withoutKey(ProviderSettings.of("anthropic"), CLOCK);
        assertThat(anthropic.lacks(call("claude-3-haiku"), Set.of()))
                .containsExactlyInAnyOrder(Feature.LOGPROBS, Feature.SCHEMA);
        assertThat(anthropic.lacks(call("claude-opus-4-5"), Set.of())).containsExactly(Feature.LOGPROBS);
    }

    @Test
    void aServerAskedByItsOwnProtocolHasNeitherToolsNorImages() {
        JdkTransport transport = new JdkTransport();
        ChatProvider tgi = new OpenAiProviders()
                .create(
                        ProviderSettings.of("huggingface")
                                .withBaseUrl(URI.create("http://localhost:9"))
                                .withHosting(Hosting.OWN.withApi("tgi")),
                        new ProviderContext(transport, Retry.NONE, CLOCK));
        assertThat(tgi.lacks(call("m"))).containsExactlyInAnyOrder(Feature.TOOLS, Feature.IMAGES);
        transport.close();
    }
}
