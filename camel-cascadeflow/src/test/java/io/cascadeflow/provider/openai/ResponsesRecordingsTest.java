package io.cascadeflow.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.ContentPart;
import io.cascadeflow.model.FinishReason;
import io.cascadeflow.model.Logprobs;
import io.cascadeflow.model.ReplyEvent;
import io.cascadeflow.model.TokenLogprob;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.model.ToolCall;
import io.cascadeflow.provider.ChatCall;
import io.cascadeflow.provider.HttpReply;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderException.Kind;
import io.cascadeflow.provider.StreamedRun;
import io.cascadeflow.provider.WireProtocol;
import io.cascadeflow.provider.WireRecordings;
import io.cascadeflow.provider.WireRecordings.Exchange;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every recorded response is read without loss, whole, streamed and cut: compared with a blind walk through its JSON. */
class ResponsesRecordingsTest {

    private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    private static final ChatCall CALL = new ChatCall("asked", ChatRequest.of("?"), Instant.MAX, "key");
    private static final WireProtocol PROTOCOL = ResponsesProtocol.forReading("openai", CLOCK);
    private static final int DRAWN = 60;

    private static List<Exchange> recorded(boolean streams) {
        return WireRecordings.onPathsEndingWith("/responses").stream()
                .filter(exchange -> String.valueOf(exchange.contentType()).contains("event-stream") == streams)
                .toList();
    }

    @Test
    void everyResponseInOnePieceIsReadWithoutLoss() {
        int answers = 0;
        for (Exchange exchange : recorded(false)) {
            if (exchange.status() == 200) {
                compare(
                        exchange.toString(),
                        Json.parseOrMissing(exchange.response()),
                        PROTOCOL.decode(CALL, exchange.reply()));
                answers++;
            } else {
                ProviderException failure =
                        catchThrowableOfType(ProviderException.class, () -> PROTOCOL.decode(CALL, exchange.reply()));
                boolean unknown = exchange.response().contains("model_not_found");
                assertThat(failure.kind())
                        .as(exchange.toString())
                        .isEqualTo(unknown ? Kind.NOT_FOUND : Kind.BAD_REQUEST);
            }
        }
        assertThat(answers).isGreaterThan(100);
    }

    private static void compare(String what, JsonNode json, ChatReply reply) {
        StringBuilder text = new StringBuilder();
        StringBuilder thought = new StringBuilder();
        for (JsonNode item : json.path("output")) {
            item.path("content")
                    .forEach(part -> (item.path("type").asText().equals("message") ? text : thought)
                            .append(part.path("text").asText()));
            item.path("summary")
                    .forEach(part -> thought.append(part.path("text").asText()));
        }
        assertThat(reply.id()).as(what).isEqualTo(json.path("id").asText());
        assertThat(reply.model()).as(what).isEqualTo(json.path("model").asText());
        assertThat(reply.text()).as(what).isEqualTo(text.toString());
        assertThat(squeezed(reply.message().reasoning())).as(what).isEqualTo(squeezed(thought.toString()));
        sealed(what, json, reply);
        calls(what, json, reply.message().toolCalls());
        usage(what, json.path("usage"), reply.usage());
        FinishReason expected = json.path("status").asText().equals("queued")
                ? FinishReason.PAUSE
                : reply.message().toolCalls().isEmpty() ? FinishReason.STOP : FinishReason.TOOL_CALLS;
        assertThat(reply.finishReason()).as(what).isEqualTo(expected);
    }

    private static void sealed(String what, JsonNode json, ChatReply reply) {
        StringBuilder kept = new StringBuilder();
        for (ContentPart part : reply.message().content()) {
            if (part instanceof ContentPart.Reasoning thought) {
                kept.append(thought.text()).append(thought.signature());
            }
        }
        for (JsonNode item : json.path("output")) {
            if (item.path("type").asText().equals("reasoning")
                    && item.path("encrypted_content").isTextual()) {
                assertThat(kept.toString())
                        .as(what)
                        .contains(
                                item.path("encrypted_content").asText(),
                                item.path("id").asText());
            }
        }
    }

    private static void calls(String what, JsonNode json, List<ToolCall> calls) {
        int next = 0;
        for (JsonNode item : json.path("output")) {
            if (item.path("type").asText().equals("function_call")) {
                ToolCall call = calls.get(next++);
                assertThat(call.id()).as(what).isEqualTo(item.path("call_id").asText());
                assertThat(call.name()).as(what).isEqualTo(item.path("name").asText());
                assertThat(call.arguments())
                        .as(what)
                        .isEqualTo(item.path("arguments").asText());
            }
        }
        assertThat(calls).as(what).hasSize(next);
    }

