package io.cascadeflow.provider.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.FinishReason;
import io.cascadeflow.model.Logprobs;
import io.cascadeflow.model.ReplyEvent;
import io.cascadeflow.model.TokenLogprob;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.provider.ChatCall;
import io.cascadeflow.provider.GoldenFiles;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderException.Kind;
import io.cascadeflow.provider.ProviderSettings;
import io.cascadeflow.provider.StreamedRun;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineStreamTest {

    private static final ChatCall CALL = new ChatCall("asked", ChatRequest.of("?"), Instant.MAX, "key");
    private static final String DONE =
            "{\"model\":\"llama\",\"message\":{\"role\":\"assistant\",\"content\":\"\"},\"done\":true,\"done_reason\":\"stop\","
                    + "\"prompt_eval_count\":4,\"eval_count\":2}";

    private final OllamaProtocol protocol = OllamaProtocol.of(
            ProviderSettings.of("ollama").withEnvironment(name -> null), Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

    @Test
    void linesMakeTheReplyThatOnePieceWouldHaveBeen() {
        StreamedRun run = read(
                message("{\"content\":\"\",\"thinking\":\"hm \"}"),
                message("{\"content\":\"\",\"thinking\":\"well\"}"),
                "",
                message("{\"content\":\"Hel\"}"),
                message("{\"content\":\"lo\"}"),
                message(
                        "{\"tool_calls\":[{\"function\":{\"name\":\"f\",\"arguments\":{\"a\":1.50}}},{\"id\":\"x\",\"function\":{\"name\":\"g\"}}]}"),
                DONE);

        assertThat(run.events())
                .containsExactly(
                        new ReplyEvent.Start("", "llama"),
                        new ReplyEvent.Reasoning("hm "),
                        new ReplyEvent.Reasoning("well"),
                        new ReplyEvent.Text("Hel", Logprobs.ABSENT),
                        new ReplyEvent.Text("lo", Logprobs.ABSENT),
                        new ReplyEvent.ToolCallStart(0, "call_0", "f"),
                        new ReplyEvent.ToolCallArguments(0, "{\"a\":1.50}"),
                        new ReplyEvent.ToolCallStart(1, "x", "g"),
                        new ReplyEvent.ToolCallArguments(1, "{}"),
                        new ReplyEvent.Usage(TokenUsage.of(4, 2)),
                        new ReplyEvent.Finish(FinishReason.TOOL_CALLS));
        assertThat(run.reply())
                .isEqualTo(
                        protocol.decode(
                                CALL,
                                GoldenFiles.replyOf(
                                        200,
                                        DONE.replace(
                                                "\"content\":\"\"",
                                                "\"content\":\"Hello\",\"thinking\":\"hm well\",\"tool_calls\":[{\"function\":{\"name\":\"f\",\"arguments\":{\"a\":1.50}}},{\"id\":\"x\",\"function\":{\"name\":\"g\"}}]"))));
    }

    @Test
    void theLastLineMayLackItsEnd() {
        String body = message("{\"content\":\"Hi\"}") + "\r\n" + DONE;

        assertThat(StreamedRun.whole(protocol, CALL, "application/x-ndjson", body)
                        .text())
                .isEqualTo("Hi");
    }

    @Test
    void thoughtsInATagAreReasoning() {
        StreamedRun run =
                read(message("{\"content\":\"<thi\"}"), message("{\"content\":\"nk>so</think>\\n42\"}"), DONE);

        assertThat(run.reasoning()).isEqualTo("so");
        assertThat(run.text())
                .isEqualTo("42")
                .isEqualTo(Objects.requireNonNull(run.reply()).text());
    }

    @Test
    void logprobsGoWithTheirText() {
        String line =
                "{\"model\":\"llama\",\"message\":{\"content\":\"%s\"},\"logprobs\":[{\"token\":\"%s\",\"logprob\":-1}]}";
        StreamedRun run = read(line.formatted("a", "a"), line.formatted("b", "b"), DONE);

        ChatReply reply = Objects.requireNonNull(run.reply());
        assertThat(reply.logprobs().tokens())
                .containsExactly(new TokenLogprob("a", -1, List.of()), new TokenLogprob("b", -1, List.of()));
        assertThat(run.events().get(1))
                .isEqualTo(new ReplyEvent.Text("a", Logprobs.of(List.of(new TokenLogprob("a", -1, List.of())))));
    }

    @Test
    void withoutTheLineThatIsMarkedDoneItIsTruncated() {
        ProviderException failure = Objects.requireNonNull(
                read(message("{\"content\":\"twelve bytes\"}")).failure());

        assertThat(failure.kind()).isEqualTo(Kind.TRUNCATED);
        assertThat(failure.details().usage()).isEqualTo(TokenUsage.estimated(1, 3));
    }

    @Test
    void anErrorLineIsAFailureAfterWhatCameBefore() {
        StreamedRun run = read(message("{\"content\":\"half\"}"), "{\"error\":\"secret words\"}");

        assertThat(Objects.requireNonNull(run.failure()).kind()).isEqualTo(Kind.SERVER);
        assertThat(run.failure()).hasMessageNotContaining("secret");
        assertThat(run.text()).isEqualTo("half");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":", "[1]", "<html>", "{\"done\":true}"})
    void whatIsNoReplyIsABadPayload(String line) {
        assertThat(Objects.requireNonNull(read(line).failure()).kind()).isEqualTo(Kind.BAD_PAYLOAD);
    }

    @Test
    void contentTypesAreToldApart() {
        String whole = DONE.replace("\"content\":\"\"", "\"content\":\"Hi\"");

        assertThat(StreamedRun.whole(protocol, CALL, "application/json; charset=utf-8", whole)
                        .text())
                .isEqualTo("Hi");
        assertThat(Objects.requireNonNull(StreamedRun.whole(protocol, CALL, "text/html", whole)
                                .failure())
                        .kind())
                .isEqualTo(Kind.BAD_PAYLOAD);
    }

    @Test
    void aStreamIsAskedForInTheRequest() {
        byte[] body = protocol.encodeStreamed(CALL, Set.of("stream")).body();

        assertThat(new String(Objects.requireNonNull(body), StandardCharsets.UTF_8))
                .contains("\"stream\":true");
    }

    private static String message(String message) {
        return "{\"model\":\"llama\",\"message\":" + message + ",\"done\":false}";
    }

    private StreamedRun read(String... lines) {
        return StreamedRun.whole(protocol, CALL, "application/x-ndjson", String.join("\n", lines) + "\n");
    }
}
