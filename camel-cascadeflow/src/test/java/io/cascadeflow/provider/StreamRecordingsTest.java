package io.cascadeflow.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.ReplyEvent;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.model.ToolCall;
import io.cascadeflow.provider.ProviderException.Kind;
import io.cascadeflow.provider.WireRecordings.Exchange;
import io.cascadeflow.provider.anthropic.AnthropicProtocol;
import io.cascadeflow.provider.openai.RecordedTraffic;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every recorded event stream of the protocols that are built, whole and cut. */
class StreamRecordingsTest {

    private static final ChatCall CALL = new ChatCall("asked", ChatRequest.of("?"), Instant.MAX, "key");
    private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    /** Streams up to this size are cut everywhere; longer ones at places drawn from all. */
    private static final int SHORT = 4_096;

    private static final int DRAWN = 120;

    @Test
    void everyRecordedStreamIsReadWithoutLoss() {
        int read = 0;
        for (Exchange exchange : streams()) {
            RecordedStream stream = RecordedStream.of(exchange.response());
            StreamedRun run = whole(exchange);
            if (stream.error() != null) {
                ProviderException failure = Objects.requireNonNull(run.failure(), exchange.toString());
                assertThat(failure.kind()).as(exchange.toString()).isEqualTo(Kind.BAD_REQUEST);
                assertThat(failure.details().usage()).as(exchange.toString()).isNotNull();
                assertThat(failure).hasMessageNotContaining(stream.error());
            } else {
                compare(exchange, stream, run);
                read++;
            }
        }
        assertThat(read).isPositive();
    }

    private static void compare(Exchange exchange, RecordedStream stream, StreamedRun run) {
        String what = exchange.toString();
        assertThat(run.failure()).as(what).isNull();
        ChatReply reply = Objects.requireNonNull(run.reply(), what);
        assertThat(reply.text()).as(what).isEqualTo(stream.text()).isEqualTo(run.text());
        assertThat(squeezed(reply.message().reasoning())).as(what).isEqualTo(squeezed(stream.reasoning()));
        assertThat(run.reasoning()).as(what).isEqualTo(stream.reasoning());
        assertThat(run.events().get(0)).as(what).isEqualTo(new ReplyEvent.Start(reply.id(), reply.model()));
        assertThat(reply.id()).as(what).isEqualTo(stream.id());
        assertThat(reply.model()).as(what).isEqualTo(stream.model());
        assertThat(run.events().get(run.events().size() - 1))
                .as(what)
                .isEqualTo(new ReplyEvent.Finish(reply.finishReason()));
        TokenUsage usage = Objects.requireNonNull(reply.usage(), what);
        assertThat(usage.output()).as(what).isEqualTo(stream.output());
        assertThat(usage.totalInput()).as(what).isEqualTo(stream.input());
        calls(what, stream, run, reply.message().toolCalls());
    }

    private static void calls(String what, RecordedStream stream, StreamedRun run, List<ToolCall> calls) {
        assertThat(calls).as(what).extracting(ToolCall::name).containsExactlyElementsOf(stream.callNames());
        for (int i = 0; i < calls.size(); i++) {
            JsonNode arguments = RecordedStream.json(stream.callArguments().get(i));
            assertThat(RecordedStream.json(calls.get(i).arguments())).as(what).isEqualTo(arguments);
            assertThat(run.arguments(i))
                    .as(what)
                    .isEqualTo(stream.callArguments().get(i));
            assertThat(run.calls().get(i).id()).as(what).isEqualTo(calls.get(i).id());
            assertThat(run.calls().get(i).name())
                    .as(what)
                    .isEqualTo(calls.get(i).name());
        }
    }

    @Test
    void aCutAnywhereChangesNothing() {
        for (Exchange exchange : streams()) {
            byte[] bytes = bytes(exchange);
            String whole = whole(exchange).told();
            assertThat(run(exchange, StreamedRun.single(bytes)).told())
                    .as(exchange.toString())
                    .isEqualTo(whole);
            places(bytes.length)
                    .forEach(place -> assertThat(run(exchange, StreamedRun.cutAt(bytes, place))
                                    .told())
                            .as("%s cut at %d", exchange, place)
                            .isEqualTo(whole));
        }
    }

    /** The terminal message, or what stands for it, is found by looking for the reason to stop in what has come. */
    @Test
    void aStreamThatBreaksOffIsNeverASuccessBeforeItsTerminalMessage() {
        for (Exchange exchange : streams()) {
            byte[] bytes = bytes(exchange);
            StreamedRun whole = whole(exchange);
            places(bytes.length).forEach(place -> {
                StreamedRun cut = run(exchange, List.of(Arrays.copyOf(bytes, place)));
                String what = "%s ends at %d of %d".formatted(exchange, place, bytes.length);
                String came = new String(bytes, 0, place, StandardCharsets.UTF_8);
                if (cut.failure() == null) {
                    assertThat(came).as(what).containsAnyOf("\"finish_reason\":\"", "\"message_stop\"");
                    sameAnswer(what, cut, whole);
                } else if (whole.failure() == null) {
                    assertThat(cut.failure().kind()).as(what).isEqualTo(Kind.TRUNCATED);
                }
            });
        }
    }

    /** Accounts come last and may be missing; a stream may report its failure after the model stopped. */
    private static void sameAnswer(String what, StreamedRun cut, StreamedRun whole) {
        ChatReply reply = Objects.requireNonNull(cut.reply());
        assertThat(cut.text()).as(what).isEqualTo(whole.text());
        if (whole.reply() != null) {
            assertThat(reply.message()).as(what).isEqualTo(whole.reply().message());
            assertThat(reply.finishReason()).as(what).isEqualTo(whole.reply().finishReason());
        }
    }

    private static Stream<Integer> places(int length) {
        IntStream places = length <= SHORT
                ? IntStream.range(0, length)
                : IntStream.concat(new Random(length).ints(DRAWN, 0, length), IntStream.range(length - DRAWN, length));
        return places.boxed();
    }

    private static List<Exchange> streams() {
        List<Exchange> streams = new ArrayList<>(WireRecordings.onPathsEndingWith("/chat/completions"));
        streams.addAll(WireRecordings.onPathsEndingWith("/v1/messages"));
        streams.removeIf(exchange -> exchange.isJson() || exchange.status() != 200);
        return streams;
    }

    private static StreamedRun whole(Exchange exchange) {
        return run(exchange, List.of(bytes(exchange)));
    }

    private static StreamedRun run(Exchange exchange, List<byte[]> pieces) {
        WireProtocol protocol = exchange.path().endsWith("/v1/messages")
                ? AnthropicProtocol.withoutKey(ProviderSettings.of("anthropic").withEnvironment(name -> null), CLOCK)
                : RecordedTraffic.protocolFor("openai", exchange.path(), CLOCK).orElseThrow();
        return StreamedRun.of(protocol, CALL, String.valueOf(exchange.contentType()), pieces);
    }

    private static byte[] bytes(Exchange exchange) {
        return exchange.response().getBytes(StandardCharsets.UTF_8);
    }

    private static String squeezed(String text) {
        return text.replaceAll("\\s+", "");
    }
}
