package io.cascadeflow.provider.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.FinishReason;
import io.cascadeflow.model.ReplyEvent;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.provider.ChatCall;
import io.cascadeflow.provider.HttpReply;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderException.Kind;
import io.cascadeflow.provider.StreamedRun;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConverseStreamTest {

    private static final String STREAM = "application/vnd.amazon.eventstream";
    private static final ChatCall CALL = new ChatCall("asked", ChatRequest.of("?"), Instant.MAX, "key");
    private static final ConverseProtocol PROTOCOL =
            ConverseProtocol.forReading(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

    private static final byte[] TEXT = EventStreams.joined(
            EventStreams.event("messageStart", "{\"role\":\"assistant\",\"p\":\"ab\"}"),
            EventStreams.event(
                    "contentBlockDelta",
                    "{\"contentBlockIndex\":0,\"delta\":{\"reasoningContent\":{\"text\":\"Hm. \"}}}"),
            EventStreams.event(
                    "contentBlockDelta",
                    "{\"contentBlockIndex\":0,\"delta\":{\"reasoningContent\":{\"signature\":\"Eq\"}}}"),
            EventStreams.event("contentBlockStop", "{\"contentBlockIndex\":0}"),
            EventStreams.event("contentBlockDelta", "{\"contentBlockIndex\":1,\"delta\":{\"text\":\"Zür\"}}"),
            EventStreams.event("contentBlockDelta", "{\"contentBlockIndex\":1,\"delta\":{\"text\":\"ich\"}}"),
            EventStreams.event("contentBlockStop", "{\"contentBlockIndex\":1}"),
            EventStreams.event(
                    "contentBlockStart",
                    "{\"contentBlockIndex\":2,\"start\":{\"toolUse\":{\"toolUseId\":\"t1\",\"name\":\"get_weather\"}}}"),
            EventStreams.event(
                    "contentBlockDelta",
                    "{\"contentBlockIndex\":2,\"delta\":{\"toolUse\":{\"input\":\"{\\\"city\\\":\"}}}"),
            EventStreams.event(
                    "contentBlockDelta",
                    "{\"contentBlockIndex\":2,\"delta\":{\"toolUse\":{\"input\":\"\\\"Bern\\\"}\"}}}"),
            EventStreams.event("contentBlockStop", "{\"contentBlockIndex\":2}"),
            EventStreams.event(
                    "contentBlockStart",
                    "{\"contentBlockIndex\":3,\"start\":{\"toolUse\":{\"toolUseId\":\"t2\",\"name\":\"clock\"}}}"),
            EventStreams.event("contentBlockStop", "{\"contentBlockIndex\":3}"),
            EventStreams.event("somethingNew", "{}"),
            EventStreams.event("messageStop", "{\"stopReason\":\"tool_use\"}"),
            EventStreams.event(
                    "metadata",
                    "{\"usage\":{\"inputTokens\":7,\"outputTokens\":5,\"cacheReadInputTokens\":3},\"metrics\":{\"latencyMs\":1}}"));

    private static StreamedRun run(List<byte[]> pieces) {
        return StreamedRun.of(PROTOCOL, CALL, STREAM, pieces);
    }

    private static Kind failure(byte[] bytes) {
        return Objects.requireNonNull(run(List.of(bytes)).failure()).kind();
    }

    @Test
    void aStreamIsReadAsTheSameReplyInOnePiece() {
        String whole =
                "{\"output\":{\"message\":{\"content\":[{\"reasoningContent\":{\"reasoningText\":{\"text\":\"Hm. \",\"signature\":\"Eq\"}}},"
                        + "{\"text\":\"Zürich\"},{\"toolUse\":{\"toolUseId\":\"t1\",\"name\":\"get_weather\",\"input\":{\"city\":\"Bern\"}}},"
                        + "{\"toolUse\":{\"toolUseId\":\"t2\",\"name\":\"clock\",\"input\":{}}}]}},\"stopReason\":\"tool_use\","
                        + "\"usage\":{\"inputTokens\":7,\"outputTokens\":5,\"cacheReadInputTokens\":3}}";
        ChatReply expected =
                PROTOCOL.decode(CALL, new HttpReply(200, Map.of(), whole.getBytes(StandardCharsets.UTF_8)));
        StreamedRun run = run(List.of(TEXT));

        assertThat(run.reply()).isEqualTo(expected);
        assertThat(expected.usage()).isEqualTo(new TokenUsage(7, 3, 0, 0, 5, 0, false));
        assertThat(expected.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
        assertThat(run.text()).isEqualTo("Zürich");
        assertThat(run.reasoning()).isEqualTo("Hm. ");
        assertThat(run.arguments(0)).isEqualTo("{\"city\":\"Bern\"}");
        assertThat(run.arguments(1)).isEqualTo("{}");
        assertThat(run.events()).contains(new ReplyEvent.ReasoningSignature("Eq"));
    }

    @Test
    void aCutAnywhereChangesNothingAndABrokenStreamIsNeverASuccess() {
        String whole = run(List.of(TEXT)).told();
        assertThat(run(StreamedRun.single(TEXT)).told()).isEqualTo(whole);
        int beforeMetadata = TEXT.length;
        for (int place = 0; place < TEXT.length; place++) {
            assertThat(run(StreamedRun.cutAt(TEXT, place)).told()).isEqualTo(whole);
            StreamedRun broken = run(List.of(Arrays.copyOf(TEXT, place)));
            if (broken.failure() == null) {
                beforeMetadata = Math.min(beforeMetadata, place);
            } else {
                assertThat(broken.failure().kind()).as("at %d", place).isEqualTo(Kind.TRUNCATED);
            }
        }
        // only where one message ends and the account is all that is missing
        assertThat(beforeMetadata).isGreaterThan(TEXT.length - 300);
    }

    @Test
    void oneWrongBitAnywhereIsNeverReadAsAnAnswer() {
        for (int place = 0; place < TEXT.length; place++) {
            byte[] damaged = TEXT.clone();
            damaged[place] ^= 1;
            StreamedRun run = run(List.of(damaged));
            assertThat(run.failure()).as("at %d", place).isNotNull();
            assertThat(Objects.requireNonNull(run.failure()).kind()).isIn(Kind.BAD_PAYLOAD, Kind.TRUNCATED);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "throttlingException,RATE_LIMITED",
        "modelStreamErrorException,SERVER",
        "internalServerException,SERVER",
        "serviceUnavailableException,OVERLOADED",
        "modelTimeoutException,TIMEOUT",
        "validationException,BAD_REQUEST"
    })
    void anExceptionInTheMiddleIsAFailureAndWhatWasToldStaysTold(String exception, Kind kind) {
        StreamedRun run = run(List.of(EventStreams.joined(
                EventStreams.event("messageStart", "{\"role\":\"assistant\"}"),
                EventStreams.event("contentBlockDelta", "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"Onc\"}}"),
                EventStreams.exception(exception, "{\"message\":\"secret\"}"))));

        ProviderException failure = Objects.requireNonNull(run.failure());
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure).hasMessageNotContaining("secret");
        assertThat(run.text()).isEqualTo("Onc");
    }

    @Test
    void whatIsNoEventStreamIsUnreadable() {
        assertThat(failure("data: {\"text\":\"hello\"}\n\n".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(Kind.BAD_PAYLOAD);
        assertThat(failure(EventStreams.event("messageStart", "no json"))).isEqualTo(Kind.BAD_PAYLOAD);
        assertThat(failure(EventStreams.event("messageStart", "[]"))).isEqualTo(Kind.BAD_PAYLOAD);
        assertThat(failure(new byte[0])).isEqualTo(Kind.TRUNCATED);
    }
}
