package io.cascadeflow.provider.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.FinishReason;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.model.ToolCall;
import io.cascadeflow.provider.ChatCall;
import io.cascadeflow.provider.HttpReply;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderException.Kind;
import io.cascadeflow.provider.StreamedRun;
import io.cascadeflow.provider.WireJson;
import io.cascadeflow.provider.WireProtocol;
import io.cascadeflow.provider.WireRecordings;
import io.cascadeflow.provider.WireRecordings.Exchange;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every recorded reply of the Gemini API and of Vertex is read without loss, whole, streamed and cut. */
class GeminiRecordingsTest {

    private static final ChatCall CALL = new ChatCall("asked", ChatRequest.of("?"), Instant.MAX, "key");
    private static final WireProtocol PROTOCOL = GeminiProtocol.forReading(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
    private static final Map<String, FinishReason> REASONS = Map.of(
            "MAX_TOKENS", FinishReason.LENGTH,
            "SAFETY", FinishReason.CONTENT_FILTER,
            "MODEL_ARMOR", FinishReason.CONTENT_FILTER,
            "UNEXPECTED_TOOL_CALL", FinishReason.ERROR);
    private static final int DRAWN = 60;

    private static List<Exchange> recorded(String verb) {
        return WireRecordings.onPathsEndingWith(verb).stream()
                .filter(exchange -> GeminiProtocol.speaksOn(exchange.path()))
                .toList();
    }

    @Test
    void everyReplyInOnePieceIsReadWithoutLoss() {
        int answers = 0;
        for (Exchange exchange : recorded(":generateContent")) {
            JsonNode json = WireJson.objectIn(exchange.response()).orElseThrow();
            if (json.has("candidates")) {
                compare(exchange.toString(), json, PROTOCOL.decode(CALL, exchange.reply()));
                answers++;
            } else {
                Kind kind = json.has("promptFeedback") ? Kind.CONTENT_FILTERED : Kind.NOT_FOUND;
                ProviderException failure =
                        catchThrowableOfType(ProviderException.class, () -> PROTOCOL.decode(CALL, exchange.reply()));
                assertThat(failure.kind()).as(exchange.toString()).isEqualTo(kind);
            }
        }
        assertThat(answers).isGreaterThan(200);
    }

    private static void compare(String what, JsonNode json, ChatReply reply) {
        StringBuilder text = new StringBuilder();
        StringBuilder thought = new StringBuilder();
        List<JsonNode> calls = new ArrayList<>();
        List<String> signatures = new ArrayList<>();
        for (JsonNode part : json.at("/candidates/0/content/parts")) {
            (part.path("thought").asBoolean() ? thought : text)
                    .append(part.path("text").asText());
            if (part.has("functionCall")) {
                calls.add(part);
            }
            boolean ours = part.has("functionCall") || part.has("text");
            if (part.has("thoughtSignature") && ours) {
                signatures.add(part.path("thoughtSignature").asText());
            }
        }
        assertThat(reply.id()).as(what).isEqualTo(json.path("responseId").asText());
        assertThat(reply.model()).as(what).isEqualTo(json.path("modelVersion").asText());
        assertThat(reply.text()).as(what).isEqualTo(text.toString());
        assertThat(squeezed(reply.message().reasoning())).as(what).isEqualTo(squeezed(thought.toString()));
        assertThat(sentBack(reply)).as(what).containsExactlyElementsOf(signatures);
        calls(what, calls, reply.message().toolCalls());
        usage(what, json.path("usageMetadata"), reply.usage());
        FinishReason stop = calls.isEmpty() ? FinishReason.STOP : FinishReason.TOOL_CALLS;
        assertThat(reply.finishReason())
                .as(what)
                .isEqualTo(REASONS.getOrDefault(
                        json.at("/candidates/0/finishReason").asText(), stop));
        assertThat(reply.logprobs().tokens())
                .as(what)
                .hasSize(
                        json.at("/candidates/0/logprobsResult/chosenCandidates").size());
    }

    /** The signatures of a request that gives the answer back, in their order. */
    private static List<String> sentBack(ChatReply reply) {
        List<String> signatures = new ArrayList<>();
        for (JsonNode content : Contents.of(List.of(ChatMessage.user("?"), reply.message()))) {
            for (JsonNode part : content.path("parts")) {
                if (part.has("thoughtSignature")) {
                    signatures.add(part.path("thoughtSignature").asText());
                }
            }
        }
        return signatures;
    }

    private static void calls(String what, List<JsonNode> parts, List<ToolCall> calls) {
        assertThat(calls).as(what).hasSameSizeAs(parts);
        for (int i = 0; i < parts.size(); i++) {
            JsonNode call = parts.get(i).path("functionCall");
            assertThat(calls.get(i).name()).as(what).isEqualTo(call.path("name").asText());
            assertThat(WireJson.objectIn(calls.get(i).arguments()).orElseThrow())
                    .as(what)
                    .isEqualTo(call.path("args"));
        }
        assertThat(calls)
                .as(what)
                .extracting(ToolCall::id)
                .doesNotHaveDuplicates()
                .noneMatch(String::isBlank);
    }

    private static void usage(String what, JsonNode usage, @Nullable TokenUsage read) {
        if (!usage.has("promptTokenCount")) {
            assertThat(read).as(what).isNull();
            return;
        }
        TokenUsage told = Objects.requireNonNull(read, what);
        assertThat(told.totalInput() + told.output())
                .as(what)
                .isEqualTo(usage.path("totalTokenCount").asLong());
        assertThat(told.reasoning())
                .as(what)
                .isEqualTo(usage.path("thoughtsTokenCount").asLong());
        assertThat(told.cacheRead())
                .as(what)
                .isEqualTo(usage.path("cachedContentTokenCount").asLong());
    }

    @Test
    void everyStreamIsReadAsTheSamePartsInOnePiece() {
        List<Exchange> streams = recorded(":streamGenerateContent");
        assertThat(streams).hasSizeGreaterThan(10);
        for (Exchange exchange : streams) {
            String what = exchange.toString();
            StreamedRun run = run(List.of(bytes(exchange)));
            ChatReply reply = Objects.requireNonNull(run.reply(), () -> what + run.failure());
            ObjectNode whole = joined(exchange);
            compare(what, whole, reply);
            assertThat(reply)
                    .as(what)
                    .isEqualTo(PROTOCOL.decode(
                            CALL, new HttpReply(200, Map.of(), whole.toString().getBytes(StandardCharsets.UTF_8))));
            assertThat(run.text()).as(what).isEqualTo(reply.text());
            assertThat(run.reasoning()).as(what).isEqualTo(reply.message().reasoning());
            assertThat(run.calls()).as(what).hasSameSizeAs(reply.message().toolCalls());
        }
    }

    private static ObjectNode joined(Exchange exchange) {
        ObjectNode whole = WireJson.object();
        ArrayNode parts = WireJson.array();
        ObjectNode candidate = WireJson.object();
        exchange.response().lines().filter(line -> line.startsWith("data:")).forEach(line -> {
            ObjectNode chunk = WireJson.objectIn(line.substring(5).strip()).orElseThrow();
            JsonNode first = chunk.path("candidates").path(0);
            parts.addAll(PartsJson.joined(first.path("content").path("parts")));
            whole.setAll(chunk);
            if (first instanceof ObjectNode object) {
                candidate.setAll(object);
            }
        });
        candidate.putObject("content").set("parts", parts);
        whole.putArray("candidates").add(candidate);
        return whole;
    }

    @Test
    void aCutAnywhereChangesNothingAndABrokenStreamIsNeverASuccess() {
        for (Exchange exchange : recorded(":streamGenerateContent")) {
            byte[] bytes = bytes(exchange);
            String whole = run(List.of(bytes)).told();
            assertThat(run(StreamedRun.single(bytes)).told())
                    .as(exchange.toString())
                    .isEqualTo(whole);
            new Random(bytes.length).ints(DRAWN, 0, bytes.length).forEach(place -> {
                String what = exchange + " at " + place;
                assertThat(run(StreamedRun.cutAt(bytes, place)).told()).as(what).isEqualTo(whole);
                StreamedRun broken = run(List.of(Arrays.copyOf(bytes, place)));
                if (broken.failure() == null) {
                    assertThat(new String(bytes, 0, place, StandardCharsets.UTF_8))
                            .as(what)
                            .contains("finishReason");
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
