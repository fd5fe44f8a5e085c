package io.cascadeflow.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cascadeflow.cascade.Outcome;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.ContentPart;
import io.cascadeflow.model.FinishReason;
import io.cascadeflow.model.Logprobs;
import io.cascadeflow.model.Role;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.model.ToolCall;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A cache never gives what was not kept there, and never stands in a call's way. */
class AnswerCacheTest {

    private static final CacheKey KEY = key("a");
    private static final CachedAnswer ANSWER = answer(ChatReply.of("m-2026", "four"));

    private Instant now = Instant.parse("2026-11-28T10:00:00Z");
    private final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    };
    private final List<CacheEvent> events = new CopyOnWriteArrayList<>();
    private final Stored stored = new Stored();

    /** A store that keeps, forgets nothing, and shows what it has. */
    private static class Stored implements CacheStore {

        final Map<String, byte[]> values = new ConcurrentHashMap<>();

        @Override
        public CompletionStage<byte @Nullable []> get(String key) {
            return CompletableFuture.completedFuture(values.get(key));
        }

        @Override
        public CompletionStage<@Nullable Void> put(String key, byte[] value, Duration maxAge) {
            values.put(key, value);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<@Nullable Void> remove(String key) {
            values.remove(key);
            return CompletableFuture.completedFuture(null);
        }
    }

    /** A store of which every question ends in the same way. */
    private record Down(Supplier<CompletionStage<?>> end) implements CacheStore {

        @SuppressWarnings("unchecked")
        private <T extends @Nullable Object> CompletionStage<T> ended() {
            return (CompletionStage<T>) end.get();
        }

        @Override
        public CompletionStage<byte @Nullable []> get(String key) {
            return ended();
        }

        @Override
        public CompletionStage<@Nullable Void> put(String key, byte[] value, Duration maxAge) {
            return ended();
        }

        @Override
        public CompletionStage<@Nullable Void> remove(String key) {
            return ended();
        }
    }

    private static CacheKey key(String question) {
        return CacheKey.of(
                new CacheScope(null, "c", null, List.of(), "", List.of(), Map.of()), ChatRequest.of(question));
    }

    private static CachedAnswer answer(ChatReply reply) {
        return new CachedAnswer(
                Instant.parse("2026-11-28T10:00:00Z"), "small", Outcome.ESCALATED, 0.875, "probe", "m", true, reply);
    }

    private AnswerCache cache(CacheStore store) {
        return new AnswerCache(store, Duration.ofMinutes(10), clock, events::add);
    }

    private static Optional<CachedAnswer> found(AnswerCache cache, CacheKey key) {
        return cache.find(key).toCompletableFuture().join();
    }

    @Test
    void whatIsKeptIsFoundWholeWithItsConfidenceUntilItIsTooOld() {
        AnswerCache cache = cache(stored);
        cache.keep(KEY, ANSWER);

        assertThat(found(cache, KEY)).contains(ANSWER);
        assertThat(found(cache, key("b"))).isEmpty();
        now = now.plus(Duration.ofMinutes(10));
        assertThat(found(cache, KEY)).isEmpty();
        assertThat(events).containsExactly(CacheEvent.KEPT, CacheEvent.HIT, CacheEvent.MISS, CacheEvent.MISS);
    }

    @Test
    void callsOfToolsAndStopTextsComeBackAsTheyWere() {
        ChatMessage calls = new ChatMessage(
                Role.ASSISTANT,
                List.of(new ContentPart.Text("Let me look."), new ContentPart.Text("\ud83d\ude00\u0000")),
                List.of(new ToolCall("1", "look", "{\"a\": 1}"), new ToolCall("2", "look", "{}")),
                null);
        CachedAnswer answer =
                answer(new ChatReply("id-1", "m", calls, FinishReason.TOOL_CALLS, null, Logprobs.ABSENT, null));
        cache(stored).keep(KEY, answer);

        assertThat(found(cache(stored), KEY)).contains(answer);
    }

    @Test
    void usageAndThoughtsAreNotKept() {
        ChatMessage message = new ChatMessage(
                Role.ASSISTANT,
                List.of(new ContentPart.Reasoning("hm", "seal", false), new ContentPart.Text("four")),
                List.of(),
                null);
        cache(stored)
                .keep(
                        KEY,
                        answer(new ChatReply(
                                "", "m", message, FinishReason.STOP, TokenUsage.of(5, 6), Logprobs.ABSENT, null)));

        assertThat(found(cache(stored), KEY).orElseThrow().reply()).isEqualTo(ChatReply.of("m", "four"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"DEGRADED", "REJECTED", "FAILED"})
    void anOutcomeThatIsNoAcceptanceCannotBeKept(String outcome) {
        assertThatThrownBy(() -> new CachedAnswer(
                        now, "small", Outcome.valueOf(outcome), 0.5, "", "", false, ChatReply.of("m", "four")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"LENGTH", "CONTENT_FILTER", "REFUSAL", "PAUSE", "CONTEXT_WINDOW", "ERROR", "UNKNOWN"})
    void anAnswerThatIsNotCompleteCannotBeKept(String ending) {
        ChatReply reply = ChatReply.of("m", "four").withFinishReason(FinishReason.valueOf(ending));
        assertThat(CachedAnswer.isComplete(reply)).isFalse();
        assertThatThrownBy(() -> answer(reply)).isInstanceOf(IllegalArgumentException.class);
        assertThat(CachedAnswer.isComplete(ChatReply.of("m", " "))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\u0000\u0001",
                "{\"key\":\"KEY\"}",
                "{\"key\":\"other\"}",
                "cut",
                "twice",
                "longer",
                "outcome",
                "confidence",
                "finish",
                "truth",
                "swapped"
            })
    void whatIsNotWhatWasKeptIsTakenOutAndCounted(String poison) {
        AnswerCache cache = cache(stored);
        cache.keep(KEY, ANSWER);
        String good = new String(stored.values.get(KEY.digest()), StandardCharsets.UTF_8);
        String bad =
                switch (poison) {
                    case "cut" -> good.substring(0, good.length() / 2);
                    case "twice" -> good + good;
                    case "longer" -> good.replace("{\"key\"", "{\"tier\":\"large\",\"key\"");
                    case "outcome" -> good.replace("ESCALATED", "DEGRADED");
                    case "confidence" -> good.replace("0.875", "7");
                    case "finish" -> good.replace("STOP", "LENGTH");
                    case "truth" -> good.replace("true", "\"true\"");
                    case "swapped" -> good.replace(KEY.digest(), key("b").digest());
                    default -> poison.replace("KEY", KEY.digest());
                };
        stored.values.put(KEY.digest(), bad.getBytes(StandardCharsets.UTF_8));

        assertThat(found(cache, KEY)).isEmpty();
        assertThat(stored.values).isEmpty();
        assertThat(events).containsExactly(CacheEvent.KEPT, CacheEvent.POISONED, CacheEvent.MISS);
    }

    @Test
    void aStoreThatIsDownCostsNothingButTheCache() throws Exception {
        List<Supplier<CompletionStage<?>>> ends = List.of(
                () -> {
                    throw new IllegalStateException("down");
                },
                () -> CompletableFuture.failedFuture(new IOException("down")),
                CompletableFuture::new);
        for (Supplier<CompletionStage<?>> end : ends) {
            BlockingQueue<CacheEvent> queue = new LinkedBlockingQueue<>();
            AnswerCache cache = new AnswerCache(new Down(end), Duration.ofMinutes(10), clock, queue::add);
            assertThat(found(cache, KEY)).isEmpty();
            cache.keep(KEY, ANSWER);
            cache.reject(KEY);
            List<CacheEvent> told = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                told.add(queue.poll(10, TimeUnit.SECONDS));
            }
            assertThat(told)
                    .containsExactlyInAnyOrder(
                            CacheEvent.FAILURE,
                            CacheEvent.KEPT,
                            CacheEvent.FAILURE,
                            CacheEvent.POISONED,
                            CacheEvent.FAILURE);
        }
    }

    @Test
    void aTextThatIsNoUnicodeIsNotKept() {
        cache(stored).keep(KEY, answer(ChatReply.of("m", "half \ud83d of it")));
        assertThat(found(cache(stored), KEY)
                        .map(answer -> answer.reply().text())
                        .orElse("half \ud83d of it"))
                .isEqualTo("half \ud83d of it");
    }

    @Test
    void theMemoryKeepsNoMoreThanItsSizeAndNothingTooOld() {
        MemoryStore memory = new MemoryStore(100_000, Duration.ofMinutes(10), clock);
        for (int i = 0; i < 1_000; i++) {
            memory.put("key-" + i, new byte[1_000], Duration.ofMinutes(10));
        }
        assertThat(memory.size()).isBetween(1L, 100L);
        now = now.plus(Duration.ofMinutes(11));
        assertThat(memory.size()).isZero();
    }
}