    private static void usage(String what, JsonNode usage, @Nullable TokenUsage read) {
        if (usage.isNull() || usage.isMissingNode()) {
            assertThat(read).as(what).isNull();
            return;
        }
        TokenUsage told = Objects.requireNonNull(read, what);
        assertThat(told.totalInput())
                .as(what)
                .isEqualTo(usage.path("input_tokens").asLong());
        assertThat(told.output()).as(what).isEqualTo(usage.path("output_tokens").asLong());
        assertThat(told.cacheRead())
                .as(what)
                .isEqualTo(usage.at("/input_tokens_details/cached_tokens").asLong());
        assertThat(told.reasoning())
                .as(what)
                .isEqualTo(usage.at("/output_tokens_details/reasoning_tokens").asLong());
    }

    @Test
    void everyStreamIsReadAsTheResponseThatItsLastEventHolds() {
        int read = 0;
        for (Exchange exchange : recorded(true)) {
            String what = exchange.toString();
            StreamedRun run = run(List.of(bytes(exchange)));
            if (run.failure() != null) {
                assertThat(unfinished(exchange)).as(what + run.failure()).isTrue();
                continue;
            }
            ChatReply reply = Objects.requireNonNull(run.reply());
            JsonNode last = last(exchange);
            ChatReply whole = PROTOCOL.decode(CALL, json(last));
            if (!last.path("output").isEmpty()) {
                // the two accounts of the log-probabilities differ in their last digits
                assertThat(reply.withLogprobs(Logprobs.ABSENT)).as(what).isEqualTo(whole.withLogprobs(Logprobs.ABSENT));
                assertThat(reply.logprobs().tokens())
                        .as(what)
                        .extracting(TokenLogprob::token)
                        .isEqualTo(whole.logprobs().tokens().stream()
                                .map(TokenLogprob::token)
                                .toList());
                compare(what, last, reply);
            }
            assertThat(run.text()).as(what).isEqualTo(reply.text());
            assertThat(squeezed(run.reasoning()))
                    .as(what)
                    .isEqualTo(squeezed(reply.message().reasoning()));
            assertThat(run.calls()).as(what).hasSameSizeAs(reply.message().toolCalls());
            for (int i = 0; i < run.calls().size(); i++) {
                assertThat(run.arguments(i))
                        .as(what)
                        .isEqualTo(reply.message().toolCalls().get(i).arguments());
            }
            assertThat(run.events()).as(what).last().isEqualTo(new ReplyEvent.Finish(reply.finishReason()));
            read++;
        }
        assertThat(read).isGreaterThan(10);
    }

    /** One was recorded to its middle only, another asked for in the background. */
    private static boolean unfinished(Exchange exchange) {
        return !exchange.response().contains("\"type\":\"response.completed\"")
                && !exchange.response().contains("\"type\": \"response.completed\"");
    }

    /** With the items as they came at their own end: a thought is sealed anew, otherwise, each time that it is told. */
    private static JsonNode last(Exchange exchange) {
        ObjectNode response = Json.object();
        List<JsonNode> events = exchange.response()
                .lines()
                .filter(line -> line.startsWith("data: {"))
                .map(line -> Json.parseOrMissing(line.substring(5)))
                .toList();
        for (JsonNode event : events) {
            if (event.path("type").asText().equals("response.completed")) {
                response.setAll((ObjectNode) event.path("response"));
            }
        }
        for (JsonNode event : events) {
            int index = event.path("output_index").asInt();
            boolean ended = event.path("type").asText().equals("response.output_item.done");
            if (ended && response.path("output") instanceof ArrayNode output && index < output.size()) {
                output.set(index, event.path("item"));
            }
        }
        return response;
    }

    private static HttpReply json(JsonNode response) {
        return new HttpReply(200, Map.of(), response.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aCutAnywhereChangesNothingAndABrokenStreamIsNeverASuccess() {
        for (Exchange exchange : recorded(true)) {
            byte[] bytes = bytes(exchange);
            String whole = run(List.of(bytes)).told();
            assertThat(run(StreamedRun.single(bytes)).told())
                    .as(exchange.toString())
                    .isEqualTo(whole);
            IntStream places = new Random(bytes.length).ints(DRAWN, 0, bytes.length);
            places.forEach(place -> {
                String what = exchange + " at " + place;
                assertThat(run(StreamedRun.cutAt(bytes, place)).told()).as(what).isEqualTo(whole);
                StreamedRun broken = run(List.of(Arrays.copyOf(bytes, place)));
                if (broken.failure() == null) {
                    assertThat(new String(bytes, 0, place, StandardCharsets.UTF_8))
                            .as(what)
                            .contains("response.completed");
                } else {
                    assertThat(broken.failure().kind()).as(what).isEqualTo(Kind.TRUNCATED);
                }
            });
        }
    }

    private static StreamedRun run(List<byte[]> pieces) {
        return StreamedRun.of(PROTOCOL, CALL, "text/event-stream", pieces);
    }

    private static byte[] bytes(Exchange exchange) {
        return exchange.response().getBytes(StandardCharsets.UTF_8);
    }

    private static String squeezed(String text) {
        return text.replaceAll("\\s+", "");
    }
}
