package io.cascadeflow.provider.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.ContentPart;
import io.cascadeflow.model.Ending;
import io.cascadeflow.model.FinishReason;
import io.cascadeflow.model.Logprobs;
import io.cascadeflow.model.ReplyEvent;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.model.ToolCall;
import io.cascadeflow.provider.ChatCall;
import io.cascadeflow.provider.HttpReply;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderException.Kind;
import io.cascadeflow.provider.ProviderSettings;
import io.cascadeflow.provider.ReplyReader;
import io.cascadeflow.provider.StreamedRun;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageStreamTest {

    private static final ChatCall CALL = new ChatCall("asked", ChatRequest.of("?"), Instant.MAX, "key");
    private static final String START = """
            {"type":"message_start","message":{"id":"m1","type":"message","role":"assistant","model":"claude","content":[],\
            "stop_reason":null,"usage":{"input_tokens":20,"cache_read_input_tokens":5,"output_tokens":1,\
            "cache_creation_input_tokens":7,"cache_creation":{"ephemeral_1h_input_tokens":7}}}}""";
    private static final String END = """
            {"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"output_tokens":30}}""";
    private static final String STOP = "{\"type\":\"message_stop\"}";

    private final AnthropicProtocol protocol = AnthropicProtocol.withoutKey(
            ProviderSettings.of("anthropic").withEnvironment(name -> null), Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

    @Test
    void blocksOfAllKindsAreReadAndUsageAddsUp() {
        StreamedRun run = read(
                START,
                block(0, "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}"),
                delta(0, "{\"type\":\"thinking_delta\",\"thinking\":\"let \"}"),
                "{\"type\":\"ping\"}",
                delta(0, "{\"type\":\"thinking_delta\",\"thinking\":\"me see\"}"),
                delta(0, "{\"type\":\"signature_delta\",\"signature\":\"seal\"}"),
                block(1, "{\"type\":\"redacted_thinking\",\"data\":\"xyz\"}"),
                block(2, "{\"type\":\"text\",\"text\":\"\"}"),
                delta(2, "{\"type\":\"text_delta\",\"text\":\"Hel\"}"),
                delta(2, "{\"type\":\"text_delta\",\"text\":\"lo\"}"),
                delta(2, "{\"type\":\"citations_delta\",\"citation\":{\"cited_text\":\"no\"}}"),
                block(3, "{\"type\":\"server_tool_use\",\"id\":\"s\",\"name\":\"web_search\",\"input\":{}}"),
                delta(3, "{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"q\\\":1}\"}"),
                block(4, "{\"type\":\"tool_use\",\"id\":\"t1\",\"name\":\"f\",\"input\":{}}"),
                delta(4, "{\"type\":\"input_json_delta\",\"partial_json\":\"\"}"),
                delta(4, "{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"a\\\": 1\"}"),
                delta(4, "{\"type\":\"input_json_delta\",\"partial_json\":\".50}\"}"),
                "{\"type\":\"content_block_stop\",\"index\":4}",
                block(5, "{\"type\":\"tool_use\",\"id\":\"t2\",\"name\":\"g\",\"input\":{}}"),
                "{\"type\":\"content_block_stop\",\"index\":5}",
                "{\"type\":\"brand_new\",\"index\":5}",
                END,
                STOP);

        TokenUsage usage = new TokenUsage(20, 5, 0, 7, 30, 0, false);
        assertThat(run.events())
                .containsExactly(
                        new ReplyEvent.Start("m1", "claude"),
                        new ReplyEvent.Reasoning("let "),
                        new ReplyEvent.Reasoning("me see"),
                        new ReplyEvent.ReasoningSignature("seal"),
                        new ReplyEvent.RedactedReasoning("xyz"),
                        new ReplyEvent.Text("Hel", Logprobs.ABSENT),
                        new ReplyEvent.Text("lo", Logprobs.ABSENT),
                        new ReplyEvent.ToolCallStart(0, "t1", "f"),
                        new ReplyEvent.ToolCallArguments(0, "{\"a\": 1"),
                        new ReplyEvent.ToolCallArguments(0, ".50}"),
                        new ReplyEvent.ToolCallStart(1, "t2", "g"),
                        new ReplyEvent.ToolCallArguments(1, "{}"),
                        new ReplyEvent.Usage(usage),
                        new ReplyEvent.Finish(FinishReason.TOOL_CALLS));
        ChatReply reply = Objects.requireNonNull(run.reply());
        assertThat(reply.message().content())
                .containsExactly(
                        new ContentPart.Reasoning("let me see", "seal", false),
                        new ContentPart.Reasoning("xyz", null, true),
                        new ContentPart.Text("Hello"));
        assertThat(reply.message().toolCalls())
                .containsExactly(new ToolCall("t1", "f", "{\"a\":1.50}"), new ToolCall("t2", "g", "{}"));
        assertThat(reply.usage()).isEqualTo(usage);
    }

    /** Whether or not the server says where a block ends. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSealIsToldOnceAndBeforeTheNextBlock(boolean saysWhereABlockEnds) {
        String stop = saysWhereABlockEnds ? "{\"type\":\"content_block_stop\",\"index\":0}" : "{\"type\":\"ping\"}";
        StreamedRun run = read(
                START,
                block(0, "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}"),
                delta(0, "{\"type\":\"signature_delta\",\"signature\":\"bare\"}"),
                stop,
                block(1, "{\"type\":\"thinking\",\"thinking\":\"hm\",\"signature\":\"\"}"),
                delta(1, "{\"type\":\"signature_delta\",\"signature\":\"last\"}"),
                END,
                STOP);

        assertThat(run.events().subList(1, 4))
                .containsExactly(
                        new ReplyEvent.ReasoningSignature("bare"),
                        new ReplyEvent.Reasoning("hm"),
                        new ReplyEvent.ReasoningSignature("last"));
        assertThat(run.events())
                .filteredOn(ReplyEvent.ReasoningSignature.class::isInstance)
                .hasSize(2);
    }

    @Test
    void theTextThatTheModelStoppedAtIsKnown() {
        StreamedRun run = read(
                START,
                "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"stop_sequence\",\"stop_sequence\":\"END\"},"
                        + "\"usage\":{\"output_tokens\":3}}",
                STOP);

        Ending ending = new Ending(FinishReason.STOP, "END");
        assertThat(run.events()).last().isEqualTo(new ReplyEvent.Finish(ending));
        assertThat(Objects.requireNonNull(run.reply()).ending()).isEqualTo(ending);
    }

    @Test
    void argumentsThatAreNoJsonAreKeptAsTheyCame() {
        StreamedRun run = read(
                START,
                block(0, "{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"f\",\"input\":{}}"),
                delta(0, "{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"a\\\": \"}"),
                END,
                STOP);

        assertThat(Objects.requireNonNull(run.reply()).message().toolCalls())
                .containsExactly(new ToolCall("t", "f", "{\"a\": "));
        assertThat(run.arguments(0)).isEqualTo("{\"a\": ");
    }

    @Test
    void aBlockThatWasNotAnnouncedIsReadAllTheSame() {
        StreamedRun run = read(delta(0, "{\"type\":\"text_delta\",\"text\":\"Hi\"}"), END, STOP);

        assertThat(Objects.requireNonNull(run.reply()).text()).isEqualTo("Hi").isEqualTo(run.text());
        assertThat(run.reply().model()).isEqualTo("asked");
    }

    @Test
    void withoutItsLastEventAMessageIsTruncatedAndItsTokensAreCounted() {
        StreamedRun run = read(
                START,
                block(0, "{\"type\":\"text\",\"text\":\"\"}"),
                delta(0, "{\"type\":\"text_delta\",\"text\":\"twelve bytes\"}"));

        ProviderException failure = Objects.requireNonNull(run.failure());
        assertThat(failure.kind()).isEqualTo(Kind.TRUNCATED);
        assertThat(failure.details().usage()).isEqualTo(new TokenUsage(20, 5, 0, 7, 3, 0, true));
        assertThat(Objects.requireNonNull(read(START, END).failure()).kind()).isEqualTo(Kind.TRUNCATED);
    }

    @ParameterizedTest
    @CsvSource({
        "overloaded_error,OVERLOADED",
        "rate_limit_error,RATE_LIMITED",
        "invalid_request_error,BAD_REQUEST",
        "api_error,SERVER"
    })
    void anErrorEventIsAFailure(String type, Kind kind) {
        StreamedRun run = read(
                START, "{\"type\":\"error\",\"error\":{\"type\":\"%s\",\"message\":\"secret\"}}".formatted(type), STOP);

        assertThat(Objects.requireNonNull(run.failure()).kind()).isEqualTo(kind);
        assertThat(run.failure()).hasMessageNotContaining("secret");
        assertThat(run.events()).containsExactly(new ReplyEvent.Start("m1", "claude"));
    }

    @Test
    void pingsAreNoData() {
        ReplyReader reader =
                protocol.reader(CALL, new HttpReply(200, Map.of("content-type", "text/event-stream"), new byte[0]));
        reader.read(sse(START));
        long before = reader.dataBytes();

        assertThat(reader.read(sse("{\"type\":\"ping\"}"))).isEmpty();
        assertThat(reader.dataBytes()).isEqualTo(before);
        assertThat(reader.isFinished()).isFalse();
        reader.read(sse(END));
        assertThat(reader.isFinished()).isTrue();
        assertThat(reader.isComplete()).isFalse();
        reader.read(sse(STOP));
        assertThat(reader.isComplete()).isTrue();
        assertThat(reader.usage()).isEqualTo(new TokenUsage(20, 5, 0, 7, 30, 0, false));
    }

    @Test
    void aStreamIsAskedForInTheRequest() {
        byte[] body = protocol.encodeStreamed(CALL, Set.of()).body();

        assertThat(new String(Objects.requireNonNull(body), StandardCharsets.UTF_8))
                .contains("\"stream\":true");
        assertThat(protocol.encodeStreamed(CALL, Set.of()).headers().get("accept"))
                .startsWith("text/event-stream");
    }

    @Test
    void aReplyInOnePieceAndAnHtmlPageAreToldApart() {
        String whole = "{\"id\":\"m\",\"content\":[{\"type\":\"text\",\"text\":\"Hi\"}],\"stop_reason\":\"end_turn\"}";

        assertThat(StreamedRun.whole(protocol, CALL, "application/json", whole).text())
                .isEqualTo("Hi");
        assertThat(Objects.requireNonNull(StreamedRun.whole(protocol, CALL, "text/html", "<html>")
                                .failure())
                        .kind())
                .isEqualTo(Kind.BAD_PAYLOAD);
    }

    private static String block(int index, String block) {
        return "{\"type\":\"content_block_start\",\"index\":%d,\"content_block\":%s}".formatted(index, block);
    }

    private static String delta(int index, String delta) {
        return "{\"type\":\"content_block_delta\",\"index\":%d,\"delta\":%s}".formatted(index, delta);
    }

    private StreamedRun read(String... events) {
        return StreamedRun.of(protocol, CALL, "text/event-stream", List.of(sse(events)));
    }

    private static byte[] sse(String... events) {
        StringBuilder body = new StringBuilder();
        for (String event : events) {
            String type = event.replaceFirst("^\\{\"type\":\"(\\w+)\"[\\s\\S]*", "$1");
            body.append("event: ").append(type).append("\ndata: ").append(event).append("\n\n");
        }
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }
}
