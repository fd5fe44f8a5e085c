package io.cascadeflow.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.ReplyEvent;
import io.cascadeflow.provider.anthropic.AnthropicProtocol;
import io.cascadeflow.provider.bedrock.ConverseProtocol;
import io.cascadeflow.provider.gemini.GeminiProtocol;
import io.cascadeflow.provider.ollama.OllamaProtocol;
import io.cascadeflow.provider.openai.OpenAiProtocol;
import io.cascadeflow.provider.openai.ResponsesProtocol;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Whatever a server sends is read or is a typed failure, and where it is cut makes no difference. Without further words the
 * inputs beside this class are run; CONTRIBUTING.md says how to look for new ones.
 */
class StreamFuzzTest {

    private static final String EVENTS = "text/event-stream";
    private static final ChatCall CALL = new ChatCall("asked", ChatRequest.of("?"), Instant.MAX, "key");
    private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    private static final WireProtocol OPENAI = OpenAiProtocol.forReading("vllm", CLOCK);
    private static final WireProtocol ANTHROPIC =
            AnthropicProtocol.withoutKey(ProviderSettings.of("anthropic").withEnvironment(name -> null), CLOCK);
    private static final WireProtocol RESPONSES = ResponsesProtocol.forReading("openai", CLOCK);
    private static final WireProtocol GEMINI = GeminiProtocol.forReading(CLOCK);
    private static final WireProtocol BEDROCK = ConverseProtocol.forReading(CLOCK);
    private static final WireProtocol OLLAMA =
            OllamaProtocol.of(ProviderSettings.of("ollama").withEnvironment(name -> null), CLOCK);

    @FuzzTest(maxDuration = "2m")
    void openAi(byte[] body) {
        check(OPENAI, EVENTS, body);
    }

    @FuzzTest(maxDuration = "2m")
    void anthropic(byte[] body) {
        check(ANTHROPIC, EVENTS, body);
    }

    @FuzzTest(maxDuration = "2m")
    void responses(byte[] body) {
        check(RESPONSES, EVENTS, body);
    }

    @FuzzTest(maxDuration = "2m")
    void gemini(byte[] body) {
        check(GEMINI, EVENTS, body);
    }

    @FuzzTest(maxDuration = "2m")
    void bedrock(byte[] body) {
        check(BEDROCK, "application/vnd.amazon.eventstream", body);
    }

    @FuzzTest(maxDuration = "2m")
    void ollama(byte[] body) {
        check(OLLAMA, "application/x-ndjson", body);
    }

    private static void check(WireProtocol protocol, String type, byte[] body) {
        StreamedRun whole = StreamedRun.of(protocol, CALL, type, List.of(body));
        assertThat(StreamedRun.of(protocol, CALL, type, pieces(body)).told()).isEqualTo(whole.told());
        assertThat(whole.events().stream().filter(ReplyEvent.Start.class::isInstance))
                .hasSizeLessThanOrEqualTo(1);
        if (whole.failure() == null) {
            List<ReplyEvent> events = whole.events();
            assertThat(events).first().isInstanceOf(ReplyEvent.Start.class);
            assertThat(events).last().isInstanceOf(ReplyEvent.Finish.class);
            assertThat(whole.calls())
                    .hasSameSizeAs(
                            Objects.requireNonNull(whole.reply()).message().toolCalls());
        } else {
            assertThat(whole.events()).noneMatch(ReplyEvent.Finish.class::isInstance);
        }
    }

    /** Cut where the input itself says, so that what is found once is found again. */
    private static List<byte[]> pieces(byte[] body) {
        List<byte[]> pieces = new ArrayList<>();
        int start = 0;
        while (start < body.length) {
            int end = Math.min(body.length, start + 1 + (body[start] & 7));
            pieces.add(Arrays.copyOfRange(body, start, end));
            start = end;
        }
        return pieces;
    }
}
