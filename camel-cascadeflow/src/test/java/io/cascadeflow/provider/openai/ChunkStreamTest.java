package io.cascadeflow.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.FinishReason;
import io.cascadeflow.model.Logprobs;
import io.cascadeflow.model.ReplyEvent;
import io.cascadeflow.model.TokenLogprob;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.provider.ChatCall;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderException.Kind;
import io.cascadeflow.provider.StreamedRun;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkStreamTest {

    private static final String STOP = "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}";
    private static final String DONE = "[DONE]";

    @Test
    void textComesPieceByPieceWithUsageAndFinishAtTheEnd() {
        StreamedRun run = read(
                "openai",
                "{\"id\":\"c1\",\"model\":\"gpt-4o\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}",
                content("Hel"),
                content("lo"),
                STOP,
                "{\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":2,\"prompt_tokens_details\":{\"cached_tokens\":4}}}",
                DONE);

        TokenUsage usage = new TokenUsage(5, 4, 0, 0, 2, 0, false);
        assertThat(run.events().toString())
                .isEqualTo(List.of(
                                new ReplyEvent.Start("c1", "gpt-4o"),
                                text("Hel"),
                                text("lo"),
                                new ReplyEvent.Usage(usage),
                                new ReplyEvent.Finish(FinishReason.STOP))
                        .toString());
        assertThat(reply(run).text()).isEqualTo("Hello");
        assertThat(reply(run).usage()).isEqualTo(usage);
    }

    @Test
    void aSecondDoneChangesNothing() {
        assertThat(reply(read("openai", content("a"), STOP, DONE, DONE)).text()).isEqualTo("a");
    }

    @Test
    void aReasonToStopWillDoWhereTheBodyEndsProperly() {
        assertThat(reply(read("openai", content("a"), STOP)).finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(reply(read("openai", content("a"), DONE)).finishReason()).isEqualTo(FinishReason.UNKNOWN);
    }

    @Test
    void aStreamWithNeitherIsTruncatedAndItsTokensAreCounted() {
        ProviderException failure = failure(read("openai", content("twelve bytes")));

        assertThat(failure.kind()).isEqualTo(Kind.TRUNCATED);
        assertThat(failure.details().usage()).isEqualTo(TokenUsage.estimated(1, 3));
        assertThat(failure)
                .hasMessage("openai:asked TRUNCATED (HTTP 200): the stream stopped before its end; try again");
    }

    @Test
    void tokensThatCameWithTheirLogprobsAreCountedOneByOne() {
        String told = "{\"choices\":[{\"delta\":{\"content\":\"twelve bytes\"},\"logprobs\":{\"content\":["
                + "{\"token\":\"twelve\",\"logprob\":-0.5},{\"token\":\" bytes\",\"logprob\":-0.5}]}}]}";

        assertThat(failure(read("openai", told)).details().usage()).isEqualTo(TokenUsage.estimated(1, 2));
        assertThat(failure(read("openai", told, content("and eight more")))
                        .details()
                        .usage())
                .isEqualTo(TokenUsage.estimated(1, 2 + 4));
    }

    @Test
    void aCutAfterTheModelStoppedIsNoticed() {
        String body = sse(content("a"), STOP) + "data: {\"choi";

        assertThat(failure(StreamedRun.whole(protocol("openai"), call(), "text/event-stream", body))
                        .kind())
                .isEqualTo(Kind.TRUNCATED);
    }

    @Test
    void aLastEventThatLacksOnlyItsBlankLineIsTaken() {
        String body = sse(content("a"), STOP) + "data: [DONE]";

        assertThat(reply(StreamedRun.whole(protocol("openai"), call(), "text/event-stream", body))
                        .text())
                .isEqualTo("a");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"error\":{\"message\":\"secret words\",\"type\":\"server_error\",\"code\":\"overloaded\"}} | OVERLOADED",
                "{\"error\":\"secret words\",\"error_type\":\"generation\"} | SERVER",
                "{\"object\":\"error\",\"message\":\"secret words\",\"code\":429} | RATE_LIMITED",
                "{\"choices\":[{\"delta\":{},\"finish_reason\":\"insufficient_system_resource\"}]} | OVERLOADED",
                "{\"error\":{\"code\":502,\"message\":\"secret words\"},\"choices\":[{\"delta\":{},\"finish_reason\":\"error\"}]} | SERVER"
            })
    void anErrorInTheMiddleIsAFailureAfterWhatCameBefore(String error, Kind kind) {
        StreamedRun run = read("openrouter", content("half"), error, DONE);

        assertThat(failure(run).kind()).isEqualTo(kind);
        assertThat(failure(run).details().usage()).isNotNull();
        assertThat(failure(run)).hasMessageNotContaining("secret");
        assertThat(run.text()).isEqualTo("half");
    }

    @Test
    void anEventNamedErrorIsOneWhateverItsForm() {
        String body = "event: error\ndata: {\"message\":\"x\",\"code\":\"model_not_found\"}\n\n";

        assertThat(failure(StreamedRun.whole(protocol("groq"), call(), "text/event-stream", body))
                        .kind())
                .isEqualTo(Kind.NOT_FOUND);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":",
                "[1]",
                "42",
                "hello",
                "{\"choices\":[{\"delta\":{\"content\":5}}]}",
                "{\"choices\":[{\"delta\":{\"tool_calls\":5}}]}"
            })
    void whatIsNoChunkIsABadPayload(String data) {
        assertThat(failure(read("openai", data, DONE)).kind()).isEqualTo(Kind.BAD_PAYLOAD);
    }

    @Test
    void aStreamWithoutAnyChoiceIsABadPayload() {
        assertThat(failure(read("openai", DONE)).kind()).isEqualTo(Kind.BAD_PAYLOAD);
    }

    @ParameterizedTest
    @CsvSource({"text/html,HTML page", "text/plain,no event stream", "application/octet-stream,no event stream"})
    void anotherContentTypeIsABadPayload(String type, String said) {
        ProviderException failure = failure(StreamedRun.whole(protocol("openai"), call(), type, "<html>"));

        assertThat(failure.kind()).isEqualTo(Kind.BAD_PAYLOAD);
        assertThat(failure).hasMessageContaining(said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "Application/JSON; charset=utf-8"})
    void aReplyInOnePieceIsToldAsEvents(String type) {
        StreamedRun run = StreamedRun.whole(protocol("openai"), call(), type, Wire.file("reply-text.json"));

        assertThat(run.text()).isEqualTo("Paris").isEqualTo(reply(run).text());
        assertThat(run.events()).last().isInstanceOf(ReplyEvent.Finish.class);
    }

    @Test
    void callsAreToldOnceTheirNameIsWhole() {
        StreamedRun run = read(
                "openai",
                calls("{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"get_\",\"arguments\":\"\"}}"),
                calls("{\"index\":0,\"function\":{\"name\":\"weather\"}}"),
                calls("{\"index\":0,\"function\":{\"arguments\":\"{\\\"ci\"}}"),
                calls("{\"index\":1,\"id\":\"b\",\"function\":{\"name\":\"now\",\"arguments\":\"\"}}"),
                calls("{\"index\":0,\"function\":{\"arguments\":\"ty\\\":1}\"}}"),
                STOP,
                DONE);

        assertThat(run.calls())
                .containsExactly(
                        new ReplyEvent.ToolCallStart(0, "a", "get_weather"),
                        new ReplyEvent.ToolCallStart(1, "b", "now"));
        assertThat(run.arguments(0)).isEqualTo("{\"city\":1}");
        assertThat(run.arguments(1)).isEqualTo("{}");
        assertThat(reply(run).finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
        assertThatCallsAreThoseOfTheReply(run, 2);
    }

    @Test
    void idsAndNamesThatComeAgainAreNoOtherCalls() {
        StreamedRun run = read(
                "openai",
                calls("{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"x\\\"\"}}"),
                calls("{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\":1}\"}}"),
                DONE);

        assertThat(run.arguments(0)).isEqualTo("{\"x\":1}");
        assertThatCallsAreThoseOfTheReply(run, 1);
    }

    @Test
    void callsWithOneIndexAreToldApartByIdOrByTheirBeginning() {
        String whole = "{\"index\":0,\"id\":\"%s\",\"function\":{\"name\":\"%s\",\"arguments\":\"{\\\"n\\\":%d}\"}}";
        assertThatCallsAreThoseOfTheReply(
                read("compatible", calls(whole.formatted("a", "f", 1), whole.formatted("b", "f", 2)), DONE), 2);
        assertThatCallsAreThoseOfTheReply(
                read("compatible", calls(whole.formatted("", "f", 1)), calls(whole.formatted("", "g", 2)), DONE), 2);
        assertThatCallsAreThoseOfTheReply(
                read("compatible", calls(whole.formatted("", "f", 1)), calls(whole.formatted("", "f", 2)), DONE), 2);
    }

    @Test
    void callsWithoutIndexAndIdAreReadAsWhole() {
        StreamedRun run = read(
                "mistral",
                calls(
                        "{\"function\":{\"name\":\"f\",\"arguments\":{\"a\":1.50}}}",
                        "{\"function\":{\"name\":\"g\",\"arguments\":\"\"}}"),
                DONE);

        assertThat(run.arguments(0)).isEqualTo("{\"a\":1.50}");
        assertThatCallsAreThoseOfTheReply(run, 2);
        assertThat(reply(run).message().toolCalls())
                .isEqualTo(Wire.read(
                                "mistral",
                                "{\"choices\":[{\"message\":{\"tool_calls\":[{\"function\":{\"name\":\"f\",\"arguments\":{\"a\":1.50}}},{\"function\":{\"name\":\"g\",\"arguments\":\"\"}}]}}]}")
                        .message()
                        .toolCalls());
    }

    @Test
    void theFirstFormOfTheProtocolHasOneCall() {
        StreamedRun run = read(
                "openai",
                "{\"choices\":[{\"delta\":{\"function_call\":{\"name\":\"f\",\"arguments\":\"\"}}}]}",
                "{\"choices\":[{\"delta\":{\"function_call\":{\"arguments\":\"{}\"}},\"finish_reason\":\"function_call\"}]}",
                DONE);

        assertThatCallsAreThoseOfTheReply(run, 1);
    }

    @Test
    void refusalsAreToldApartFromAnswers() {
        StreamedRun run = read("openai", delta("{\"refusal\":\"I ca\"}"), delta("{\"refusal\":\"n't\"}"), STOP, DONE);

        assertThat(run.refusal()).isEqualTo("I can't").isEqualTo(reply(run).text());
        assertThat(run.text()).isEmpty();
        assertThat(reply(run).finishReason()).isEqualTo(FinishReason.REFUSAL);
    }

    @Test
    void reasoningUnderTwoNamesIsToldOnce() {
        StreamedRun run = read(
                "deepseek",
                delta("{\"reasoning\":\"so \",\"reasoning_content\":\"so \"}"),
                delta("{\"reasoning\":\"what\",\"reasoning_content\":\"what\",\"content\":null}"),
                content("42"),
                STOP,
                DONE);

        assertThat(run.reasoning())
                .isEqualTo("so what")
                .isEqualTo(reply(run).message().reasoning());
        assertThat(run.text()).isEqualTo("42");
    }

    @Test
    void piecesOfReasoningDetailsBecomeOneSealedThought() {
        StreamedRun run = read(
                "openrouter",
                delta(
                        "{\"reasoning\":\"a\",\"reasoning_details\":[{\"type\":\"reasoning.text\",\"text\":\"a\",\"index\":0,\"signature\":\"\"}]}"),
                delta(
                        "{\"reasoning\":\"b\",\"reasoning_details\":[{\"type\":\"reasoning.text\",\"text\":\"b\",\"index\":0}]}"),
                delta("{\"reasoning_details\":[{\"type\":\"reasoning.text\",\"signature\":\"seal\",\"index\":0}]}"),
                content("x"),
                STOP,
                DONE);

        assertThat(reply(run).message().content())
                .isEqualTo(Wire.read(
                                "openrouter",
                                "{\"choices\":[{\"message\":{\"content\":\"x\",\"reasoning\":\"ab\",\"reasoning_details\":[{\"type\":\"reasoning.text\",\"text\":\"ab\",\"index\":0,\"signature\":\"seal\"}]}}]}")
                        .message()
                        .content());
        assertThat(run.reasoning()).isEqualTo("ab");
    }

    @Test
    void thinkingBlocksAreReasoningAndTextBlocksAreText() {
        StreamedRun run = read(
                "mistral",
                content(""),
                delta("{\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\"I \"}]}]}"),
                delta("{\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\"think\"}]}]}"),
                delta("{\"content\":[{\"type\":\"text\",\"text\":\"So\"}]}"),
                content(" be it"),
                STOP,
                DONE);

        assertThat(run.reasoning())
                .isEqualTo("I think")
                .isEqualTo(reply(run).message().reasoning());
        assertThat(run.text()).isEqualTo("So be it").isEqualTo(reply(run).text());
        assertThat(reply(run).message().content()).hasSize(2);
    }

    @Test
    void logprobsGoWithTheirTextInBothShapes() {
        String openAi =
                "{\"choices\":[{\"delta\":{\"content\":\"%s\"},\"logprobs\":{\"content\":[{\"token\":\"%s\",\"logprob\":-0.5,\"top_logprobs\":[]}]}}]}";
        String together =
                "{\"choices\":[{\"delta\":{\"content\":\"%s\"},\"logprobs\":{\"tokens\":[\"%s\"],\"token_logprobs\":[-0.5]}}]}";
        String bare = "{\"choices\":[{\"delta\":{\"content\":\"%s\"},\"logprobs\":-0.5}]}";
        for (String shape : List.of(openAi, together, bare)) {
            StreamedRun run = read("together", shape.formatted("a", "a"), shape.formatted("b", "b"), STOP, DONE);
            assertThat(reply(run).logprobs().tokens())
                    .containsExactly(new TokenLogprob("a", -0.5, List.of()), new TokenLogprob("b", -0.5, List.of()));
            assertThat(run.events().stream()
                            .filter(ReplyEvent.Text.class::isInstance)
                            .map(event -> ((ReplyEvent.Text) event).logprobs().tokens()))
                    .allSatisfy(tokens -> assertThat(tokens).hasSize(1));
        }
    }

    @Test
    void halfACharacterWaitsForTheOther() {
        StreamedRun run = read(
                "openai",
                delta("{\"content\":\"a\\ud83d\"}"),
                delta("{\"content\":\"\\ude00b\"}"),
                calls("{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"\\ud83d\"}}"),
                calls("{\"index\":0,\"function\":{\"arguments\":\"\\ude00\"}}"),
                DONE);

        assertThat(run.events()).contains(text("a"), text("\ud83d\ude00b"));
        assertThat(run.events()).contains(new ReplyEvent.ToolCallArguments(0, "\ud83d\ude00"));
    }

    @Test
    void theUsageOfAnyPlaceIsFound() {
        for (String last : List.of(
                "{\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4}}",
                "{\"choices\":[{\"delta\":{},\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4}}]}",
                "{\"choices\":[{\"delta\":{}}],\"x_groq\":{\"id\":\"r\",\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4}}}")) {
            StreamedRun run = read(
                    "groq",
                    content("a"),
                    STOP,
                    last,
                    "{\"choices\":[],\"usage\":null,\"x_groq\":{\"id\":\"r\"}}",
                    DONE);
            assertThat(reply(run).usage()).isEqualTo(TokenUsage.of(3, 4));
        }
    }

    @Test
    void aChunkOfTenMebibytesIsRead() {
        StreamedRun run = read("openai", delta("{\"content\":\"" + "x".repeat(10 * 1024 * 1024) + "\"}"), STOP, DONE);

        assertThat(reply(run).text()).hasSize(10 * 1024 * 1024).isEqualTo(run.text());
    }

    @Test
    void aStreamThatGoesOnAndOnIsGivenUpButCommentsMayComeForEver() {
        byte[] comments = (": " + "x".repeat(1024 * 1024) + "\n\n").getBytes(StandardCharsets.UTF_8);
        byte[] chunk = sse("{\"choices\":[],\"obfuscation\":\"" + "x".repeat(1024 * 1024) + "\"}")
                .getBytes(StandardCharsets.UTF_8);
        List<byte[]> pieces = new ArrayList<>(Collections.nCopies(300, comments));
        pieces.add(sse(content("a"), STOP).getBytes(StandardCharsets.UTF_8));
        assertThat(reply(read(pieces)).text()).isEqualTo("a");

        pieces.addAll(Collections.nCopies(257, chunk));
        ProviderException failure = failure(read(pieces));
        assertThat(failure.kind()).isEqualTo(Kind.BAD_PAYLOAD);
        assertThat(failure).hasMessageContaining("longer than 256 MiB");
    }

    @Test
    void onlyTheFirstOfSeveralChoicesIsTheReply() {
        StreamedRun run = read(
                "openai",
                "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}},{\"index\":1,\"delta\":{\"content\":\"x\"}}]}",
                "{\"choices\":[{\"index\":1,\"delta\":{},\"finish_reason\":\"length\"}]}",
                STOP,
                DONE);

        assertThat(run.text()).isEqualTo("a");
        assertThat(reply(run).finishReason()).isEqualTo(FinishReason.STOP);
    }

    @Test
    void aRequestForAStreamAsksForTheUsageWhereThatIsNeeded() {
        assertThat(streamed("openai")).contains("\"stream\":true", "\"stream_options\":{\"include_usage\":true}");
        assertThat(streamed("mistral")).contains("\"stream\":true").doesNotContain("stream_options");
        assertThat(streamed("vllm", "stream_options"))
                .contains("\"stream\":true")
                .doesNotContain("stream_options");
        assertThat(streamed("vllm", "stream_options.include_usage")).doesNotContain("stream_options");
        assertThat(streamed("vllm", "stream")).doesNotContain("stream");
    }

    @Test
    void aServerThatRefusesTheFieldSaysSoInAWayThatIsRepaired() {
        ProviderException failure = Wire.failure(
                "vllm",
                400,
                "{\"error\":{\"message\":\"x\",\"param\":\"stream_options\",\"code\":\"unknown_parameter\"}}");

        assertThat(failure.kind()).isEqualTo(Kind.UNSUPPORTED_PARAMETER);
        assertThat(failure.parameter()).isEqualTo("stream_options");
    }

    @Test
    void aStreamIsNoRepetitionOfAReplyInOnePiece() {
        OpenAiProtocol protocol = protocol("openai");
        Map<String, String> whole = protocol.encode(call(), Set.of()).headers();
        Map<String, String> streamed = protocol.encodeStreamed(call(), Set.of()).headers();

        assertThat(streamed.get("Idempotency-Key")).isNotNull().isNotEqualTo(whole.get("Idempotency-Key"));
    }

    private static void assertThatCallsAreThoseOfTheReply(StreamedRun run, int count) {
        var calls = reply(run).message().toolCalls();
        assertThat(calls).hasSize(count);
        assertThat(run.calls()).hasSize(count);
        for (ReplyEvent.ToolCallStart start : run.calls()) {
            assertThat(start.id()).isEqualTo(calls.get(start.index()).id());
            assertThat(start.name()).isEqualTo(calls.get(start.index()).name());
            assertThat(run.arguments(start.index()))
                    .isEqualTo(calls.get(start.index()).arguments());
        }
    }

    private static String streamed(String preset, String... refused) {
        byte[] body = protocol(preset).encodeStreamed(call(), Set.of(refused)).body();
        return new String(Objects.requireNonNull(body), StandardCharsets.UTF_8);
    }

    static String delta(String json) {
        return "{\"choices\":[{\"index\":0,\"delta\":" + json + "}]}";
    }

    static String content(String text) {
        StringBuilder escaped = new StringBuilder();
        // one by one: a test may cut between the halves of a character
        text.chars().forEach(next -> escaped.append("\\u%04x".formatted(next)));
        return delta("{\"content\":\"" + escaped + "\"}");
    }

    private static String calls(String... calls) {
        return delta("{\"tool_calls\":[" + String.join(",", calls) + "]}");
    }

    private static ReplyEvent text(String text) {
        return new ReplyEvent.Text(text, Logprobs.ABSENT);
    }

    static String sse(String... data) {
        List<String> events = new ArrayList<>();
        for (String one : data) {
            events.add("data: " + one + "\n\n");
        }
        return String.join("", events);
    }

    private static StreamedRun read(List<byte[]> pieces) {
        return StreamedRun.of(protocol("openai"), call(), "text/event-stream", pieces);
    }

    static StreamedRun read(String preset, String... data) {
        return StreamedRun.whole(protocol(preset), call(), "text/event-stream", sse(data));
    }

    static ChatReply reply(StreamedRun run) {
        assertThat(run.failure()).isNull();
        return Objects.requireNonNull(run.reply());
    }

    private static ProviderException failure(StreamedRun run) {
        return Objects.requireNonNull(run.failure());
    }

    private static ChatCall call() {
        return Wire.call("asked", ChatRequest.of("?"));
    }

    private static OpenAiProtocol protocol(String preset) {
        return Wire.protocol(preset, Map.of());
    }
}
