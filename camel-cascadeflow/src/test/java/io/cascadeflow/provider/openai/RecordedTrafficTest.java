package io.cascadeflow.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.provider.WireProtocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordedTrafficTest {

    @ParameterizedTest
    @CsvSource({
        "openai,/v1/chat/completions,openai",
        "huggingface,/together/v1/chat/completions,huggingface",
        "gateway,/groq/openai/v1/chat/completions,groq",
        "ollama,/openai/chat/completions?x=1,openai",
        "gemini,/v1beta/openai/chat/completions,compatible",
        "unheard,/chat/completions,compatible"
    })
    void chatCompletionsAreReadAsTheirProviderSpellsThem(String provider, String path, String preset) {
        WireProtocol protocol =
                RecordedTraffic.protocolFor(provider, path, Wire.CLOCK).orElseThrow();

        assertThat(catchThrowable(() -> protocol.decode(Wire.call("m", ChatRequest.of("?")), Wire.reply(500, ""))))
                .hasMessageStartingWith(preset + ":m");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/embeddings", "/v2/chat", "/v1/messages", ""})
    void otherPathsAreOthersToRead(String path) {
        assertThat(RecordedTraffic.protocolFor("openai", path, Wire.CLOCK)).isEmpty();
    }

    @Test
    void responsesAreReadByTheirProtocol() {
        assertThat(RecordedTraffic.protocolFor("openai", "/v1/responses", Wire.CLOCK))
                .containsInstanceOf(ResponsesProtocol.class);
    }

    @Test
    void readingNeedsNoKey() {
        assertThat(RecordedTraffic.protocolFor("groq", "/openai/v1/chat/completions", Wire.CLOCK)
                        .orElseThrow()
                        .decode(Wire.call("m", ChatRequest.of("?")), Wire.reply(200, Wire.file("reply-text.json")))
                        .text())
                .isEqualTo("Paris");
    }
}
